// The channel's own small words on cards, beside those of the institution.

export interface CardWords {
  overdue: string
  more: string
  choose: string
  optional(label: string): string
  /** Stands after the beginning of a text that did not fit into the card. */
  wholeAbove: string
  wholeInThread: string
  part(title: string, number: number, of: number): string
  /** Of a draft: what is longer than an input bears is typed. */
  longerDraft(max: number): string
  typeName(label: string): string
  firstOnly(label: string, count: number): string
  confirmTitle(label: string): string
  confirmText: string
}

export const cardWords = (lang: 'zh-CN' | 'en'): CardWords => WORDS[lang]

const ZH: CardWords = {
  overdue: '已逾期',
  more: '更多',
  choose: '请选择',
  optional: (label) => `${label}（选填）`,
  wholeAbove: '（以上为开头，全文见上一条消息）',
  wholeInThread: '（以上为开头，全文见本话题中的文字消息）',
  part: (title, number, of) => `${title}（全文${number}/${of}）`,
  longerDraft: (max) => `最多${max}字。更长的，请在本案话题中发送“/拟稿”加全文`,
  typeName: (label) => `请输入${label}的名称`,
  firstOnly: (label, count) => `${label}（仅列前${count}项）`,
  confirmTitle: (label) => `确认${label}？`,
  confirmText: '确认后立即生效，并记入本案记录。',
}

const EN: CardWords = {
  overdue: 'Overdue',
  more: 'More',
  choose: 'Choose',
  optional: (label) => `${label} (optional)`,
  wholeAbove: '(This is how it begins; the message above has all of it.)',
  wholeInThread: '(This is how it begins; a text message in this thread has all of it.)',
  part: (title, number, of) => `${title} (whole text, ${number} of ${of})`,
  longerDraft: (max) => `Up to ${max} characters; for a longer one send “/reply” and the text in the thread`,
  typeName: (label) => `Type the name: ${label}`,
  firstOnly: (label, count) => `${label} (the first ${count} only)`,
  confirmTitle: (label) => `${label}?`,
  confirmText: 'This takes effect at once and goes on the record of the case.',
}

const WORDS = { 'zh-CN': ZH, en: EN }
