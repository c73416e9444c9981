// Runs a program of the product from its compiled form, which is made anew whenever a source has changed; where it cannot
// be made, through the TypeScript loader, which takes two seconds longer.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { codeFolder, compiledFile, isCompiled, ROOT, sourceFile } from './code.mjs'

/** @typedef {import('./code.mjs').Program} Program */

/**
 * Resolves when the program's module has been evaluated.
 * @param {Program} program
 * @param {{ compiled?: boolean }} [how] `compiled: false` for what needs sources that are never compiled
 */
export async function start(program, { compiled = true } = {}) {
  const folder = codeFolder()
  if (compiled && (isCompiled(folder) || compileApart())) return runCompiled(compiledFile(folder, program))
  // The same loader as `--import tsx`, which development and tests use.
  const { register } = await import('tsx/esm/api')
  // Not the working folder's: pages are made of what it says about JSX.
  register({ tsconfig: join(ROOT, 'tsconfig.json') })
  await import(pathToFileURL(sourceFile(program)).href)
}

/** @param {string} file */
async function runCompiled(file) {
  // Errors name the sources, not what was made of them.
  process.setSourceMapsEnabled(true)
  await import(pathToFileURL(file).href)
}

/** In a process of its own: what the compiler leaves in memory would stay with the service. */
function compileApart() {
  const compile = fileURLToPath(new URL('./compile.mjs', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [compile], { stdio: ['ignore', 'ignore', 'pipe'] })
  if (status === 0) return true
  process.stderr.write(`The program is not compiled and starts more slowly: ${lastLineOf(stderr.toString())}\n`)
  return false
}

/** @param {string} text */
const lastLineOf = (text) => text.trim().split('\n').at(-1) ?? ''
