// Where compiled code is kept: in a folder that is named after what it was made of, so that it can never be out of date.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** What is made at the installation. `npm ci` empties it with the packages. */
export const CACHE = join(ROOT, 'node_modules/.cache/zhiban')

/** What may be started, and where its sources begin. */
export const PROGRAMS = {
  cli: 'src/cli/index.ts',
  wechat: 'bots/wechat/child/main.ts',
  pictures: 'src/desk/lookups/picture/child/main.ts',
  'database-template': 'src/db/engine/make-template.ts',
}
/** @typedef {keyof typeof PROGRAMS} Program */

const SOURCES = ['src', 'bots']

/** @param {Program} program */
export const sourceFile = (program) => join(ROOT, PROGRAMS[program])

/** @param {string} folder @param {Program} program */
export const compiledFile = (folder, program) => join(folder, `${program}.mjs`)

/** The folder for the sources as they are now, whether it is there or not. Packages are not part of it: they are imported. */
export function codeFolder() {
  const hash = createHash('sha256').update(readFileSync(new URL('./compile.mjs', import.meta.url)))
  for (const name of sourceNames()) {
    const text = readFileSync(join(ROOT, name))
    hash.update(`${name} ${text.length}\n`).update(text)
  }
  return join(CACHE, `code-${hash.digest('hex').slice(0, 16)}`)
}

/** A folder gets its name when it is complete. @param {string} folder */
export const isCompiled = (folder) => existsSync(folder)

export const hasSources = () => SOURCES.every((name) => existsSync(join(ROOT, name)))

const sourceNames = () =>
  SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  ).sort()
