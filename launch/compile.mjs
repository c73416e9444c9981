// Compiles the product's TypeScript to JavaScript, without types being checked (`npm run types` does). Ends with status 1
// and the reason in its last line where that is impossible.
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CACHE, codeFolder, isCompiled, PROGRAMS, ROOT, sourceFile } from './code.mjs'

const DAY_MS = 24 * 60 * 60 * 1_000

/** Makes what is not there yet; several may try at once. Throws where it cannot. */
export async function compile() {
  const folder = codeFolder()
  if (isCompiled(folder)) return
  mkdirSync(CACHE, { recursive: true })
  removeOld()
  // Whoever installs may be another user than the one that runs it: the folder is everybody's to read.
  const draft = join(CACHE, `draft-${randomUUID()}`)
  try {
    await bundle(draft)
    settle(draft, folder)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** @param {string} folder */
async function bundle(folder) {
  const { build } = await import('esbuild')
  await build({
    entryPoints: Object.fromEntries(Object.keys(PROGRAMS).map((name) => [name, sourceFile(/** @type {any} */ (name))])),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: 'linked',
    sourcesContent: false,
    tsconfig: join(ROOT, 'tsconfig.json'),
    logLevel: 'silent',
    plugins: [addressesOf(folder)],
  })
}

/**
 * A module finds files beside itself by `import.meta.url`: in the bundle that stays the address of its source. The
 * tests' emulator, which one command imports, is left where it is.
 * @param {string} folder
 * @returns {import('esbuild').Plugin}
 */
const addressesOf = (folder) => ({
  name: 'addresses',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\/test\/support\// }, ({ path, resolveDir }) => ({
      path: relativeUrl(folder, join(resolveDir, path)),
      external: true,
    }))
    onLoad({ filter: /[\\/](src|bots)[\\/].*\.tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const address = `new URL(${JSON.stringify(relativeUrl(folder, path))}, import.meta.url).href`
      return { contents: text.replaceAll('import.meta.url', address), loader: path.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
})

/** @param {string} from @param {string} to */
const relativeUrl = (from, to) => relative(from, to).replaceAll('\\', '/')

/** @param {string} draft @param {string} folder */
function settle(draft, folder) {
  try {
    renameSync(draft, folder)
  } catch (error) {
    // Somebody else was faster, with the same.
    if (!isCompiled(folder)) throw error
  }
}

/** A service that was started from older code may still import a part of it, and somebody may be at work on a draft. */
function removeOld() {
  for (const name of readdirSync(CACHE).filter((each) => /^(code|draft)-/.test(each))) {
    const path = join(CACHE, name)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN)
    if (age > (name.startsWith('code-') ? 30 : 1) * DAY_MS) rmSync(path, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await compile()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
