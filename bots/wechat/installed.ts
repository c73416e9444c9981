// Whether wechaty and the puppet are there: they are optional packages, and the desk runs without them.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isAbsolute } from 'node:path'

/** Of what is needed, what is not installed. */
export const missingPackages = (puppet: string): string[] => ['wechaty', puppet].filter((name) => !isThere(name))

function isThere(name: string): boolean {
  if (isAbsolute(name)) return existsSync(name)
  try {
    createRequire(import.meta.url).resolve(name)
    return true
  } catch (error) {
    // A package that only ES modules may import is there all the same.
    return !(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')
  }
}
