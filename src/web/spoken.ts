// What the fields of the API mean, in both languages, and how a schema that transforms what it reads is shown.
import { z } from 'zod'

export interface Words {
  zh: string
  en: string
}

type Json = Record<string, unknown>

interface Spoken {
  words?: Words
  /** In place of the JSON Schema that zod would make: a number in an address is read from text, for instance. */
  shown?: Json | ((lang: keyof Words) => Json)
}

const spoken = z.registry<Spoken>()

export const told = <T extends z.ZodType>(schema: T, zh: string, en: string): T => adding(schema, { words: { zh, en } })

export const shownAs = <T extends z.ZodType>(schema: T, shown: NonNullable<Spoken['shown']>): T =>
  adding(schema, { shown })

// To a copy: one schema is used in several places, and means something else in each.
function adding<T extends z.ZodType>(schema: T, more: Spoken): T {
  const own = schema.clone(undefined, { parent: true })
  spoken.add(own, { ...spoken.get(schema), ...more })
  return own
}

/** JSON Schema 2020-12. Schemas with an id are put into `definitions` and referred to as components. */
export function jsonSchemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  lang: keyof Words,
  definitions: Record<string, Json>,
): Json {
  const {
    $schema: _,
    $defs,
    ...made
  } = z.toJSONSchema(schema, {
    io,
    override: ({ zodSchema, jsonSchema }) =>
      dress(spoken.get(zodSchema as unknown as z.ZodType), jsonSchema as Json, lang),
  }) as Json & { $defs?: Record<string, Json> }
  for (const [id, definition] of Object.entries($defs ?? {})) definitions[id] ??= referring(definition) as Json
  return referring(made) as Json
}

function dress(found: Spoken | undefined, json: Json, lang: keyof Words): void {
  if (found?.shown) {
    for (const key of Object.keys(json)) delete json[key]
    Object.assign(json, typeof found.shown === 'function' ? found.shown(lang) : found.shown)
  }
  if (found?.words) json.description = found.words[lang]
  // Every whole number of JavaScript has these bounds: they tell nobody anything.
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
}

function referring(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(referring)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? value.replace('#/$defs/', '#/components/schemas/')
        : referring(value),
    ]),
  )
}
