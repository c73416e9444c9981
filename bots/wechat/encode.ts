// A card as WeChat can show it: plain text, with the case's number first and what can be typed last.
import { type Card, labelled, usageOf } from '../../src/wording/card/card.ts'
import type { WechatDeps } from './deps.ts'
import { type WechatWords, wordsOf } from './words.ts'

export interface Layout {
  lang: WechatDeps['lang']
  /** What those are called who are called by name; nobody in a private word. */
  mention: string[]
}

/** Longer texts are refused by some clients. */
const MOST_CHARACTERS = 4_000
const MOST_COMMANDS = 4

export function encode(card: Card, { lang, mention }: Layout): string {
  const words = wordsOf(lang)
  const head = [mention.map((name) => `@${name} `).join(''), titleOf(card, lang)].join('')
  const body = [...card.lines, ...card.fields.map(({ label, value }) => labelled(label, value))]
  const tail = [
    ...(card.next === null ? [] : [card.next]),
    ...(card.link === null ? [] : [labelled(card.link.label, card.link.url)]),
    ...commands(card, words),
  ]
  const room = MOST_CHARACTERS - head.length - tail.join('\n').length
  const whole = [head, ...fitting(body, room, words), ...tail].filter((line) => line.trim() !== '').join('\n')
  return whole.length <= MOST_CHARACTERS ? whole : cut(whole, MOST_CHARACTERS, words)
}

/** `【#23 ◆ 一般】幼儿园门口积水`. */
function titleOf({ case: number, level, overdue, title }: Card, lang: WechatDeps['lang']): string {
  const late = overdue ? [lang === 'en' ? 'overdue' : '逾期'] : []
  const marks = [...(number === null ? [] : [`#${number}`]), ...(level ? [level.mark, level.name] : []), ...late]
  const rest = number !== null && title.startsWith(`#${number} `) ? title.slice(`#${number} `.length) : title
  return marks.length === 0 ? rest : `【${marks.join(' ')}】${rest}`
}

function fitting(lines: string[], room: number, words: WechatWords): string[] {
  const text = lines.join('\n')
  return text.length <= room ? lines : [cut(text, room, words)]
}

/** Never in the middle of a character. */
function cut(text: string, most: number, words: WechatWords): string {
  const kept = text.slice(0, Math.max(0, most - 60)).replace(/[\ud800-\udbff]$/, '')
  return `${kept}${words.cut}`
}

/** A line each, so that it can be copied; without its number nobody would know which case is meant: there are no threads. */
function commands(card: Card, words: WechatWords): string[] {
  const all = [...card.buttons, ...card.more]
  const usages = all.map((button) => usageOf(button, card.case))
  const shown = [...new Set(usages.filter((usage) => usage !== null))]
  const isLeft = usages.includes(null) || shown.length > MOST_COMMANDS
  return [
    ...(shown.length === 0 ? [] : [words.answer, ...shown.slice(0, MOST_COMMANDS)]),
    ...(isLeft ? [words.web] : []),
  ]
}
