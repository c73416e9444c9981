// The file of webhooks: who pushes, how it is signed, and which of its fields are a sighting's. Refused with line and column.
import { z } from 'zod'
import type { Duration } from '../calendar/duration.ts'
import { duration } from '../policy/policy-values.ts'
import { carried, type Misplaced, type Mistake, misplaced, type Problem } from '../yaml/mistake.ts'
import { type Found, found } from '../yaml/mistake-parts.ts'
import { located, readDocument } from '../yaml/yaml-document.ts'
import { fields, list, oneOf, text, textLike, wrong } from '../yaml/yaml-shape.ts'
import {
  FIGURES,
  type Mapping,
  parsePath,
  type Source,
  type Steps,
  TEXTS,
  TIME_FORMATS,
  TIMES,
  type TimeFormat,
} from './webhook-mapping.ts'

export interface WebhookRule {
  name: string
  /** The environment's variable that holds the secret. */
  secretEnv: string
  signature: { header: string; encoding: 'hex' | 'base64'; prefix: string }
  /** Null: what is signed is the body alone, and a push may be replayed. */
  timestamp: { header: string; format: TimeFormat; toleranceMs: number } | null
  /** Where the list of posts stands; null where the document is one post. */
  items: Steps | null
  /** Within an item; null: known by the bytes of the body. */
  id: Steps | null
  map: Mapping
}

export type WebhooksRead =
  | {
      ok: true
      hooks: WebhookRule[] /** For what only the environment can tell. */
      atSecret: (index: number, mistake: Mistake) => Problem
    }
  | { ok: false; problems: Problem[] }

/** `file` is only for the messages. All problems at once, in the order of the file. Never throws. */
export function readWebhooks(source: string, file: string): WebhooksRead {
  const read = readDocument(source, file, schema)
  if (!read.ok) return read
  const hooks = read.value.webhooks
  const wrongs = hooks.flatMap((hook, index) => contradictions(hooks, hook, index))
  if (wrongs.length > 0) return { ok: false, problems: located(wrongs, read.locate) }
  return {
    ok: true,
    hooks: hooks.map(ruleOf),
    atSecret: (index, mistake) => ({ ...read.locate(['webhooks', index, 'secret-env']), mistake }),
  }
}

/** What a sender may call who posted: on principle nothing of it is recorded. */
const AUTHOR =
  /^(authors?|user|poster|(author|user|screen|nick|account)[_-]?(name|id|url|info)?|uid|nick(name)?|作者|昵称|用户名?|发布人|博主)$/i

const path = z.string(wrong('path', 'data.list[0].url')).transform((value, context): Steps => {
  const steps = parsePath(value)
  const author = steps?.find((step) => AUTHOR.test(String(step)))
  if (steps !== null && author === undefined) return steps
  context.addIssue(
    carried(
      author === undefined
        ? { code: 'not-that', found: found(value), what: 'path', right: { write: { words: 'path' } } }
        : { code: 'author', found: found(value) },
    ),
  )
  return z.NEVER
})
const pathList = list(path, '[link, mobile.link]')
const timeFormat = oneOf(TIME_FORMATS, 'time-format')
const constant = z.union([z.string(), z.number()], wrong('text-or-number', '微博'))

/** A path, a list of them that are tried in order, or a set of keys. */
const sourced = (isTime: boolean) =>
  z
    .union([path, pathList, isTime ? timeKeys : fields({ value: constant }, '{ value: 微博 }')], {
      error: wrong('path', { words: isTime ? 'time-source' : 'text-source' }).error,
    })
    .transform((given): Source => {
      if (!Array.isArray(given)) {
        const keys = given as { value?: string | number; path?: Steps | Steps[]; 'time-format'?: TimeFormat }
        return keys.path === undefined
          ? { value: keys.value ?? '' }
          : { paths: pathsOf(keys.path), format: keys['time-format'] ?? null }
      }
      return { paths: pathsOf(given as Steps | Steps[]), format: null }
    })

const timeKeys = fields(
  {
    path: z.union([path, pathList], { error: wrong('path', { words: 'path-or-list' }).error }),
    'time-format': timeFormat.optional(),
  },
  '{ path: time, time-format: unix-seconds }',
)

const pathsOf = (given: Steps | Steps[]): Steps[] =>
  given.length > 0 && given.every((each) => Array.isArray(each)) ? (given as Steps[]) : [given as Steps]

const some = <const N extends readonly string[]>(names: N, isTime: boolean) =>
  Object.fromEntries(names.map((name) => [name, sourced(isTime).optional()])) as {
    [K in N[number]]: z.ZodOptional<ReturnType<typeof sourced>>
  }

const map = fields(
  {
    ...some(TEXTS, false),
    ...some(TIMES, true),
    metrics: fields(some(FIGURES, false), '{ reads: stats.reads, comments: stats.comments }').optional(),
    level: sourced(false).optional(),
  },
  '{ url: link, title: title, text: content }',
)

/** What stands here by mistake is mostly the secret: it is not told again, to a terminal or a log. */
const unquoted = {
  error: ({ input }: { input?: unknown }) =>
    wrong('variable', 'NEWS_WATCH_SECRET').error({ input: input === undefined || input === null ? input : '***' }),
}
const variable = z.string(unquoted).regex(/^[A-Z][A-Z0-9_]{2,79}$/, unquoted)

const header = textLike(/^[A-Za-z][A-Za-z0-9-]{0,79}$/, 'header', 'X-Signature')
const webhook = fields(
  {
    name: textLike(/^[a-z0-9][a-z0-9-]{0,39}$/, 'webhook-name', 'news-watch'),
    'secret-env': variable,
    signature: fields(
      {
        header,
        algorithm: oneOf(['hmac-sha256'], 'algorithm'),
        encoding: oneOf(['hex', 'base64'], 'encoding'),
        prefix: text('sha256=', 40).default(''),
      },
      '{ header: X-Signature, algorithm: hmac-sha256, encoding: hex }',
    ),
    timestamp: fields(
      { header, format: timeFormat.default('unix-seconds'), tolerance: duration.default({ amount: 5, unit: 'm' }) },
      '{ header: X-Timestamp }',
    ).optional(),
    items: path.optional(),
    id: path.optional(),
    'time-format': timeFormat.default('iso'),
    map,
  },
  { words: 'webhook-keys' },
)

const schema = fields({ webhooks: list(webhook, { words: 'webhook-item' }) }, { words: 'webhooks-keys' })

type File = z.output<typeof webhook>

declare module '../yaml/mistake.ts' {
  interface Mistakes {
    author: { found: Found }
    'webhook-name-twice': { name: string }
    'own-secret': { variable: string }
    'nothing-known-by': object
    'tolerance-unfit': { tolerance: Duration }
    /** Of the environment, not of the file. */
    'no-secret': { variable: string }
    'short-secret': { variable: string; least: number }
  }
}

/** The product's own secrets must not pass for a sender's: whoever may sign would know them. */
const OWN = /^(ZHIBAN_(?!WEBHOOK_)|FEISHU_|DATABASE_URL$)/
const UNITS: Partial<Record<Duration['unit'], number>> = { s: 1_000, m: 60_000, h: 3_600_000 }
const LONGEST_TOLERANCE_MS = 3_600_000

function contradictions(hooks: File[], hook: File, index: number): Misplaced[] {
  const at = (...path: (string | number)[]) => ['webhooks', index, ...path]
  const wrongs: Misplaced[] = []
  if (hooks.findIndex(({ name }) => name === hook.name) < index)
    wrongs.push(misplaced(at('name'), { code: 'webhook-name-twice', name: hook.name }))
  if (OWN.test(hook['secret-env']))
    wrongs.push(misplaced(at('secret-env'), { code: 'own-secret', variable: hook['secret-env'] }))
  if (hook.map.url === undefined && hook.map.text === undefined)
    wrongs.push(misplaced(at('map'), { code: 'nothing-known-by' }))
  if (hook.timestamp && toleranceOf(hook.timestamp.tolerance) === null)
    wrongs.push(
      misplaced(at('timestamp', 'tolerance'), { code: 'tolerance-unfit', tolerance: hook.timestamp.tolerance }),
    )
  return wrongs
}

function toleranceOf({ amount, unit }: Duration): number | null {
  const millis = amount * (UNITS[unit] ?? Infinity)
  return millis <= LONGEST_TOLERANCE_MS ? millis : null
}

function ruleOf(file: File): WebhookRule {
  const { metrics = {}, ...plain } = file.map
  const figures = Object.entries(metrics).map(([name, source]) => [`metrics.${name}`, source] as const)
  const entries = [...Object.entries(plain), ...figures].flatMap(([field, source]) =>
    source === undefined ? [] : [[field, isTime(field) ? dated(source, file['time-format']) : source]],
  )
  const { header: name, encoding, prefix } = file.signature
  return {
    name: file.name,
    secretEnv: file['secret-env'],
    signature: { header: name.toLowerCase(), encoding, prefix },
    timestamp: file.timestamp
      ? {
          header: file.timestamp.header.toLowerCase(),
          format: file.timestamp.format,
          toleranceMs: toleranceOf(file.timestamp.tolerance) ?? 0,
        }
      : null,
    items: file.items ?? null,
    id: file.id ?? null,
    map: Object.fromEntries(entries),
  }
}

const isTime = (field: string) => (TIMES as readonly string[]).includes(field)

/** The webhook's form of time, where a field does not say its own. */
const dated = (source: Source, format: TimeFormat): Source =>
  'value' in source ? source : { ...source, format: source.format ?? format }
