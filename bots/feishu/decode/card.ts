// A card that somebody passed on, of another app or of this one: all that can be read on it, with its links.
import { linksBeside } from '../../../src/domain/post/post.ts'
import { linked } from './post.ts'

/** Deeper than any real card. */
const DEEPEST = 20

/** `given`: what the platform makes of a card for those who read messages (title and rows of elements), or a card itself. */
export function cardText(given: unknown): { text: string; links: string[] } {
  const links: string[] = []
  const text = textOf(given, links)
  return { text, links: linksBeside(text, links) }
}

function textOf(given: unknown, links: string[]): string {
  if (!isObject(given)) return ''
  // Of a card JSON 2.0 the rows hold nothing but a word to upgrade the client: what was sent stands beside them.
  const sent = sentIn(given.user_dsl)
  if (sent !== null) return textOf({ ...sent, user_dsl: null }, links)
  const title = textIn(given.title) || textIn(isObject(given.header) ? given.header.title : null)
  const body = isObject(given.body) ? given.body.elements : given.elements
  const lines = [title, ...linesOf(body, { depth: 0, links }), linked('', urlIn(given.card_link), links)]
  return lines
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')
}

/** A row of elements is a line; what holds others has lines of its own. */
function linesOf(node: unknown, at: Within): string[] {
  if (at.depth > DEEPEST) return []
  if (!Array.isArray(node)) return isObject(node) ? linesOfElement(node, at) : []
  if (node.some(Array.isArray)) return node.flatMap((row) => linesOf(row, deeper(at)))
  return at.depth === 0 ? node.flatMap((each) => linesOf(each, deeper(at))) : [rowOf(node, at)]
}

/** `links`: where those that are found are kept. */
interface Within {
  depth: number
  links: string[]
}

const deeper = ({ depth, links }: Within): Within => ({ depth: depth + 1, links })

const rowOf = (row: unknown[], at: Within) => row.flatMap((each) => linesOf(each, deeper(at))).join(' ')

function linesOfElement(element: Fields, at: Within): string[] {
  const url = urlIn(element.href) || urlIn(element.url) || urlIn(element.multi_url)
  const text = textIn(element.text) || textIn(element.content)
  // A button that leads nowhere is nothing to read here.
  const own = element.tag === 'button' && url === '' ? '' : linked(text, url, at.links)
  const held = ['elements', 'columns', 'fields', 'actions', 'extra'].flatMap((name) =>
    linesOf(element[name], deeper(at)),
  )
  return [own, ...held].filter(Boolean)
}

function sentIn(text: unknown): Fields | null {
  if (typeof text !== 'string') return null
  try {
    const sent: unknown = JSON.parse(text)
    return isObject(sent) ? sent : null
  } catch {
    // Not what it is documented to be: the rows are all there is.
    return null
  }
}

type Fields = Record<string, unknown>

const isObject = (given: unknown): given is Fields =>
  typeof given === 'object' && given !== null && !Array.isArray(given)

function textIn(given: unknown): string {
  if (typeof given === 'string') return given
  return isObject(given) && typeof given.content === 'string' ? given.content : ''
}

function urlIn(given: unknown): string {
  const url = isObject(given) ? given.url : given
  return typeof url === 'string' && /^https?:\/\//iu.test(url) ? url : ''
}
