// What is said where there is no embedded database in the folder: which settings are meant, or where a demo's is.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { words } from './words.ts'

export function noDatabase(folder: string): string {
  const { errors } = words().tasks
  const demo = join(folder, 'demo')
  return [errors.noDatabase(folder), ...(existsSync(join(demo, 'pglite')) ? [errors.demoIsThere(demo)] : [])].join('\n')
}
