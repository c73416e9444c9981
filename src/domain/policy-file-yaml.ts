// A policy file as YAML: its plain values, and where in the text each of them stands.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml'
import type { Problem } from './yaml-document.ts'

export type Path = readonly PropertyKey[]

/** A file that is YAML of the plain kind: no anchors, aliases or tags, and no key twice in one place. */
export interface Source {
  value: unknown
  /** A problem of the value at this path; where it is missing, of what it is missing from. */
  at(path: Path, message: string): Problem
  /** The same, at the key rather than at its value. */
  atKey(path: Path, message: string): Problem
}

/** Never throws, whatever the text is. */
export function readYaml(
  text: string,
  file: string,
): { ok: true; source: Source } | { ok: false; problems: Problem[] } {
  const lines = new LineCounter()
  const place = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message }
  }
  if (text.length > MAX_LENGTH) return { ok: false, problems: [place(0, TOO_LONG)] }
  const parsed = parse(text, lines)
  if (parsed.faults.length > 0) {
    return {
      ok: false,
      problems: parsed.faults.slice(0, MAX_FAULTS).map(({ offset, message }) => place(offset, message)),
    }
  }
  const { contents, value } = parsed
  const source = {
    value,
    at: (path: Path, message: string) => place(valueOffset(contents, path), message),
    atKey: (path: Path, message: string) => place(keyOffset(contents, path), message),
  }
  return { ok: true, source }
}

/** In the order of the file. */
export const inOrder = (problems: Problem[]): Problem[] =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column)

/** The value at a path of plain maps and lists; undefined where there is none. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((within, step) => {
    const known = typeof within === 'object' && within !== null && Object.hasOwn(within, step)
    return known ? (within as Record<PropertyKey, unknown>)[step] : undefined
  }, value)

interface Fault {
  offset: number
  message: string
}

type Parsed = { faults: Fault[]; contents: unknown; value: unknown }

const MAX_LENGTH = 1_000_000
/** More is a file of another kind, of which nobody reads the rest. */
const MAX_FAULTS = 100

const TOO_LONG = 'this file is longer than a million characters: a policy file has a few hundred lines'
const TOO_DEEP = 'this file is nested too deep: a policy file has at most five levels of indentation'

function parse(text: string, lines: LineCounter): Parsed {
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
    const faults = [...document.errors, ...document.warnings].map(
      ({ code, pos, message }): Fault => ({ offset: pos[0], message: explain(code, message) }),
    )
    // What is no YAML has nodes that mean something else than what was written.
    const all = faults.length > 0 ? faults : notPlain(document)
    const value: unknown = all.length > 0 ? null : document.toJS()
    return { faults: all.toSorted((a, b) => a.offset - b.offset), contents: document.contents, value }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error // a full stack, from thousands of brackets
    return { faults: [{ offset: 0, message: TOO_DEEP }], contents: null, value: null }
  }
}

const EXPLAINED: Partial<Record<string, string>> = {
  BAD_INDENT: 'this line begins at the wrong column: put it exactly under the line that it belongs beside',
  TAB_AS_INDENT: 'a tab stands here: indent with spaces',
  MISSING_CHAR: 'something is missing here: write key: value, and close every [ { and quotation mark',
  BLOCK_AS_IMPLICIT_KEY: 'two colons on one line: put the value into quotation marks, or on a line of its own',
  MULTIPLE_DOCS: 'a second document begins here: remove the line ---, since a file holds one policy',
  BAD_SCALAR_START: 'a value cannot begin with this character: put the value into quotation marks',
  TAG_RESOLVE_FAILED: 'tags (!name) are not used in a policy file: remove it',
}

const explain = (code: string, message: string): string =>
  EXPLAINED[code] ?? `this is not YAML (${message.split('\n')[0]}): write key: value, one on each line`

/** Anchors and aliases could unfold into gigabytes; tags, and keys that are lists, are only ever mistakes here. */
function notPlain(document: Document): Fault[] {
  const faults: Fault[] = []
  const fault = (node: unknown, message: string) => faults.push({ offset: startOf(node) ?? 0, message })
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) fault(node, `references (*${node.source}) are not used here: write it out, or name a ladder`)
      else if (node.anchor) fault(node, `anchors (&${node.anchor}) are not used here: remove it`)
      else if (node.tag) fault(node, `tags (${node.tag}) are not used in a policy file: remove it`)
    },
    Map(_, map) {
      const seen = new Set<string>()
      for (const { key } of map.items as Pair[]) {
        if (!isScalar(key)) fault(key ?? map, 'a list or map stands where a key belongs: write key: value')
        else if (seen.has(String(key.value)))
          fault(key, `"${String(key.value)}" stands here a second time: keep one of them`)
        else seen.add(String(key.value))
      }
    },
  })
  return faults
}

interface Found {
  key: Node | null
  node: unknown
  whole: boolean
}

/** As far as the path leads. Keys are compared as text: `1:` is a number to YAML. */
function find(contents: unknown, path: Path): Found {
  let found: Found = { key: null, node: contents, whole: true }
  for (const step of path) {
    const { node } = found
    const pair = isMap(node)
      ? (node.items as Pair[]).find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined
    const item = isSeq(node) ? node.items[Number(step)] : undefined
    if (pair === undefined && item === undefined) return { ...found, whole: false }
    found = { key: isNode(pair?.key) ? pair.key : null, node: pair === undefined ? item : pair.value, whole: true }
  }
  return found
}

function valueOffset(contents: unknown, path: Path): number {
  const { key, node, whole } = find(contents, path)
  const empty = node === null || (isScalar(node) && node.value === null)
  return (whole && !empty ? startOf(node) : (startOf(key) ?? startOf(node))) ?? startOf(contents) ?? 0
}

function keyOffset(contents: unknown, path: Path): number {
  const { key, node } = find(contents, path)
  return startOf(key) ?? startOf(node) ?? 0
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined)
