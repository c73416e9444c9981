// A text as an app's share button makes it: its title, its figures, what a person wrote around it, and the text without the poster.
import type { Metrics } from '../../policy/policy.ts'
import { urlSpans } from '../../text/text.ts'
import { countOf } from './counts.ts'
import { CUT, FORMS, LINK, type ShareForm } from './forms.ts'

export interface SharedText {
  /** As the app calls it, without the app's own words; '' where it gives none. */
  title: string
  /** What a person wrote around it; '' for nothing. */
  comment: string
  /** The whole text without the poster's name; its links as they stood. */
  text: string
  metrics: Metrics
}

/** A share text is short: nothing is looked for behind so many UTF-16 units. */
const LONGEST = 1_500

export interface Known {
  /** What else in the text is a link, by the channel's word. */
  links?: readonly string[]
  /** Names of the institution's people: whoever is called by one is no poster. */
  people?: readonly string[]
}

/** Null where no app's words are found: then the text is what it is. Pure; throws nothing, whatever it holds. */
export function sharedIn(given: string, { links = [], people = [] }: Known = {}): SharedText | null {
  const { text, urls } = marked(given.slice(0, LONGEST).replaceAll(LINK, ' ').replaceAll(CUT, ' '), links)
  const forms = FORMS.filter(({ is, links: hosts }) => is.test(text) || urls.some((url) => hosts.test(url)))
  if (forms.length === 0) return null
  const own = withoutAuthors(text, forms, people)
  const rest = withoutCodes(forms.reduce((words, form) => outOf(words, form), own))
  const { title, comment } = titleIn(rest, forms)
  return {
    title,
    comment,
    text: own === text ? given : restored(own, urls) + given.slice(LONGEST),
    metrics: figuresIn(text, forms),
  }
}

function marked(text: string, links: readonly string[]): { text: string; urls: string[] } {
  const spans = [...urlSpans(text), ...links.flatMap((link) => placesOf(text, link))]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((span, index, all) => all.slice(0, index).every((before) => before.end <= span.start))
  const urls = spans.map(({ start, end }) => text.slice(start, end))
  let rest = ''
  let from = 0
  for (const { start, end } of spans) {
    rest += text.slice(from, start) + LINK
    from = end
  }
  return { text: rest + text.slice(from), urls }
}

function placesOf(text: string, link: string): { start: number; end: number }[] {
  const start = link === '' ? -1 : text.indexOf(link)
  return start < 0 ? [] : [{ start, end: start + link.length }]
}

function restored(text: string, urls: string[]): string {
  let next = 0
  return text
    .replaceAll(CUT, ' ')
    .replaceAll(LINK, () => urls[next++] ?? '')
    .replace(/[^\S\n]{2,}/gu, ' ')
    .trimStart()
}

function withoutAuthors(text: string, forms: ShareForm[], people: readonly string[]): string {
  const own = people.filter((name) => name.length > 1)
  const out = (words: string, found: RegExp, instead: string) =>
    words.replace(found, (all: string) => (own.some((name) => all.includes(name)) ? all : instead))
  return forms.reduce(
    (words, { authors = [] }) => authors.reduce((rest, [found, instead]) => out(rest, found, instead), words),
    // As pages and copies name them, whatever the app.
    out(text, NAMED, CUT),
  )
}

const NAMED = new RegExp(
  `(?<=^|[\\s${LINK}])(?:作者|楼主|发帖人|发布者|博主|UP主|up主|昵称|原作者)\\s?[：:]\\s?[^\\s${LINK}，,。；;]{1,40}`,
  'gmu',
)

const outOf = (words: string, { around = [] }: ShareForm): string =>
  around.reduce((rest, found) => rest.replace(found, CUT), words)

/** `2.00`, `01/07`, `:5pm`, `daa:/`, `G@I.ip`: at either end of what the app wrote, one beside the other. */
function withoutCodes(words: string): string {
  if (!words.includes(CUT) && !TWO_CODES.test(words)) return words
  return words.replace(BESIDE_CUT, CUT).replace(BEHIND_LINK, `${LINK}${CUT}`).replace(AT_HEAD, CUT)
}

const CODE = String.raw`(?:\d{1,2}\.\d{1,2}|\d\d\/\d\d|:\d{1,2}[ap]m|[A-Za-z]{2,4}:\/|[A-Za-z]@[A-Za-z]\.[A-Za-z]{2})`
const CODES = String.raw`(?:${CODE}(?:\s+|(?=[${CUT}${LINK}]|$)))+`
const TWO_CODES = new RegExp(String.raw`${CODE}\s+${CODE}`, 'u')
const BESIDE_CUT = new RegExp(`(?:(?<=^|\\s)${CODES})?${CUT}\\s*${CODES}|(?<=^|\\s)${CODES}${CUT}`, 'gmu')
const BEHIND_LINK = new RegExp(`${LINK}\\s*${CODES}`, 'gu')
const AT_HEAD = new RegExp(`^${CODE}\\s+${CODES}`, 'gmu')

function figuresIn(text: string, forms: ShareForm[]): Metrics {
  const found = forms.flatMap(({ figures = [] }) =>
    figures.flatMap(([pattern, name]) => {
      const count = countOf(pattern.exec(text)?.groups?.figure ?? '')
      return count === null ? [] : [[name, count] as const]
    }),
  )
  return Object.fromEntries(found)
}

/** The words nearest to the link that the app wrote; what stands beyond what was taken out, or on lines of its own, is a person's. */
function titleIn(words: string, forms: ShareForm[]): { title: string; comment: string } {
  const bracket = forms.some(({ bracketed }) => bracketed) ? BRACKET.exec(words) : null
  const inside = bracket?.groups?.inside ?? ''
  if (bracket !== null && namedIn(inside, forms) !== '') {
    const outside = `${words.slice(0, bracket.index)}${CUT}${words.slice(bracket.index + bracket[0].length)}`
    return { title: namedIn(inside, forms), comment: said(outside, forms) }
  }
  const stretches = stretchesOf(words)
  const link = stretches.findIndex(({ before }) => before)
  const order = [...(link < 0 ? [] : [link]), ...stretches.keys()]
  const chosen = order.find((index) => namedIn(stretches[index]?.line ?? '', forms) !== '')
  if (chosen === undefined) return { title: '', comment: '' }
  const rest = stretches.flatMap(({ line, others }, index) => (index === chosen ? others : [...others, line]))
  return { title: namedIn(stretches[chosen]?.line ?? '', forms), comment: said(rest.join(CUT), forms) }
}

const BRACKET = /【(?<inside>(?:[^【】\n]|【[^【】\n]*】)+)】/u

interface Stretch {
  /** The line that may be the title. */
  line: string
  /** The lines above it. */
  others: string[]
  /** A link follows. */
  before: boolean
}

/** What stands between links and what was taken out. */
function stretchesOf(words: string): Stretch[] {
  const parts = words.split(new RegExp(`([${LINK}${CUT}])`, 'u'))
  const found: Stretch[] = []
  for (let index = 0; index < parts.length; index += 2) {
    const lines = (parts[index] ?? '').split('\n').filter((line) => SAYS.test(line))
    const line = lines.at(-1)
    if (line !== undefined) found.push({ line, others: lines.slice(0, -1), before: parts[index + 1] === LINK })
  }
  return found
}

const SAYS = /[\p{L}\p{N}]/u

/** Without the app's name behind it, its topics, and the marks around it; '' where nothing is left. */
function namedIn(line: string, forms: ShareForm[]): string {
  let rest = line.replaceAll(LINK, ' ').replaceAll(CUT, ' ').trim()
  for (let last = ''; last !== rest; ) {
    last = rest
    rest = forms
      .reduce((words, { site }) => (site === undefined ? words : words.replace(site, '')), rest)
      .replace(OUTER_MARKS, '')
      .trim()
  }
  const marked = rest.replace(PAIRED, `${TOPIC}$1${TOPIC}`).replace(UNPAIRED, `${TOPIC}$1${TOPIC}`)
  const words = marked.replace(TOPICS_BEHIND, '').replace(TOPICS_BEFORE, '')
  const named = (SAYS.test(words) ? words : marked).replaceAll(TOPIC, ' ')
  return SAYS.test(named) ? tidy(named) : ''
}

const tidy = (words: string): string =>
  words
    .replace(/\s+/gu, ' ')
    .replace(/(?<=[【「“]) | (?=[】」”])/gu, '')
    .trim()

const OUTER_MARKS =
  /^[\s，,：:；;、。]+|^[“"「](?=[^”"」]*[”"」]$)|(?<=^[^“"「]*)[”"」]$|(?<=^[^【]*)】$|^【(?=[^】]*$)|[\s，,：:；;、\-_|]+$/gu
// `#积水#`, `#积水[话题]#`; `# 民生`, `#民生`.
const TOPIC = '\uE003'
const PAIRED = /[#＃]([^\s#＃]{1,30}?)(?:\[话题\])?[#＃]/gu
const UNPAIRED = /[#＃]\s?([^\s#＃\uE003]{1,30})(?=[\s#＃\uE003]|$)/gu
// Behind the words, or in front of them.
const TOPICS_BEHIND = /(?:\s*\uE003[^\uE003]*\uE003)+\s*$/u
const TOPICS_BEFORE = /^(?:\uE003[^\uE003]*\uE003\s*)+(?=[^\s\uE003])/u

/** What is left over, as a person would read it. */
const said = (words: string, forms: ShareForm[]): string =>
  words
    .split(new RegExp(`[${CUT}${LINK}\\n]`, 'u'))
    .map((each) => each.replace(/^[\s，,、。！!：:；;）)】”"]+|[\s，,、：:；;（(【“"]+$/gu, '').trim())
    .filter((each) => SAYS.test(each) && !forms.some(({ site }) => site?.test(` - ${each.replace(/^[-_\s]+/u, '')}`)))
    .join(' ')
