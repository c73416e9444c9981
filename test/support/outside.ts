// Which paths in a file lead out of the checkout: it must build, run and be tested with nothing beside it.
import { posix } from 'node:path'

/** Each of them as it is written. `file`: from the root of the checkout, with `/`. */
export function pathsOutside(file: string, text: string): string[] {
  return SCRIPT.test(file) ? outOfCode(file, text) : outOfShell(text)
}

const SCRIPT = /\.[cm]?[jt]sx?$/

function outOfCode(file: string, text: string): string[] {
  const folder = posix.dirname(file)
  const leaves = (path: string) => posix.join(folder, path).split('/')[0] === '..'
  const relative = matches(text, /['"`](\.\.\/[^'"`\s]*)/g).filter(leaves)
  // Up by steps, as `join(here, '..', '..', 'folder')` goes.
  const stepwise = matches(text, /((?:['"`]\.\.['"`][,\s]*)+)/g).filter((steps) =>
    leaves('../'.repeat(steps.split('..').length - 1)),
  )
  // A path in the hands of node:fs or of a new process counts from wherever the command was started: usually the root.
  const fromWork = matches(text, FROM_WORK)
  const afterRoot = matches(text, /(\$\{[^}]*\}\/?\.\.\/[^'"`\s]*)/g)
  return [...new Set([...relative, ...stepwise, ...fromWork, ...afterRoot, ...homes(text)])]
}

const FROM_WORK =
  /\b(?:open|stat|lstat|access|exists|readFile|readdir|cp|copyFile|createReadStream|realpath|spawn|exec|execFile)(?:Sync)?\(\s*['"`](\.\.[^'"`]*)/g

/** In a shell's file every step up counts, but for the one from the script's own folder to the root. */
function outOfShell(text: string): string[] {
  const rest = text.replaceAll('"$(dirname "$0")/.."', '')
  return [...matches(rest, /(?:^|[\s"'=:/])(\.\.(?=[/\s"']|$)[^\s"']*)/gm), ...homes(rest)]
}

/** Somebody's own folders: nobody else has them. */
const homes = (text: string): string[] =>
  matches(text, /(?:^|['"`\s=(])((?:\/home|\/root|\/Users|\/mnt|\/workspaces?|\/work)\/[^'"`\s)]*)/gm)

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '')
