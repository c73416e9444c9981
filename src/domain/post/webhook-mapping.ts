// What a monitoring product pushes, read as a sighting: each field by a path into its document. Paths and no expressions.
import { Temporal } from 'temporal-polyfill'
import { type Instant, instantOf } from '../calendar/instant.ts'

/**
 * A number that JavaScript would write otherwise than the sender has: above 2^53 it would be another one, `7.10` and `1e3` lose
 * their form. The digits as they were sent are what an id is.
 */
export class SentNumber {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

/** As JSON has it. */
export const numberSent = (text: string): number | SentNumber =>
  String(Number(text)) === text ? Number(text) : new SentNumber(text)

/** Steps from the document on: `data.list[2].url` is ['data', 'list', 2, 'url']. */
export type Steps = readonly (string | number)[]

export const TIME_FORMATS = ['iso', 'unix-seconds', 'unix-milliseconds', 'YYYY-MM-DD HH:mm:ss'] as const
export type TimeFormat = (typeof TIME_FORMATS)[number]

/** Paths are tried in order; what is null or empty is passed over. */
export type Source = { paths: Steps[]; format: TimeFormat | null } | { value: string | number }

/** Fields of a sighting; `metrics.reads` stands for one within. Who posted is none of them. */
export const FIGURES = ['reads', 'comments', 'outlets'] as const
export const TIMES = ['publishedAt', 'discoveredAt'] as const
export const TEXTS = ['url', 'text', 'title', 'platform', 'department'] as const
export type Field = (typeof TEXTS)[number] | (typeof TIMES)[number] | `metrics.${(typeof FIGURES)[number]}` | 'level'
export type Mapping = Partial<Record<Field, Source>>

/** `path` is in the sender's document, `data.list[2].url`; '' is the document itself. */
export interface Misread {
  path: string
  message: string
}

/** A sighting's body; `origin` tells where in the sender's document a field of it was found. */
export type Mapped =
  | { ok: true; body: Record<string, unknown>; origin: (field: string) => string }
  | { ok: false; misread: Misread }

/** `within` is where the item stands in the document. `timeZone`: what times without an offset are told by. */
export function applyMapping(mapping: Mapping, item: unknown, within: Steps, timeZone: string): Mapped {
  const body: Record<string, unknown> = {}
  const metrics: Record<string, unknown> = {}
  const found = new Map<string, string>()
  for (const [field, source] of Object.entries(mapping) as [Field, Source][]) {
    const place = placeOf(source, item)
    found.set(field, pathText([...within, ...place.steps]))
    if (place.value === undefined) continue
    const read = readAs(field, place.value, source, timeZone)
    if (!read.ok) return { ok: false, misread: { path: found.get(field) ?? '', message: read.message } }
    const [name = '', figure] = field.split('.')
    if (figure === undefined) body[name] = read.value
    else metrics[figure] = read.value
  }
  if (Object.keys(metrics).length > 0) body.metrics = metrics
  return { ok: true, body, origin: (field) => found.get(field) ?? pathText(within) }
}

/** Undefined where the document has nothing there. Never what an object has by nature. */
export function valueAt(document: unknown, steps: Steps): unknown {
  let value = document
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    if (Array.isArray(value) !== (typeof step === 'number')) return undefined
    value = (value as Record<string | number, unknown>)[step]
  }
  return value
}

/** Null for what is no path. `$` is the document itself. */
export function parsePath(text: string): Steps | null {
  if (text === '$') return []
  if (!PATH.test(text)) return null
  return [...text.matchAll(STEP)].map(([, index, name = '']) => (index === undefined ? name : Number(index)))
}

export const pathText = (steps: Steps): string =>
  steps.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${step}`)).join('')

const NAME = String.raw`[^\s.[\]$]+`
const INDEX = String.raw`\[\d{1,6}\]`
const PATH = new RegExp(`^(?:${NAME}|${INDEX})(?:\\.${NAME}|${INDEX})*$`, 'u')
const STEP = new RegExp(`\\[(\\d+)\\]|(${NAME})`, 'gu')

/** Where the value is, or where it was looked for first. */
function placeOf(source: Source, item: unknown): { steps: Steps; value: unknown } {
  if ('value' in source) return { steps: [], value: source.value }
  for (const steps of source.paths) {
    const value = valueAt(item, steps)
    if (value !== undefined && value !== null && value !== '') return { steps, value }
  }
  return { steps: source.paths[0] ?? [], value: undefined }
}

type ValueRead = { ok: true; value: string | number } | { ok: false; message: string }
const misread = (message: string): ValueRead => ({ ok: false, message })

function readAs(field: Field, value: unknown, source: Source, timeZone: string): ValueRead {
  if (field === 'publishedAt' || field === 'discoveredAt')
    return readTime(value, 'format' in source ? (source.format ?? 'iso') : 'iso', timeZone)
  if (field.startsWith('metrics.')) return readFigure(value)
  if (isNumber(value)) return { ok: true, value: String(value) }
  return typeof value === 'string'
    ? { ok: true, value: cut(field, value) }
    : misread(`${shownShort(value)} where a text belongs`)
}

/** Any number that JSON can hold. */
export const isNumber = (value: unknown): value is number | SentNumber =>
  value instanceof SentNumber || (typeof value === 'number' && Number.isFinite(value))

/** Titles are shown shortened anyhow: a long one is no reason to lose the post. */
const LONGEST: Partial<Record<Field, number>> = { title: 500, platform: 100 }
const cut = (field: Field, text: string) => text.slice(0, LONGEST[field] ?? text.length)

function readFigure(value: unknown): ValueRead {
  const isDigits = typeof value === 'string' && /^\d{1,13}$/.test(value.trim())
  const figure = isDigits || value instanceof SentNumber ? Number(value) : value
  return Number.isSafeInteger(figure) && (figure as number) >= 0
    ? { ok: true, value: figure as number }
    : misread(`${shownShort(value)} is not a whole number`)
}

function readTime(value: unknown, format: TimeFormat, timeZone: string): ValueRead {
  const at = instantCalled(value, format, timeZone)
  return at === null ? misread(`${shownShort(value)} is not a time as ${format}`) : { ok: true, value: at }
}

/** Null for what is no such time. */
export function instantCalled(value: unknown, format: TimeFormat, timeZone: string): Instant | null {
  try {
    if (format === 'iso')
      return typeof value === 'string' ? instantOf(Temporal.Instant.from(value).epochMilliseconds) : null
    if (format === 'YYYY-MM-DD HH:mm:ss') return typeof value === 'string' ? localInstant(value, timeZone) : null
    const text = String(value)
    if (!/^-?\d{1,15}(\.\d+)?$/.test(text)) return null
    return instantOf(Math.trunc(Number(text) * (format === 'unix-seconds' ? 1_000 : 1)))
  } catch {
    return null // RangeError: not such a time, or one beyond what can be told
  }
}

function localInstant(text: string, timeZone: string): Instant | null {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text) ?? []
  if (date === undefined) return null
  const local = Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: 'reject' })
  return instantOf(local.toZonedDateTime(timeZone).epochMilliseconds)
}

function shownShort(value: unknown): string {
  if (value instanceof SentNumber) return shortened(String(value))
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  return shortened(JSON.stringify(value) ?? 'nothing')
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
