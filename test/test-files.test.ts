// A test file that belongs to no part would never run, and nobody would notice; one that belongs to two runs twice for nothing.
import { readdirSync, readFileSync } from 'node:fs'
import { matchesGlob } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Part, parts } from './support/projects.ts'
import { STORMS } from './support/proofs.ts'

const tests = readdirSync(fileURLToPath(new URL('./', import.meta.url)), { recursive: true, encoding: 'utf8' })
  .map((file) => `test/${file.replaceAll('\\', '/')}`)
  .filter((file) => /\.(test|spec)\.[a-z]+$/.test(file))

const all: [string, Part][] = Object.entries(parts)
const matches = (file: string, patterns: string[]) => patterns.some((pattern) => matchesGlob(file, pattern))
const has = ({ files, but = [] }: Part, file: string) => matches(file, files) && !matches(file, but)

test('every test file belongs to exactly one part', () => {
  const homes = tests.map((file) => [file, all.flatMap(([name, part]) => (has(part, file) ? [name] : []))] as const)
  expect(homes.filter(([, names]) => names.length !== 1)).toEqual([])
  expect(homes.find(([file]) => file === 'test/test-files.test.ts')?.[1]).toEqual(['pure'])
})

test('every pattern matches some test file, so that a renamed one is not forgotten', () => {
  const patterns = all.flatMap(([, { files, but = [] }]) => [...files, ...but])
  expect(patterns.filter((pattern) => !tests.some((file) => matchesGlob(file, pattern)))).toEqual([])
})

test('what needs an engine runs on both, but for the commands', () => {
  const onBoth = (file: string) => has(parts.engines, file) || has(parts.lives, file)
  const once = tests.filter((file) => /^test\/(db|desk)\//.test(file) && !onBoth(file))
  expect(once).toEqual(['test/db/folder-lock.test.ts', 'test/desk/lookups/reader.test.ts'])
  expect(tests.filter((file) => /\/life[^/]*$/.test(file) && !onBoth(file)).sort()).toEqual([
    'test/domain/life.test.ts',
  ])
})

test('every storm that is smaller here is run in full by npm run proofs', () => {
  const smaller = tests.filter((file) => /from '[./]+support\/scale\.ts'/.test(readFileSync(file, 'utf8')))
  expect(smaller.sort()).toEqual(STORMS)
})
