// Requests that nobody honest sends: scattered over every route, and aimed at those that take such a body.
import fc from 'fast-check'
import { PERSONS_COMMANDS } from '../../src/domain/commands/index.ts'
import { fieldNames } from '../../src/domain/input/command-form.ts'

const PATHS = [
  '/healthz',
  '/readyz',
  '/',
  '/room',
  '/sign-in',
  '/sign-in/x',
  '/assets/sign-in.css',
  '/api/v1/cases',
  '/api/v1/cases/1',
  '/api/v1/cases/2/events',
  '/api/v1/cases/1/commands',
  '/api/v1/sightings',
  '/api/v1/sign-in-links',
  '/api/v1/tokens',
  '/api/v1/tokens/9',
  '/api/v1/policies/current',
  '/api/v1/policies/preview',
  '/api/v1/ledgers/day',
  '/api/v1/webhooks/news-watch',
  '/api/openapi.json',
  '/api/docs',
  '/sign-out',
  '/signed-out',
  '/api/v1/room/rooms',
  '/api/v1/room/messages',
  '/api/v1/room/actions',
  '/api/v1/nothing',
]
export const PEOPLE = ['li', 'zhou', 'chen', 'lin', 'zheng', 'gao', 'ghost', '__proto__', '']
const FIELDS = [
  'url', 'text', 'title', 'platform', 'publishedAt', 'discoveredAt', 'metrics', 'reads', 'level', 'department', 'type',
  'version', 'co', 'reason', 'date', 'link', 'private', 'room', 'replyTo', 'messageId', 'action', 'values', 'person', 'q',
  'status', 'overdue', 'cursor', 'limit', 'after', 'seen', 'thread', 'before', 'as', 'constructor', '__proto__', 'toString',
  'date', 'source', 'name', 'scopes', 'days',
] // biome-ignore format: a list of words

const word = fc.constantFrom(
  'https://news.example/a', 'http://127.0.0.1/', 'javascript:alert(1)', '\u0000', '\ud800', '\udc00x', '\u202eabc', '🌊',
  "' or 1=1 --", '%', '_', '\\', '../..', '\r\nX-Injected: 1', '2026-10-09T00:00:00Z', '1999-01-01T00:00:00Z', '城管局',
  '/签收 #1', '/分办 城管 #1', '／審定', 'duty', 'urban', 'dm-gao', '1', '-1', '1e309', '9'.repeat(30), 'true', '',
  '/备注 \u0000\ud800', 'https://news.example/\u0000', 'Ａ１', '{"a":1}', 'x'.repeat(3_000), '长'.repeat(25_000),
) // biome-ignore format: a list of words
const anyText = fc.oneof(
  { weight: 3, arbitrary: word },
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.constantFrom('\ud800', '\udfff', '\u0000', 'a', '水', '\u0301'), { maxLength: 8 })
    .map((each) => each.join('')),
)
const number = fc.constantFrom(0, 1, 2, -1, 1.5, 1e308, -0, 2 ** 31, 2 ** 53, 7)
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: anyText },
  number,
  fc.constantFrom(null, true, [], {}, [null], { a: { b: { c: 1 } } }),
  fc.array(anyText, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom(...FIELDS), anyText, { maxKeys: 3 }),
)

const RIGHT: Record<string, string[]> = {
  department: ['城管', 'health'],
  level: ['1', '重大'],
  date: ['1d', '10月12日'],
  url: ['https://city.example/1'],
}

/** A command with fields of its own, each right or wrong. */
const command = fc.constantFrom(...PERSONS_COMMANDS).chain((type) => {
  const field = (name: string) => fc.oneof(anyText, fc.constantFrom(...(RIGHT[name] ?? ['已处理'])))
  const fields = Object.fromEntries(fieldNames(type).map((name) => [name, field(name)]))
  return fc.record({ type: fc.constant(type), ...fields }, { requiredKeys: ['type'] })
})

/** A body that is nearly right: so that what is behind the door is tried too. */
export const nearlyRight = fc.oneof(
  fc.record(
    { url: word, text: anyText, title: anyText, platform: anyText, level: value, department: anyText },
    { requiredKeys: [] },
  ),
  fc.record(
    {
      url: fc.oneof(
        anyText.map((text) => `https://news.example/${text}`),
        fc.constantFrom('https://news.example/a', 'https://news.example/b', 'https://news.example/c'),
      ),
      text: anyText,
      title: anyText,
    },
    { requiredKeys: ['url'] },
  ),
  fc.record(
    { type: fc.constantFrom(...PERSONS_COMMANDS, '签收', '分办'), text: anyText, department: anyText },
    { requiredKeys: ['type'] },
  ),
  { weight: 5, arbitrary: command },
  fc.record(
    {
      room: fc.constantFrom('duty', 'urban', 'dm-li', 'leaders'),
      text: anyText,
      replyTo: fc.constantFrom('1', '2', null),
    },
    { requiredKeys: ['room', 'text'] },
  ),
  fc.record({
    messageId: fc.constantFrom('1', '2', '3', '9'.repeat(15)),
    action: fc.constantFrom(...PERSONS_COMMANDS, 'merge'),
    values: fc.dictionary(fc.constantFrom(...FIELDS), anyText, { maxKeys: 3 }),
  }),
  fc.record({ person: fc.constantFrom(...PEOPLE) }),
  fc.record(
    {
      scopes: fc.array(fc.constantFrom('read', 'sightings', 'admin', 'all', ''), { maxLength: 3 }),
      name: anyText,
      person: fc.constantFrom(...PEOPLE),
      days: number,
    },
    { requiredKeys: ['scopes'] },
  ),
  fc.record({ source: anyText }),
)
const body = fc.oneof(
  { weight: 5, arbitrary: nearlyRight },
  { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 6 }) },
  value.map((each) => JSON.stringify(each)),
  anyText,
  fc.constantFrom(
    '{',
    '[[[[',
    '{"__proto__":{"a":1}}',
    'null',
    '{"url":"https://a.example","url":["x"]}',
    '['.repeat(50_000),
  ),
)
const query = fc.array(
  fc.tuple(fc.constantFrom(...FIELDS), fc.oneof(anyText, fc.constantFrom('%00', '%zz', '%ED%A0%80'))),
  { maxLength: 4 },
)
const printable = (text: string) => text.replace(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '?')
const headers = fc.record(
  {
    'zhiban-as': fc.constantFrom(...PEOPLE),
    'idempotency-key': fc.oneof(fc.constantFrom('k1', 'k2', ''), anyText.map(printable)),
    'x-zhiban': fc.constantFrom('room', 'x'),
    cookie: fc.oneof(fc.constantFrom('zhiban=x', 'zhiban=%00', '='), anyText.map(printable)),
    'last-event-id': anyText.map(printable),
    'content-type': fc.constantFrom(
      'application/json',
      'text/plain',
      'application/yaml',
      'application/x-www-form-urlencoded',
      'application/json; charset=x',
      'x',
    ),
    'x-forwarded-for': anyText.map(printable),
    'x-forwarded-host': fc.constantFrom('evil.example', '\u00ff'),
    accept: fc.constantFrom('text/html', 'image/png'),
  },
  { requiredKeys: [] },
)
export interface Hostile {
  method: 'GET' | 'POST' | 'HEAD' | 'PUT' | 'DELETE'
  path: string
  query: [string, string][]
  body: unknown
  headers: object
  token: string | null | undefined
}

const scattered: fc.Arbitrary<Hostile> = fc.record({
  method: fc.constantFrom<'GET' | 'POST' | 'HEAD' | 'PUT' | 'DELETE'>(
    'GET',
    'POST',
    'POST',
    'POST',
    'HEAD',
    'PUT',
    'DELETE',
  ),
  path: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...PATHS) },
    anyText.map((text) => `/api/v1/cases/${encoded(text)}`),
    anyText.map((text) => `/sign-in/${encoded(text)}`),
    anyText.map((text) => `/api/v1/tokens/${encoded(text)}`),
    anyText.map((text) => `/api/v1/webhooks/${encoded(text)}`),
    anyText.map((text) => `/${encoded(text)}`),
  ),
  query,
  body: fc.option(body, { nil: undefined, freq: 5 }),
  headers,
  token: fc.constantFrom(undefined, undefined, undefined, null, 'guess', 'li'),
})

/** To the address that takes such a body, by somebody who may speak: what is wrong is within. */
const aimed: fc.Arbitrary<Hostile> = fc
  .record({
    body: nearlyRight,
    headers: fc.record(
      {
        'zhiban-as': fc.constantFrom('zhou', 'chen', 'lin', 'li', 'zheng'),
        'idempotency-key': fc.integer({ min: 1, max: 400 }).map((each) => `k${each}`),
      },
      { requiredKeys: ['zhiban-as'] },
    ),
  })
  .map(({ body: sent, headers: all }) => ({
    method: 'POST',
    path: targetOf(sent),
    query: [],
    body: sent,
    headers: all,
    token: undefined,
  }))

const searched: fc.Arbitrary<Hostile> = fc
  .tuple(
    fc.constantFrom(
      '/api/v1/cases',
      '/api/v1/cases/1/events',
      '/api/v1/room/messages',
      '/room',
      '/api/v1/ledgers/day',
      '/api/v1/tokens',
    ),
    query,
  )
  .map(([path, pairs]) => ({
    method: 'GET',
    path,
    query: pairs,
    body: undefined,
    headers: { 'zhiban-as': 'zhou' },
    token: undefined,
  }))

/** A request that nobody honest sends. */
export const hostile = fc.oneof(
  { weight: 4, arbitrary: aimed },
  { weight: 2, arbitrary: scattered },
  { weight: 1, arbitrary: searched },
)

/** What a monitoring product sends that has gone wrong, or was taken over. */
export const hostilePush: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ list: fc.array(postLike(), { maxLength: 4 }) }) },
  fc.record({ list: value }),
  fc.json().map((text) => JSON.parse(text) as unknown),
  anyText,
)

function postLike() {
  const time = fc.constantFrom(
    '2026-10-09 11:00:00',
    '2026-02-30 00:00:00',
    '0001-01-01 00:00:00',
    '9999-12-31 23:59:59',
  )
  return fc.record(
    {
      id: fc.oneof(value, fc.integer({ min: 1, max: 50 })),
      link: fc.oneof(
        value,
        anyText.map((text) => `https://news.example/${text}`),
      ),
      mobile: fc.oneof(value, fc.record({ link: value })),
      title: value,
      content: value,
      published: fc.oneof(value, time),
      stats: fc.oneof(value, fc.record({ reads: value })),
    },
    { requiredKeys: [] },
  )
}

const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
export const addressOf = ({ path, query: pairs }: Hostile) =>
  path +
  (pairs.length === 0
    ? ''
    : `?${pairs.map(([name, text]) => `${name}=${text.startsWith('%') ? text : encoded(text)}`).join('&')}`)

/** The address that takes such a body. */
export function targetOf(each: object): string {
  if ('scopes' in each) return '/api/v1/tokens'
  if ('source' in each) return '/api/v1/policies/preview'
  if ('room' in each) return '/api/v1/room/messages'
  if ('messageId' in each) return '/api/v1/room/actions'
  if ('type' in each) return '/api/v1/cases/1/commands'
  return 'person' in each ? '/api/v1/sign-in-links' : '/api/v1/sightings'
}
