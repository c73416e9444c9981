// A neutral card as texts of this platform: markdown for the bot and for robots, or plain text that calls people by name.
import { type Button, type Card, labelled, plainText, usageOf } from '../../../src/wording/card/card.ts'
import type { WecomDeps } from '../deps.ts'
import { isId } from '../ids.ts'
import { wordsOf } from '../words.ts'
import { piecesOf } from './split-text.ts'

export interface Layout {
  lang: WecomDeps['lang']
  /** What the bot is called in groups. */
  bot: string | undefined
  /** Accounts of who is called by name. */
  mention: string[]
  /** Said to one person alone. */
  direct: boolean
}

/** Of the platform's 4096; the rest is for what stands in front of a piece. */
const MARKDOWN_BYTES = 4_000
/** Of 2048. */
const TEXT_BYTES = 1_950

/** The pieces of one message: all of what the card says. */
export function markdownOf(card: Card, layout: Layout): string[] {
  const words = wordsOf(layout.lang)
  const called = calledBy(layout).map((id) => `<@${id}>`)
  const head = `${card.overdue ? words.overdue : ''}${headOf(card)}`
  const lines = [
    ...(called.length > 0 ? [called.join(' ')] : []),
    ...bolds(head),
    ...card.lines.map(escaped),
    ...card.fields.map(({ label, value }) => `> ${inQuote(escaped(labelled(label, value)))}`),
    ...(card.link ? [linkOf(card.link)] : []),
    ...(card.next === null ? [] : bolds(card.next)),
    ...commandLines(card, layout).map(escaped),
  ]
  return numbered(piecesOf(lines.filter((line) => line.trim() !== '').join('\n'), MARKDOWN_BYTES), layout.lang)
}

/** The same for a robot that calls people by name: its markdown cannot. */
export function plainOf(card: Card, layout: Layout): string[] {
  const words = wordsOf(layout.lang)
  const text = [`${card.overdue ? words.overdue : ''}${plainText(card)}`, ...commandLines(card, layout)].join('\n')
  return numbered(piecesOf(escaped(text), TEXT_BYTES), layout.lang)
}

/** In a private word the reader knows that it is meant for them. An account may have an @, but not begin with it (`@all`). */
export const calledBy = ({ mention, direct }: Pick<Layout, 'mention' | 'direct'>): string[] =>
  direct ? [] : [...new Set(mention)].filter((id) => isId(id) && /^[^<>@][^<>]*$/u.test(id))

export const headOf = ({ level, title }: Card): string => (level ? `${level.mark} ${level.name} ${title}` : title)

/** What can be typed in place of the buttons that are not pressed, a line each; and where the rest can be done. */
export function commandLines(card: Card, { lang, direct, bot }: Layout, pressed: Button[] = []): string[] {
  const words = wordsOf(lang)
  const called = direct ? '' : `@${bot ?? words.bot} `
  const [typed, more] = [card.buttons, card.more].map((all) => all.filter((button) => !pressed.includes(button)))
  const usages = (typed ?? []).flatMap((button) => usageOf(button, card.case) ?? [])
  const isAll = more?.length === 0 && usages.length === typed?.length
  return [...usages.map((usage) => words.type(called, usage)), ...(isAll ? [] : [words.more(called)])]
}

function numbered(pieces: string[], lang: Layout['lang']): string[] {
  const { piece } = wordsOf(lang)
  return pieces.map((text, index) => (index === 0 ? text : `${piece(index + 1, pieces.length)}${text}`))
}

/** Line by line: an emphasis does not reach over the end of one. */
const bolds = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replaceAll('*', '').trim())
    .map((line) => (line === '' ? '' : `**${escaped(line)}**`))

function linkOf({ label, url }: { label: string; url: string }): string {
  if (!isWebUrl(url)) return escaped(labelled(label, url))
  return `[${escaped(label).replaceAll(']', '］')}](${url
    // An address may not call anybody by name either.
    .replace(/[()<>\s]/gu, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')})`
}

export const isWebUrl = (url: string): boolean =>
  URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol)

const inQuote = (text: string): string => text.replace(/\s*\n\s*/gu, '\n> ')

/**
 * People's own words must neither call others by name, nor colour, nor hide an address behind another: the platform knows no
 * escape, so that the two letters in question become their full-width kin.
 */
export const escaped = (text: string): string =>
  text
    .replace(/<(?=[@/a-z!?])/giu, '＜')
    .replace(/\](?=[(:])/gu, '］')
    .replace(/^(#{1,6}) /gmu, '$1\u2007')
