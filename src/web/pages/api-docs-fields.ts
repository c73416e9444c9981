// A JSON Schema as lines of a table: each field with its path, its type in words, and what it means.

type Json = Record<string, unknown>

export interface FieldLine {
  path: string
  type: string
  required: boolean
  meaning: string
  /** The component that it is, or a list of. */
  component: string | null
}

/** Fields of an object (`characters`: what lengths are counted in), those within it after it; what is a component of its own is named and described once. */
export function fieldLines(schema: Json, characters: string, within = ''): FieldLine[] {
  const properties = (schema.properties ?? {}) as Record<string, Json>
  const required = (schema.required ?? []) as string[]
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = within === '' ? name : `${within}.${name}`
    const { inner, list } = innerOf(field)
    const line = {
      path,
      type: typeOf(field),
      required: required.includes(name),
      meaning: meaningOf(field, characters),
      component: componentOf(field),
    }
    return [line, ...(inner ? fieldLines(inner, characters, list ? `${path}[]` : path) : [])]
  })
}

export function typeOf(field: Json): string {
  if (typeof field.$ref === 'string') return field.$ref.split('/').at(-1) ?? ''
  if (Array.isArray(field.enum)) return field.enum.map((each) => JSON.stringify(each)).join(' | ')
  if ('const' in field) return JSON.stringify(field.const)
  const branches = (field.anyOf ?? field.oneOf) as Json[] | undefined
  if (branches) return [...new Set(branches.map(typeOf))].join(' | ')
  if (field.type === 'array') return `${typeOf((field.items ?? {}) as Json)}[]`
  if (Array.isArray(field.type)) return field.type.join(' | ')
  if (field.format === 'date-time' || field.format === 'date') return String(field.format)
  return String(field.type ?? 'any')
}

const componentOf = ({ $ref, items }: Json): string | null =>
  typeof $ref === 'string' ? ($ref.split('/').at(-1) ?? null) : items ? componentOf(items as Json) : null

function meaningOf(field: Json, characters: string): string {
  const limits = [
    bound(field.minimum, field.maximum),
    lengthOf(field, characters),
    field.default === undefined ? '' : `= ${JSON.stringify(field.default)}`,
  ].filter((each) => each !== '')
  return [field.description, limits.join(', ')].filter((each) => each !== undefined && each !== '').join(' · ')
}

const lengthOf = ({ minLength, maxLength }: Json, characters: string): string => {
  const length = maxLength === undefined ? '' : bound(minLength, maxLength)
  return length === '' ? '' : `${length} ${characters}`
}

function bound(least: unknown, most: unknown): string {
  if (least === undefined && most === undefined) return ''
  if (most === undefined) return least === 0 ? '' : `≥ ${least}`
  return least === undefined ? `≤ ${most}` : `${least}–${most}`
}

function innerOf(field: Json): { inner: Json | null; list: boolean } {
  if (field.type === 'array') {
    const items = (field.items ?? {}) as Json
    return { inner: items.properties ? items : null, list: true }
  }
  const branches = (field.anyOf ?? []) as Json[]
  return { inner: field.properties ? field : (branches.find((each) => each.properties) ?? null), list: false }
}
