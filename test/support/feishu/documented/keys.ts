// What an object is made of: two are alike where they have the same keys.

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
