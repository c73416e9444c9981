// The programs as they are installed: compiled code that follows its sources, or the sources themselves; without packages of
// development.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const COPIED = ['launch', 'src', 'bots', 'migrations', 'policies', 'package.json', 'tsconfig.json']
/** Processes take their time where many tests run beside them. */
const PATIENCE_MS = 120_000

let tree: string
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'zhiban-tree-'))
  for (const name of COPIED) cpSync(join(ROOT, name), join(tree, name), { recursive: true })
  for (const name of productionPackages()) {
    mkdirSync(dirname(join(tree, name)), { recursive: true })
    symlinkSync(join(ROOT, name), join(tree, name))
  }
})
afterEach(() => rmSync(tree, { recursive: true, force: true }))

/** Those of `npm ci --omit=dev`, as far as they are installed here. */
function productionPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>
  }
  const installed = new Set(
    readdirSync(join(ROOT, 'node_modules')).flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(ROOT, 'node_modules', name)).map((part) => `${name}/${part}`) : [name],
    ),
  )
  return Object.entries(lock.packages).flatMap(([path, { dev }]) => {
    const name = path.slice('node_modules/'.length)
    return dev !== true && installed.has(name) && path === `node_modules/${name}` ? [path] : []
  })
}

const zhiban = (...args: string[]) =>
  new Promise<{ status: number; out: string; err: string }>((resolve) => {
    const command = [join(tree, 'launch/zhiban.mjs'), ...args]
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', ZHIBAN_LANG: 'en' }
    execFile(process.execPath, command, { cwd: tmpdir(), env }, (error, out, err) =>
      resolve({ status: Number(error?.code ?? 0), out, err }),
    )
  })

const cache = () => join(tree, 'node_modules/.cache/zhiban')
const compiled = () => readdirSync(cache()).filter((name) => name.startsWith('code-'))

function edit(name: string, from: string, to: string): void {
  const text = readFileSync(join(tree, name), 'utf8')
  expect(text).toContain(from)
  writeFileSync(
    join(tree, name),
    text.replace(from, () => to),
  )
}

describe('a program', () => {
  it(
    'is compiled at its first start, runs from that, and is compiled again when a source has changed',
    async () => {
      const [first, second] = await Promise.all([zhiban('policy', 'check', 'bureau-4-level'), zhiban('--help')])
      expect([first.status, first.err]).toEqual([0, ''])
      expect([second.status, second.err]).toEqual([0, ''])
      const before = compiled()
      expect(before).toHaveLength(1)
      expect(readdirSync(cache())).toEqual(before)

      edit('src/wording/en/cli/usage.ts', 'the duty desk in the group chat', 'a desk that was edited')
      const edited = await zhiban('--help')
      expect([edited.out, edited.err]).toEqual([expect.stringContaining('a desk that was edited'), ''])
      expect(compiled()).toHaveLength(2)
    },
    PATIENCE_MS,
  )

  it(
    'names its sources in errors',
    async () => {
      edit(
        'src/cli/run.ts',
        'export const main = defineCommand',
        "throw new Error('on purpose')\nexport const main = defineCommand",
      )
      const line = readFileSync(join(tree, 'src/cli/run.ts'), 'utf8')
        .split('\n')
        .indexOf("throw new Error('on purpose')")
      const { status, err } = await zhiban('--help')
      expect([status, err]).toEqual([1, expect.stringContaining(`src/cli/run.ts:${line + 1}:`)])
    },
    PATIENCE_MS,
  )

  it(
    'runs from its sources where nothing can be kept, and says that this is slower',
    async () => {
      // As a folder that may not be written, for whoever may write everywhere, too.
      writeFileSync(join(tree, 'node_modules/.cache'), '')
      writeFileSync(join(tree, 'src/cli/probe.tsx'), 'export const probe = <b>a page</b>')
      const page = "import { render } from 'preact-render-to-string'\nimport { probe } from './probe.tsx'\n"
      edit('src/cli/index.ts', 'await run(', `${page}console.log(render(probe))\nawait run(`)
      const { status, out, err } = await zhiban('--help')
      expect(out).toContain('<b>a page</b>')
      expect([status, out]).toEqual([0, expect.stringContaining('the duty desk in the group chat')])
      expect(err).toMatch(/^The program is not compiled and starts more slowly: .*(EEXIST|ENOTDIR).*\n$/)
    },
    PATIENCE_MS,
  )
})
