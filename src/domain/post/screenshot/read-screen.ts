// The lines that stand on a screenshot become a post: title, words, time, figures; without the app's own words and without people.
import type { Metrics } from '../../policy/policy.ts'
import { titleOf } from '../../text/text.ts'
import { findUrls } from '../post.ts'
import { figuresOf, isBar, isByline, isInput, isStatus, platformOn, startsComments, timeOn } from './app-words.ts'
import { peopleOn, withoutPeople } from './people.ts'
import type { ScreenLine } from './screen-line.ts'

export interface ScreenPost {
  /** '' where nothing stands there that could be one. */
  title: string
  text: string
  /** As `dateBehind` reads it; '' where it is not said, or only from when the picture was taken on. */
  published: string
  platform: string
  metrics: Metrics
  links: string[]
}

const UNSURE = 0.6
const LONGEST_TEXT = 2_000
/** So much taller than most are a title's letters. */
const TALLER = 1.25
const NEARLY = 1.08
/** Letters of a title; a line of one or two is read as taller than it is. */
const FEWEST = 4

export function readScreen(given: readonly ScreenLine[]): ScreenPost {
  const lines = given
    .filter(({ text, sure }) => sure >= UNSURE && /[\p{L}\p{N}]/u.test(text))
    .map((line) => ({ ...line, text: line.text.trim() }))
    .sort((a, b) => a.y - b.y)
  const upper = lines.filter((line, index) => !isStatus(line.text, index))
  const people = peopleOn(upper)
  const body = bodyOf(upper)
    .filter((line) => !isBar(line.text) && !isByline(line.text) && !people.lines.has(line))
    .map((line) => ({ ...line, text: withoutPeople(line.text, people.names) }))
    .filter(({ text }) => /\p{Script=Han}|[\p{L}\p{N}]{2}/u.test(text))
  const text = textOf(body).slice(0, LONGEST_TEXT)
  return {
    title: titleOf(withoutTopics(titleOn(body) || firstSentence(text))),
    text,
    published: timeOn(upper.map((line) => line.text)),
    platform: platformOn(upper.map((line) => line.text)),
    metrics: figuresOf(upper.map((line) => line.text)),
    links: findUrls(text),
  }
}

/** Below the post's own bar stand other people's words, and what is typed in. */
function bodyOf(lines: ScreenLine[]): ScreenLine[] {
  const end = lines.findIndex(({ text }, index) => index > 0 && (isInput(text) || startsComments(text)))
  return end < 0 ? lines : lines.slice(0, end)
}

/** Lines of letters that are taller than the rest, one below the other. */
function titleOn(body: ScreenLine[]): string {
  const usual = medianOf(body.map(({ height }) => height))
  const isTall = ({ height, text }: ScreenLine) => height >= usual * TALLER && lettersIn(text) >= FEWEST
  const first = body.findIndex(isTall)
  const tall = body[first]
  if (tall === undefined) return ''
  // How tall a line is depends on its letters: one beside a tall one need not be quite as tall.
  const belongs = ({ height }: ScreenLine) => height >= usual * NEARLY && height >= tall.height * 0.8
  let start = first
  while (start > 0 && belongs(body[start - 1] ?? tall)) start -= 1
  let end = first + 1
  while (end < body.length && belongs(body[end] ?? tall)) end += 1
  const title = body.slice(start, end)
  return title.map(({ text }) => text).join('')
}

/** Of two in the middle the smaller: a title of one line above one of text stands out. */
const medianOf = (numbers: number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? 0

/** Lines that reach the right edge go on below; others end a paragraph. */
function textOf(body: ScreenLine[]): string {
  const edge = Math.max(0, ...body.map(({ x, width }) => x + width))
  return body
    .map(({ text, x, width, height }, index) => {
      const next = body[index + 1]
      if (next === undefined) return text
      const goesOn = x + width > edge - height * 2.5 && next.y - height < height * 2.5 + (body[index]?.y ?? 0)
      if (!goesOn) return `${text}\n`
      return /[\p{Script=Latin}\d]$/u.test(text) && /^[\p{Script=Latin}\d]/u.test(next.text) ? `${text} ` : text
    })
    .join('')
}

function firstSentence(text: string): string {
  const [line = ''] = text.split('\n')
  const [whole] = /^.{6,}?[。！？!?；;](?=.)/u.exec(line) ?? [line]
  return whole.replace(/[。；;]$/u, '')
}

/** Topics behind the words go; in front of them they say what it is about. */
const withoutTopics = (title: string): string => {
  const words = title
    .replace(/(?:\s*[#＃][^\s#＃，。！？、；：]{1,30}[#＃]?)+\s*$/u, '')
    .replace(/[#＃]([^\s#＃]{1,30})[#＃]\s*/gu, '$1 ')
    .trim()
  return lettersIn(words) > 1 ? words : title
}

const lettersIn = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
