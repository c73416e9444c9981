// Imports point inward: the rules of .dependency-cruiser.cjs catch what they forbid, and the product keeps them.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** A file, what it says, and the rule that it breaks; null where it is right. */
const samples: [file: string, text: string, rule: string | null][] = [
  [
    'src/domain/good.ts',
    `import { z } from 'zod'\nimport type { Rule } from './rule.ts'\nexport const good: Rule = z`,
    null,
  ],
  ['src/domain/rule.ts', 'export type Rule = unknown', null],
  ['src/domain/reads-files.ts', `import 'node:fs'`, 'domain-is-pure'],
  ['src/domain/speaks.ts', `import 'fastify'`, 'domain-is-pure'],
  ['src/domain/asks-the-database.ts', `import '../db/rows.ts'`, 'domain-is-pure'],
  ['src/domain/by-js.ts', `import '../db/rows.js'`, 'domain-is-pure'],
  ['src/domain/by-type.ts', `import type { Rows } from '../db/rows.ts'\nexport type R = Rows`, 'domain-is-pure'],
  ['src/domain/later.ts', `export const later = () => import('../db/rows.ts')`, 'domain-is-pure'],
  ['src/wording/good.ts', `import '../domain/good.ts'`, null],
  ['src/wording/reads.ts', `import '../db/rows.ts'`, 'wording-knows-the-domain-only'],
  ['src/db/rows.ts', `import '../domain/good.ts'\nimport 'node:fs'\nimport 'fastify'\nexport type Rows = 1`, null],
  ['src/db/speaks.ts', `import '../wording/good.ts'`, 'db-knows-the-domain-only'],
  ['src/db/reads-settings.ts', `import '../config.ts'`, 'db-knows-the-domain-only'],
  [
    'src/desk/good.ts',
    `import '../db/rows.ts'\nimport '../wording/good.ts'\nimport '../channel.ts'\nimport '../with-timeout.ts'`,
    null,
  ],
  ['src/desk/reads-settings.ts', `import '../config.ts'`, 'desk-knows-no-surface'],
  ['src/desk/draws-pages.ts', `import '../web/pages/good.tsx'`, 'desk-knows-no-surface'],
  ['src/web/pages/good.tsx', `import '../../desk/good.ts'\nimport '../../config.ts'`, null],
  ['src/web/knows-a-bot.ts', `import '../../bots/one/good.ts'`, 'web-knows-no-bot'],
  ['src/cli/good.ts', `import '../main.ts'`, null],
  ['src/cli/knows-a-bot.ts', `import '../../bots/one/good.ts'`, 'only-main-wires-bots'],
  ['src/cli/borrows.ts', `import 'vitest'`, 'product-without-development-packages'],
  ['src/cli/tests.ts', `import '../../test/helper.ts'`, 'product-without-tests'],
  ['src/cli/circle.ts', `import './round.ts'`, 'no-cycles'],
  ['src/cli/round.ts', `import './circle.ts'`, null],
  ['src/cli/nowhere.ts', `import './not-there.ts'`, 'no-unresolvable'],
  ['src/channel.ts', `import type { Rule } from './domain/rule.ts'\nexport type R = Rule`, null],
  ['src/channel-lease.ts', `import './with-timeout.ts'`, 'channel-is-a-port'],
  ['src/with-timeout.ts', `import 'zod'\nexport const limit = 1`, 'with-timeout-stands-alone'],
  ['src/config.ts', `import 'zod'`, null],
  ['src/main.ts', `import '../bots/one/good.ts'\nimport './desk/good.ts'`, null],
  ['bots/one/good.ts', `import '../../src/channel.ts'\nimport '../../src/wording/good.ts'\nimport 'fastify'`, null],
  ['bots/one/waits.ts', `import '../../src/channel-lease.ts'\nimport '../../src/with-timeout.ts'`, null],
  ['bots/one/asks-the-desk.ts', `import '../../src/desk/good.ts'`, 'bots-know-the-port-only'],
  ['bots/one/asks-by-js.ts', `import '../../src/db/rows.js'`, 'bots-know-the-port-only'],
  ['bots/one/knows-another.ts', `import '../two/good.ts'`, 'bots-know-the-port-only'],
  ['bots/two/good.ts', `export const two = 2`, null],
  ['test/helper.ts', 'export const help = 1', null],
]

interface Violation {
  from: string
  to: string
  rule: { name: string }
}

const root = fileURLToPath(new URL('..', import.meta.url))

describe('in a tree with every kind of mistake', () => {
  let folder: string
  let broken: Map<string, string[]>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhiban-imports-'))
    for (const [file, text] of samples) await put(join(folder, file), text)
    const dependencies = { zod: '1', fastify: '1' }
    await put(join(folder, 'package.json'), JSON.stringify({ dependencies, devDependencies: { vitest: '1' } }))
    await put(join(folder, 'tsconfig.json'), '{}')
    for (const name of ['zod', 'fastify', 'vitest']) {
      await put(join(folder, 'node_modules', name, 'package.json'), JSON.stringify({ name, main: 'index.js' }))
      await put(join(folder, 'node_modules', name, 'index.js'), '')
    }
    broken = new Map()
    for (const { from, rule } of await violationsIn(folder)) broken.set(from, [...(broken.get(from) ?? []), rule.name])
  })

  afterAll(() => rm(folder, { recursive: true }))

  test.each(samples)('%s: %s', (file, _text, rule) => {
    expect(broken.get(file) ?? []).toEqual(rule === null ? [] : [rule])
  })
})

test('the product keeps the rules', async () => {
  const violations = await violationsIn(root)
  expect(violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
})

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

/** Runs the very command of `npm run lint`, which ends with a status other than 0 where there are violations. */
function violationsIn(cwd: string): Promise<Violation[]> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [program, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'src', 'bots']
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (stdout === '') reject(new Error(stderr, { cause: error }))
      else resolve((JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations)
    })
  })
}
