// Typing errors: words that are confused, characters and marks that stand twice, marks of the wrong width, marks without their
// partner. What could be right in its place is left alone.

import { type Check, MOST_SPOTS, type Spot } from './check.ts'
import { CONFUSIONS } from './confusions.ts'
import type { Lonely } from './pairs.ts'
import { BARRIER, type Reading } from './reading.ts'

export const typing: Check = (reading) => {
  const all = [...confused(reading), ...doubled(reading), ...marks(reading), ...lonely(reading)]
  // What is quoted is somebody else's, errors and all.
  const ours = all.filter(({ offset, why }) => why.startsWith('not-') || reading.own.charAt(offset) !== BARRIER)
  return ours.sort((a, b) => a.offset - b.offset || b.length - a.length).filter(isApart)
}

/** Of two that overlap the first is told. */
const isApart = ({ offset }: Spot, index: number, all: Spot[]): boolean => {
  const before = all[index - 1]
  return before === undefined || offset >= before.offset + before.length
}

function confused({ text, folded }: Reading): Spot[] {
  return CONFUSIONS.flatMap(({ wrong, right, asWritten }) =>
    corrected(asWritten ? text : folded, wrong, 'confusion', (found) => found.replace(...right)),
  )
}

function doubled({ folded }: Reading): Spot[] {
  return [
    ...corrected(folded, DOUBLED, 'doubled', (found) => found.slice(found.length / 2)),
    ...corrected(folded, DOUBLED_WORD, 'doubled', (found) => found.slice(found.length / 2)),
    ...corrected(folded, DOUBLED_MARK, 'doubled', markMeant),
  ]
}

// Each with what may rightly stand before and after: 目的的确定, 为了了解, 于是是, 已经经过, 申请请示.
const DOUBLED =
  /(?<!目)的的(?![确士])|(?<![为除])了了(?![解结事])|(?<![现存所潜内外实正])在在|(?<![于但可还就只凡或若要不都总更])是是(?!非)|已已|将将|(?<!以)及及(?!时)|(?<![已曾神财正历])经经|(?<![理自缘事])由由|们们|您您|(?<![申邀聘])请请|被被|我我|(?<![由关对位处终])于于|(?<![把一])把把/gu
const DOUBLED_WORD =
  /(进行|我们|您的|他们|以及|但是|因为|由于|关于|对于|已经|目前|问题|情况|相关|有关|部门|单位|现场|及时|群众|市民|居民|工作人员|积水|整改)\1/gu

/** Marks that end or part, after one another; …… and —— are one mark each, ！！ and ？！ are no official style but no error. */
const DOUBLED_MARK = /[，、；：][，。、；：！？]+|。[，、；：！？]+|。{2,}/gu

/** What ends the sentence goes before what only parts it. */
const markMeant = (found: string): string =>
  /^。{3,}$/u.test(found) ? '……' : (/[。！？]/u.exec(found)?.[0] ?? found.charAt(0))

function marks({ folded }: Reading): Spot[] {
  // Within links and figures these are right.
  return HALF.flatMap(([half, full]) => corrected(folded, half, 'punctuation', () => full))
}

// Between Chinese characters, or at the end of what they say.
const HALF: [RegExp, string][] = [
  [/(?<=\p{Script=Han}),(?=[\p{Script=Han}\s“‘「《（]|$)/gu, '，'],
  [/(?<=\p{Script=Han});(?=[\p{Script=Han}\s“‘「《（]|$)/gu, '；'],
  [/(?<=\p{Script=Han}):(?=[\p{Script=Han}\s“‘「《（])/gu, '：'],
  [/(?<=\p{Script=Han})\?(?=[\p{Script=Han}\s”’」》）]|$)/gu, '？'],
  [/(?<=\p{Script=Han})!(?=[\p{Script=Han}\s”’」》）]|$)/gu, '！'],
  [/(?<=\p{Script=Han})\.(?=[\p{Script=Han}\s]|$)/gu, '。'],
]

function lonely({ pairs }: Reading): Spot[] {
  const spots = (marks: Lonely[], why: Spot['why']) =>
    marks.slice(0, MOST_SPOTS).map(({ at, right }): Spot => ({ offset: at, length: 1, why, right }))
  return [
    ...spots(pairs.notClosed, 'not-closed'),
    ...spots(pairs.notOpened, 'not-opened'),
    ...spots(pairs.mixed, 'punctuation'),
  ]
}

function corrected(text: string, pattern: RegExp, why: Spot['why'], rightOf: (found: string) => string): Spot[] {
  const spots: Spot[] = []
  for (const { 0: found, index } of text.matchAll(pattern)) {
    spots.push({ offset: index, length: found.length, why, right: rightOf(found) })
    if (spots.length === MOST_SPOTS) break
  }
  return spots
}
