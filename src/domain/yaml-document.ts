// A YAML file that people edit: read by a schema, with every problem at its line and column and what would be right.
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

export interface Problem {
  file: string
  line: number
  column: number
  message: string
}

export const formatProblem = ({ file, line, column, message }: Problem): string =>
  `${file}:${line}:${column} ${message}`

type Path = readonly PropertyKey[]

export type DocumentRead<T> =
  | { ok: true; value: T; problem(path: Path, message: string): Problem }
  | { ok: false; problems: Problem[] }

const MAX_LENGTH = 1_000_000
/** References that would unfold into more than this are an attack, not a file. */
const MAX_ALIASES = 50

/** All problems at once, in the order of the file. Never throws on what a file may hold. */
export function readDocument<T extends z.ZodType>(text: string, file: string, schema: T): DocumentRead<z.output<T>> {
  if (text.length > MAX_LENGTH)
    return {
      ok: false,
      problems: [{ file, line: 1, column: 1, message: `longer than ${MAX_LENGTH} characters: this is no such file` }],
    }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const at = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col, message }
  }
  if (document.errors.length > 0)
    return { ok: false, problems: document.errors.map((error) => at(error.pos[0], firstLine(error.message))) }
  const read = schema.safeParse(plain(document))
  const problem = (path: Path, message: string) => at(offsetOf(document, path), message)
  if (read.success) return { ok: true, value: read.data, problem }
  const problems = read.error.issues.flatMap((issue) =>
    explain(issue, document).map(({ offset, message }) => at(offset, message)),
  )
  return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) }
}

const firstLine = (message: string) => message.split('\n')[0] ?? message

function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch {
    return undefined // too many aliases: the schema then says that there is nothing of what it wants
  }
}

function explain(issue: z.core.$ZodIssue, document: Document): { offset: number; message: string }[] {
  const where = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `
  if (issue.code !== 'unrecognized_keys') {
    return [{ offset: offsetOf(document, issue.path), message: `${where}${issue.message}` }]
  }
  return issue.keys.map((key) => ({
    offset: keyOffset(document, issue.path, key),
    message: `${where}there is no field "${key}" here: remove it, or correct its name`,
  }))
}

/** Where the value at the path stands; where it is missing, what it is missing from. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

function keyOffset(document: Document, path: Path, key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true)
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined
  return isScalar(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path)
}
