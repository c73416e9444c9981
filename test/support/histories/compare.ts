// Compares what is said now with what was said when the histories were made, apart from differences that are declared.
import type { Read, Said } from './says.ts'

/** A text that this version says otherwise on purpose: `why`, and how the old text becomes the new one. */
export interface Difference {
  why: string
  /** A part as `partsOf` names it: `cards duty en`, `commands contact`, `events`. */
  part: RegExp
  change(text: string): string
}

/** Each with the change that made it; empty again whenever a new file of histories is made. */
export const DECLARED: Difference[] = [
  {
    why: 'A clock keeps the id of its rule and what it belongs to; an event that starts one holds both.',
    part: /^ahead$/,
    change: (text) =>
      text
        .split('\n')
        .map((line) => (line.startsWith('clock-started ') ? withRule(line) : line))
        .join('\n'),
  },
  {
    why: 'A person may confirm that a matter has subsided: who may close a case, where and when they may.',
    part: /^commands /,
    change: (text) =>
      text.replace(
        /^close: (.*)$/m,
        (line, said: string) => `subsided: ${said.replace('ok, closed', 'ok, watching')}\n${line}`,
      ),
  },
]

const withRule = (line: string): string =>
  line
    .replace(/"kind":"watch","owner"/, '"kind":"watch","of":{"kind":"case"},"owner"')
    .replace(
      /"owner":"duty-officer","startedAt"(.*"within":"([^"]+)"\},"within")/,
      '"owner":"duty-officer","rule":"watch-$2","startedAt"$1',
    )

/** One line for each part that differs: where, and its first line that does. */
export function differences(number: number, expected: Said | Read, actual: Said | Read): string[] {
  const now = partsOf(actual)
  return [...partsOf(expected)].flatMap(([part, text]) => {
    const wanted = DECLARED.filter((each) => each.part.test(part)).reduce((old, each) => each.change(old), text)
    const found = now.get(part) ?? 'nothing'
    return wanted === found ? [] : [`#${number} ${part}: ${firstDifference(wanted, found)}`]
  })
}

/** Every text by its name. */
function partsOf(said: Said | Read): Map<string, string> {
  const parts = Object.entries(said as unknown as Record<string, string | Record<string, string>>).flatMap(
    ([name, value]) =>
      typeof value === 'string'
        ? [[name, value] as const]
        : Object.entries(value).map(([key, text]) => [`${name} ${key}`, text] as const),
  )
  return new Map(parts)
}

const AROUND = 40

function firstDifference(wanted: string, found: string): string {
  let at = 0
  while (at < wanted.length && wanted[at] === found[at]) at += 1
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - AROUND), at + AROUND))
  return `${around(wanted)} is ${around(found)}`
}
