// The file of webhooks: who pushes, how it is signed, and which of its fields are a sighting's. Refused with line and column.
import { z } from 'zod'
import { type Duration, formatDuration } from '../calendar/duration.ts'
import { duration } from '../policy/policy-values.ts'
import { byPlace, type Problem, readDocument } from '../yaml/yaml-document.ts'
import { fields, list, oneOf, shown, text, textLike, wrong } from '../yaml/yaml-shape.ts'
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
      atSecret: (index: number, message: string) => Problem
    }
  | { ok: false; problems: Problem[] }

/** `file` is only for the messages. All problems at once, in the order of the file. Never throws. */
export function readWebhooks(source: string, file: string): WebhooksRead {
  const read = readDocument(source, file, schema)
  if (!read.ok) return read
  const hooks = read.value.webhooks
  const wrongs = hooks.flatMap((hook, index) => contradictions(hooks, hook, index))
  if (wrongs.length > 0)
    return { ok: false, problems: byPlace(wrongs.map(({ path, message }) => read.locate(path, message))) }
  return {
    ok: true,
    hooks: hooks.map(ruleOf),
    atSecret: (index, message) => read.locate(['webhooks', index, 'secret-env'], message),
  }
}

/** What a sender may call who posted: on principle nothing of it is recorded. */
const AUTHOR =
  /^(authors?|user|poster|(author|user|screen|nick|account)[_-]?(name|id|url|info)?|uid|nick(name)?|作者|昵称|用户名?|发布人|博主)$/i

const path = z.string(wrong('a path', 'data.list[0].url')).transform((value, context): Steps => {
  const steps = parsePath(value)
  const author = steps?.find((step) => AUTHOR.test(String(step)))
  if (steps !== null && author === undefined) return steps
  context.addIssue(
    author === undefined
      ? `${shown(value)} is not a path: write names with dots between them and places of a list in brackets, data.list[0].url`
      : `${shown(value)} tells who posted, and that is not recorded, on principle: remove it`,
  )
  return z.NEVER
})
const pathList = list(path, '[link, mobile.link]')
const timeFormat = oneOf(TIME_FORMATS, 'a form of time')
const constant = z.union([z.string(), z.number()], wrong('a text or a number', '微博'))

/** A path, a list of them that are tried in order, or a set of keys. */
const sourced = (isTime: boolean) =>
  z
    .union([path, pathList, isTime ? timeKeys : fields({ value: constant }, '{ value: 微博 }')], {
      error: ({ input }) =>
        wrong(
          'a path',
          `link, [link, mobile.link]${isTime ? ', or { path: time, time-format: iso }' : ', or { value: 微博 }'}`,
        ).error({
          input,
        }),
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
    path: z.union([path, pathList], { error: wrong('a path', 'data.time, or a list of paths').error }),
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

const header = textLike(/^[A-Za-z][A-Za-z0-9-]{0,79}$/, 'the name of a header', 'X-Signature')
const webhook = fields(
  {
    name: textLike(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a name (lower-case letters, digits and hyphens)', 'news-watch'),
    'secret-env': textLike(
      /^[A-Z][A-Z0-9_]{2,79}$/,
      'the name of an environment variable (the secret itself never stands here)',
      'NEWS_WATCH_SECRET',
    ),
    signature: fields(
      {
        header,
        algorithm: oneOf(['hmac-sha256'], 'a way to sign'),
        encoding: oneOf(['hex', 'base64'], 'an encoding'),
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
  'the keys of a webhook (docs/webhooks.md shows them)',
)

const schema = fields(
  { webhooks: list(webhook, '- name: news-watch, and its keys below') },
  'webhooks: and a list below',
)

type File = z.output<typeof webhook>

interface Contradiction {
  path: (string | number)[]
  message: string
}

/** The product's own secrets must not pass for a sender's: whoever may sign would know them. */
const OWN = /^(ZHIBAN_(?!WEBHOOK_)|FEISHU_|DATABASE_URL$)/
const UNITS: Partial<Record<Duration['unit'], number>> = { s: 1_000, m: 60_000, h: 3_600_000 }
const LONGEST_TOLERANCE_MS = 3_600_000

function contradictions(hooks: File[], hook: File, index: number): Contradiction[] {
  const at = (...path: (string | number)[]) => ['webhooks', index, ...path]
  const found: Contradiction[] = []
  if (hooks.findIndex(({ name }) => name === hook.name) < index)
    found.push({ path: at('name'), message: `"${hook.name}" is the name of another too: give each its own` })
  if (OWN.test(hook['secret-env']))
    found.push({ path: at('secret-env'), message: `${hook['secret-env']} is the desk's own: name another variable` })
  if (hook.map.url === undefined && hook.map.text === undefined)
    found.push({ path: at('map'), message: 'neither url nor text is mapped: a post is known by one of them' })
  if (hook.timestamp && toleranceOf(hook.timestamp.tolerance) === null)
    found.push({
      path: at('timestamp', 'tolerance'),
      message: `"${formatDuration(hook.timestamp.tolerance)}" is too long or not on the clock: write 5m, at most 1h`,
    })
  return found
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
