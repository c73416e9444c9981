// A YAML file that people edit: read by a schema, with every problem at its line and column and what would be right.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml'
import type { z } from 'zod'
import { type Misplaced, type Mistake, mistakesIn, type Path, type Place, type Problem } from './mistake.ts'
import { found } from './mistake-parts.ts'
import { syntaxMistake } from './yaml-syntax.ts'

/** Where what stands at the path does in the file. */
export type Locate = (path: Path) => Place

export type DocumentRead<T> = { ok: true; value: T; locate: Locate } | { ok: false; problems: Problem[] }

/** In the order of the file. */
export const byPlace = <P extends Place>(places: P[]): P[] =>
  places.toSorted((a, b) => a.line - b.line || a.column - b.column)

export const located = (misplaced: Misplaced[], locate: Locate): Problem[] =>
  byPlace(misplaced.map(({ path, mistake }) => ({ ...locate(path), mistake })))

const MAX_LENGTH = 1_000_000
/** References that would unfold into more than this are an attack, not a file. */
const MAX_ALIASES = 50
/** Nobody reads on; a file of another kind has one at each line, and to find the place of each would take minutes. */
const MAX_PROBLEMS = 50
/** The parser calls itself for each level, and takes seconds to run out of stack. A policy has six. */
const MAX_DEPTH = 100

/** All problems at once, in the order of the file. Never throws on what a file may hold. */
export function readDocument<T extends z.ZodType>(text: string, file: string, schema: T): DocumentRead<z.output<T>> {
  const lines = new LineCounter()
  const at = (offset: number, path: Path): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), path }
  }
  const problem = ({ offset, path = [], mistake }: Slip): Problem => ({ ...at(offset, path), mistake })
  const refused = (slips: Slip[]) => ({ ok: false as const, problems: fewest(byPlace(slips.map(problem))) })
  const unreadable = noText(text)
  if (unreadable) {
    const upTo = text.slice(0, unreadable.offset).split('\n')
    const [line, column] = [upTo.length, (upTo.at(-1)?.length ?? 0) + 1]
    return { ok: false, problems: [{ file, line, column, path: [], mistake: unreadable.mistake }] }
  }
  const document = parseDocument(text, { ...SETTINGS, lineCounter: lines })
  const slips = document.errors.length > 0 ? syntaxSlips(document, text) : wordingSlips(document)
  if (slips.length > 0) return refused(slips)
  const plain = unfolded(document)
  if (plain === null) return refused([{ offset: firstAlias(document), mistake: { code: 'too-many-aliases' } }])
  const read = schema.safeParse(plain.value)
  if (!read.success) {
    const issues = read.error.issues.slice(0, MAX_PROBLEMS)
    return refused(issues.flatMap((issue) => explain(issue, [], document)))
  }
  return { ok: true, value: read.data, locate: (path) => at(offsetOf(document, path), path) }
}

interface Slip {
  offset: number
  /** Where it is about a value. */
  path?: Path
  mistake: Mistake
}

function noText(text: string): Slip | null {
  if (text.length > MAX_LENGTH) return { offset: 0, mistake: { code: 'too-long-file', max: MAX_LENGTH } }
  const offset = text.search(NOT_TEXT)
  if (offset >= 0) return { offset, mistake: { code: 'not-utf8' } }
  return isTooDeep(text) ? { offset: 0, mistake: { code: 'too-deep' } } : null
}

// What is left of GBK or UTF-16 that was read as UTF-8.
const NOT_TEXT = /[\uFFFD\0]/

/** Roughly: brackets in texts and comments count too, but nobody leaves a hundred of them open. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (const each of text) {
    if (each === '[' || each === '{') depth += 1
    if (each === ']' || each === '}') depth = Math.max(depth - 1, 0)
    if (depth > MAX_DEPTH) return true
  }
  return NESTED_LISTS.test(text)
}

const NESTED_LISTS = /(?:[-?:] +){100}/

// Duplicate keys are looked for below: the parser compares each key with each, minutes for a file full of keys.
const SETTINGS = {
  prettyErrors: false,
  uniqueKeys: false,
  stringKeys: true,
  schema: 'core',
  logLevel: 'error',
} as const

/** The first, and its like in other lines: what else the parser says mostly follows from the first. */
function syntaxSlips(document: Document, text: string): Slip[] {
  const [first] = document.errors
  const lines = new Set<number>()
  return document.errors.flatMap((error) => {
    const offset = error.pos[0]
    const begin = text.lastIndexOf('\n', offset - 1) + 1
    if (error.code !== first?.code || lines.has(begin) || lines.size >= MAX_PROBLEMS) return []
    lines.add(begin)
    return [{ offset, mistake: syntaxMistake(error, text.slice(begin, begin + 500).split('\n', 1)[0] ?? '') }]
  })
}

/** Tags, keys that stand twice in one set, and aliases of nothing. */
function wordingSlips(document: Document): Slip[] {
  const slips = document.warnings.map((each): Slip => ({ offset: each.pos[0], mistake: syntaxMistake(each, '') }))
  const anchors = new Set<string>()
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) && !anchors.has(node.source))
        slips.push({ offset: node.range?.[0] ?? 0, mistake: { code: 'no-anchor', name: node.source } })
      if (!isAlias(node) && node.anchor !== undefined) anchors.add(node.anchor)
    },
    Map: (_, map) => {
      const keys = new Set<unknown>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        if (keys.has(key.value))
          slips.push({ offset: key.range?.[0] ?? 0, mistake: { code: 'key-twice', found: found(key.value) } })
        keys.add(key.value)
      }
    },
  })
  return slips
}

function unfolded(document: Document): { value: unknown } | null {
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) }
  } catch {
    return null // ReferenceError: an alias within what it stands for, or too many
  }
}

function firstAlias(document: Document): number {
  let offset = 0
  visit(document, {
    Alias: (_, alias) => {
      offset = alias.range?.[0] ?? 0
      return visit.BREAK
    },
  })
  return offset
}

/** zod's issue at its place; of the branches of a union, the one whose kind (text, list, keys) was meant. */
function explain(issue: z.core.$ZodIssue, above: Path, document: Document): Slip[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find((branch) => !branch.some(isOtherKind))
    if (meant) return meant.flatMap((each) => explain(each, path, document))
  }
  if (issue.code === 'unrecognized_keys') {
    const mistakes = mistakesIn(issue.message)
    return issue.keys
      .slice(0, MAX_PROBLEMS)
      .map((key, index) => ({ offset: keyOffset(document, path, key), path, mistake: mistakes[index] ?? NOT_RIGHT }))
  }
  const [parent, key] = [path.slice(0, -1), String(path.at(-1))]
  if (issue.code === 'invalid_key') {
    const mistake = mistakeOf(issue.issues[0]?.message)
    return [{ offset: keyOffset(document, parent, key), path: parent, mistake }]
  }
  const mistake = mistakeOf(issue.message)
  if (mistake.code === 'missing')
    return [{ offset: offsetOf(document, parent), path: parent, mistake: { ...mistake, key } }]
  return [{ offset: offsetOf(document, path), path, mistake }]
}

const NOT_RIGHT: Mistake = { code: 'not-right' }

const mistakeOf = (message = ''): Mistake => mistakesIn(message)[0] ?? NOT_RIGHT

const isOtherKind = ({ code, path }: z.core.$ZodIssue) => code === 'invalid_type' && path.length === 0

/** Where the value at the path stands; where it is missing, what it is missing from. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = nodeAt(document, path.slice(0, length))
    // An empty value stands nowhere: its key does.
    if (node && isScalar(node) && node.value === null && !node.source)
      return keyOffset(document, path.slice(0, length - 1), String(path[length - 1]))
    if (node?.range) return node.range[0]
  }
  return isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0
}

function keyOffset(document: Document, path: Path, key: string): number {
  const pair = pairOf(document, nodeAt(document, path), key)
  return isScalar(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path)
}

/** An alias is where the reader looks, but what it stands for is what is looked into. */
function nodeAt(document: Document, path: Path): Node | null {
  let node: unknown = document.contents
  for (const step of path) {
    const held = isAlias(node) ? node.resolve(document) : node
    node = isSeq(held) ? held.items[Number(step)] : pairOf(document, held, String(step))?.value
  }
  return isNode(node) ? node : null
}

const pairOf = (document: Document, node: unknown, key: string) => {
  const map = isAlias(node) ? node.resolve(document) : node
  return isMap(map) ? map.items.find((item) => isScalar(item.key) && String(item.key.value ?? '') === key) : undefined
}

const fewest = (problems: Problem[]): Problem[] => {
  const [first, next] = [problems.slice(0, MAX_PROBLEMS), problems[MAX_PROBLEMS]]
  return next ? [...first, { ...next, path: [], mistake: { code: 'more-problems' } }] : first
}
