// What the search for personal data reads: a text in which widths are one, and what is settled is blank.

export type Span = { start: number; end: number }

export type Hit = Span & {
  form: 'mobile' | 'landline' | 'id-card' | 'bank-card' | 'email'
  /** What stands in its place. */
  masked: string
}

/** What was found, and what later steps must not look at: that, and what is masked already. */
export type Settled = { hits: Hit[]; settled: Span[] }

/** Stands where something is settled: no digit, no letter, no separator. */
export const BARRIER = '\0'

/** Of the same length as the text, so that positions agree: full-width and mathematical characters as ASCII, invisible ones as one. */
export function fold(text: string): string {
  return text.replace(WIDE, (each) => {
    if (each.length === 2) return `${((each.codePointAt(0) ?? 0) - MATHEMATICAL_ZERO) % 10}\u200B`
    const plain = PLAIN[each] ?? (INVISIBLE.test(each) ? '\u200B' : undefined)
    return plain ?? String.fromCharCode(each.charCodeAt(0) - 0xfee0)
  })
}

/** Of the same length, too: Chinese numerals and circled digits as digits. */
export function foldNumerals(text: string): string {
  return text.replace(NUMERAL, (each) => {
    const at = NUMERALS.indexOf(each)
    if (at !== -1) return String(DIGITS_OF_NUMERALS[at])
    const code = each.charCodeAt(0)
    const first = CIRCLED_ONES.find((one) => code >= one && code < one + 9) ?? code
    return String(code - first + 1)
  })
}

export const hasNumeral = (text: string): boolean => text.search(NUMERAL) !== -1

export function blank(text: string, spans: Span[]): string {
  if (spans.length === 0) return text
  let blanked = ''
  let from = 0
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= from) continue
    const begin = Math.max(start, from)
    blanked += text.slice(from, begin) + BARRIER.repeat(end - begin)
    from = end
  }
  return blanked + text.slice(from)
}

/** Numbers masked before, by us or by whoever wrote the text. */
export function maskedNumbersIn(text: string): Span[] {
  return [...text.matchAll(MASKED_NUMBER)].map((each) => spanOf(each.index, each[0]))
}

/**
 * Page addresses without `https://`, and those of apps (`weixin://…`): the numbers in them are ids of posts. `rest` is
 * the text with e-mail addresses blank.
 */
export function addressesIn(text: string, rest: string): Span[] {
  return [...text.matchAll(ADDRESS)]
    .map((each) => spanOf(each.index, each[0]))
    .filter(({ start }) => rest.charAt(start) !== BARRIER)
}

/** Values of parameters named for personal data (`?phone=…`), decoded before they are looked at. */
export function parametersIn(text: string, hitsIn: (value: string) => Hit[]): Settled {
  const hits: Hit[] = []
  const settled: Span[] = []
  for (const each of text.matchAll(PARAMETER)) {
    const value = each[1] ?? ''
    const span = spanOf(each.index + each[0].length - value.length, value)
    const decoded = value.replace(/%40/g, '@').replace(/%2B|%20|\+/gi, ' ')
    const [first, ...others] = hitsIn(decoded)
    if (first === undefined) {
      if (value.includes('***')) settled.push(span)
      continue
    }
    let masked = decoded
    for (const hit of [...others.reverse(), first]) {
      masked = masked.slice(0, hit.start) + hit.masked + masked.slice(hit.end)
    }
    if (!value.includes('@')) masked = masked.replace(/@/g, '%40')
    const hit: Hit = { ...span, form: first.form, masked: masked.replace(/ /g, '%20') }
    hits.push(hit)
    settled.push(hit)
  }
  return { hits, settled }
}

const WIDE =
  /[\uFF01-\uFF5E\u3000【】〔〕「」]|\uD835[\uDFCE-\uDFFF]|[\u00AD\u200C-\u200F\u2060-\u2064\uFEFF]|\uFE0F|\u20E3/g
// Zero-width characters, soft hyphen, and what makes a keycap of a digit.
const INVISIBLE = /^(?:[\u00AD\u200C-\u200F\u2060-\u2064\uFEFF]|\uFE0F|\u20E3)$/
const MATHEMATICAL_ZERO = 0x1d7ce
const PLAIN: Record<string, string> = {
  '\u3000': ' ',
  '【': '[',
  '】': ']',
  '〔': '[',
  '〕': ']',
  '「': '[',
  '」': ']',
}

const NUMERALS = '零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖貳參陸⓪'
const DIGITS_OF_NUMERALS = '000123456789121234567892360'
const NUMERAL = /[零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖貳參陸⓪①-⑨❶-❾➀-➈➊-➒]/g
const CIRCLED_ONES = [0x2460, 0x2776, 0x2780, 0x278a]

const MASKED_NUMBER = /(?<!\d)\d{1,7}[ )-]?\*{4,}\d{1,4}[Xx]?/g

// A host begins where no name is going on, and after `@` it is the end of an e-mail address. Telephone schemes are none.
const ADDRESS =
  /(?<![A-Za-z0-9@＠.\-_])(?:(?!(?:tel|sms|mms|smsto|callto|mailto|facetime):)[a-z][a-z0-9+.-]{1,20}:\/\/|(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?::\d{1,5})?[/?])[\w\-.~/?#&=%+]*/gi

const PARAMETER =
  /[?&#;](?:[a-z]{1,12}_)?(?:phone|mobile|mobilephone|cellphone|tel|telephone|email|e-mail|mail|mailbox|idcard|id_card|id-card|identity|bankcard|bank_card|cardno)(?:_?(?:no|num|number))?=([\w.%+@*-]{1,200})/gi

const spanOf = (start: number, found: string): Span => ({ start, end: start + found.length })
