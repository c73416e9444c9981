// The project stands alone: no file of it reads what lies beside the checkout, and no link leads out of it.
import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { pathsOutside } from './support/outside.ts'

const root = realpathSync(fileURLToPath(new URL('..', import.meta.url)))
const FOLDERS = ['src', 'bots', 'test', 'bench', 'patches', '.ci']

const entries = [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ),
  ...readdirSync(root).filter((name) => /\.[cm]?[jt]s$|^package\.json$|^Dockerfile$/.test(name)),
  '.dependency-cruiser.cjs',
]
const text = /\.(?:[cm]?[jt]sx?|sh)$|^\.ci|^package\.json$|^Dockerfile$/
/** This one names such paths; the other has the files of a made-up tree in it, which it writes to a temporary folder. */
const SAMPLES = ['test/stands-alone.test.ts', 'test/imports.test.ts']
const named = entries.map((entry) => ({ entry, name: entry.split(sep).join('/') }))
const files = named.filter(
  ({ entry, name }) => text.test(name) && !SAMPLES.includes(name) && lstatSync(join(root, entry)).isFile(),
)

test('no file reads beyond the checkout', () => {
  const found = files.flatMap(({ entry, name }) =>
    pathsOutside(name, readFileSync(join(root, entry), 'utf8')).map((path) => `${name}: ${path}`),
  )
  expect(found).toEqual([])
  for (const folder of FOLDERS) expect(files.some(({ name }) => name.startsWith(`${folder}/`))).toBe(true)
})

test('no link leads out of it', () => {
  const links = entries.filter((entry) => lstatSync(join(root, entry)).isSymbolicLink())
  expect(links.filter((link) => !realpathSync(join(root, link)).startsWith(root + sep))).toEqual([])
})

describe('a path that leads out is found', () => {
  test.each([
    ['an import', 'src/a.ts', `import '../../beside/a.ts'`, '../../beside/a.ts'],
    ['a URL', 'test/support/feishu/a.ts', "new URL('../../../../beside/', import.meta.url)", '../../../../beside/'],
    ['steps', 'test/support/a.ts', `join(here, '..', '..', '..', 'beside')`, `'..', '..', '..', `],
    ['a path from the root', 'test/bots/a.ts', `existsSync('../beside')`, '../beside'],
    ['a path of a program', 'bench/a.ts', 'spawn("../beside/run")', '../beside/run'],
    ['what comes after a folder', 'test/a.ts', '`$' + '{root}/../beside`', '$' + '{root}/../beside'],
    ['a home', 'bench/a.ts', `'/home/somebody/samples'`, '/home/somebody/samples'],
    ['a word of a script', '.ci/run', 'cp -r ../beside/. .', '../beside/.'],
    ['two steps of a script', '.ci/run', 'cd "$(dirname "$0")/../.."', '../..'],
    ['a script of package.json', 'package.json', '"test": "node ../beside/a.js"', '../beside/a.js'],
  ])('%s', (_what, file, line, path) => {
    expect(pathsOutside(file, line)).toContain(path)
  })

  test.each([
    ['an import', 'test/bots/feishu/a.ts', `import '../../../src/channel.ts'`],
    ['the root', 'test/support/a.ts', `new URL('../..', import.meta.url)`],
    ['steps', 'test/support/a.ts', `join(here, '..', '..', 'docs')`],
    ['the root of a script', '.ci/run', 'cd "$(dirname "$0")/.."'],
    ['dots of a sentence', '.ci/run', 'echo "wait..." ; seq 1..3'],
    ['an address', 'src/web/a.ts', `get('/api/v1/cases')`],
  ])('and %s within is not', (_what, file, line) => {
    expect(pathsOutside(file, line)).toEqual([])
  })
})
