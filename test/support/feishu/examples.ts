// The documented example payloads, where they lie beside the repository; and what they are made of.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../../../shared/feishu/payloads', import.meta.url))

/** Without them nothing can be compared, and the tests say so. */
export const examplesThere = existsSync(folder)

export const example = (file: string) =>
  JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Record<string, unknown>

/** As the SDK flattens an event. */
export function flattened(event: Record<string, unknown>): Record<string, unknown> {
  const { header, event: inner, ...rest } = event as { header: object; event: object }
  return { ...rest, ...header, ...inner }
}

/** Every path of an object, `[]` for the elements of an array. */
export function keysOf(value: unknown): string[] {
  const found = new Set<string>()
  const walk = (each: unknown, at: string) => {
    if (Array.isArray(each)) for (const one of each) walk(one, `${at}[]`)
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return
    for (const [key, held] of Object.entries(each)) {
      const here = at === '' ? key : `${at}.${key}`
      found.add(here)
      walk(held, here)
    }
  }
  walk(value, '')
  return [...found].sort()
}
