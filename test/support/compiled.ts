// Scripts of the tests that processes run, compiled once a run: the TypeScript loader would cost each process two seconds.
import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

/** Below the packages, which the scripts import by their names. */
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/zhiban-tests/', import.meta.url))

const compiling = new Map<string, Promise<string>>()

/** The JavaScript file for a script, which is made where it is not there yet. `script`: its path from the project's root. */
export function compiled(script: string): Promise<string> {
  const made = compiling.get(script) ?? compile(fileURLToPath(new URL(`../../${script}`, import.meta.url)))
  compiling.set(script, made)
  return made
}

async function compile(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'silent',
    plugins: [ADDRESSES],
  })
  const text = outputFiles[0]?.text ?? ''
  const name = createHash('sha256').update(text).digest('hex').slice(0, 16)
  const file = join(FOLDER, `${name}.mjs`)
  const draft = `${file}.${process.pid}`
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(draft, text)
  // Another worker may make the same: whoever is last leaves a whole file, too.
  renameSync(draft, file)
  return file
}

/** What a module finds beside itself it finds beside its source. */
const ADDRESSES: Plugin = {
  name: 'addresses',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](src|bots|test)[\\/].*\.tsx?$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const address = JSON.stringify(pathToFileURL(path).href)
      return { contents: text.replaceAll('import.meta.url', address), loader: path.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
}
