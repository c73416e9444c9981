// Hundreds of requests that nobody honest sends: none fails, and none leaves anything half-done.

import { eq, isNull, notInArray } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readEvents } from '../../src/db/cases.ts'
import { cases, clocks, events, idempotencyKeys, inbox, posts, sightings } from '../../src/db/schema.ts'
import { PERSONS_COMMANDS } from '../../src/domain/command.ts'
import { fold } from '../../src/domain/evolve.ts'
import { type Answer, TestServer } from '../support/server.ts'

const RUNS = 250

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
  '/api/v1/room/rooms',
  '/api/v1/room/messages',
  '/api/v1/room/actions',
  '/api/v1/nothing',
]
const PEOPLE = ['li', 'zhou', 'chen', 'lin', 'zheng', 'gao', 'ghost', '__proto__', '']
const FIELDS = [
  'url', 'text', 'title', 'platform', 'publishedAt', 'discoveredAt', 'metrics', 'reads', 'level', 'department', 'type',
  'version', 'co', 'reason', 'date', 'link', 'private', 'room', 'replyTo', 'messageId', 'action', 'values', 'person', 'q',
  'status', 'overdue', 'cursor', 'limit', 'after', 'seen', 'thread', 'before', 'as', 'constructor', '__proto__', 'toString',
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

/** A body that is nearly right: so that what is behind the door is tried too. */
const nearlyRight = fc.oneof(
  fc.record(
    { url: word, text: anyText, title: anyText, platform: anyText, level: value, department: anyText },
    { requiredKeys: [] },
  ),
  fc.record(
    {
      url: fc.constantFrom('https://news.example/a', 'https://news.example/b', 'https://news.example/c'),
      text: anyText,
      title: anyText,
    },
    { requiredKeys: ['url'] },
  ),
  fc.record(
    { type: fc.constantFrom(...PERSONS_COMMANDS, '签收', '分办'), text: anyText, department: anyText },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constantFrom(...PERSONS_COMMANDS),
      text: anyText,
      reason: anyText,
      level: fc.oneof(word, number),
      date: word,
      url: anyText,
      version: number,
    },
    { requiredKeys: ['type'] },
  ),
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
const hostile = fc.record({
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
    anyText.map((text) => `/${encoded(text)}`),
  ),
  query,
  body: fc.option(body, { nil: undefined, freq: 5 }),
  headers,
  token: fc.constantFrom(undefined, undefined, undefined, null, 'guess', 'li'),
})
type Hostile = typeof hostile extends fc.Arbitrary<infer T> ? T : never

const encoded = (text: string) => encodeURIComponent(text.toWellFormed())
const addressOf = ({ path, query: pairs }: Hostile) =>
  path +
  (pairs.length === 0
    ? ''
    : `?${pairs.map(([name, text]) => `${name}=${text.startsWith('%') ? text : encoded(text)}`).join('&')}`)

let server: TestServer
let ownToken: string
beforeEach(async () => {
  server = await TestServer.open()
  ownToken = await server.token('li', ['read', 'sightings', 'commands', 'room'], 'li')
  await server.opened('a', { department: '城管局' })
  await server.opened('b')
  await server.command(1, { type: 'claim' }, 'chen')
  await server.settle()
})
afterEach(() => server.close())

async function send(asked: Hostile): Promise<Answer> {
  const { method, body: sent, headers: all, token } = asked
  const own = token === 'li' ? ownToken : token
  return server.call(method, addressOf(asked), {
    headers: all as Record<string, string>,
    ...(sent === undefined ? {} : { body: sent }),
    ...(own === undefined ? {} : { token: own }),
  })
}

function refusedInForm({ status, json }: Answer): boolean {
  if (status < 400 || json === null) return true
  return typeof json.error?.code === 'string' && typeof json.error?.message === 'string'
}

/** Whatever one transaction wrote, the rest of it is there as well. */
async function halfDone(): Promise<string[]> {
  const { db } = server.database
  const found: string[] = []
  const loose = await db.select({ id: posts.id }).from(posts).where(isNull(posts.caseNumber))
  if (loose.length > 0) found.push(`${loose.length} posts without a case`)
  const rows = await db.select().from(cases)
  for (const { number, state } of rows) {
    const recorded = await readEvents(db, number)
    if (JSON.stringify(sorted(fold(recorded))) !== JSON.stringify(sorted(state)))
      found.push(`#${number} is not its events`)
    const seen = await db.select().from(sightings).where(eq(sightings.caseNumber, number))
    if (seen.length === 0) found.push(`#${number} without a sighting`)
    const ticking = await db.select().from(clocks).where(eq(clocks.caseNumber, number))
    if (ticking.length === 0) found.push(`#${number} without a clock`)
  }
  const numbers = rows.map(({ number }) => number)
  const orphans = await db.select().from(events).where(notInArray(events.caseNumber, numbers))
  if (orphans.length > 0) found.push(`${orphans.length} events without a case`)
  const keys = await db.select().from(idempotencyKeys)
  if (keys.some(({ body: remembered }) => !('case' in (remembered as object)))) found.push('a key without its answer')
  const open = (await db.select().from(inbox)).filter(({ state }) => state !== 'done')
  return [...found, ...open.map(({ state, error }) => `a message is ${state}: ${error}`)]
}

const sorted = (each: unknown): unknown =>
  each !== null && typeof each === 'object' && !Array.isArray(each)
    ? Object.fromEntries(
        Object.entries(each)
          .sort()
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : Array.isArray(each)
      ? each.map(sorted)
      : each

describe('hostile requests', () => {
  it.each([1, 2, 3])('never fail, and leave nothing half-done (seed %i)', async (seed) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (asked) => {
        const answer = await send(asked)
        expect([answer.status < 500, server.failures]).toEqual([true, []])
        expect(refusedInForm(answer), answer.text).toBe(true)
      }),
      { seed, numRuns: RUNS, endOnFailure: true },
    )
    await server.settle()
    expect(await halfDone()).toEqual([])
    expect(await server.findings()).toEqual([])
  })

  it('many at once, to two services, never fail, and leave nothing half-done', async () => {
    const other = await server.another()
    const asked = fc.sample(hostile, { seed: 4, numRuns: RUNS })
    const right = fc.sample(nearlyRight, { seed: 5, numRuns: RUNS })
    const answers = await Promise.all([
      ...asked.map(send),
      ...right.map((each, i) => (i % 2 ? server : other).post(targetOf(each), each, { as: PEOPLE[i % 6] ?? 'li' })),
    ])
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect([...server.failures, ...other.failures]).toEqual([])
    await Promise.all([server.settle(), other.settle()])
    await server.settle()
    expect(await halfDone()).toEqual([])
    expect(await server.findings()).toEqual([])
    await other.close()
  })
})

function targetOf(each: object): string {
  if ('room' in each) return '/api/v1/room/messages'
  if ('messageId' in each) return '/api/v1/room/actions'
  if ('type' in each) return '/api/v1/cases/1/commands'
  return 'person' in each ? '/api/v1/sign-in-links' : '/api/v1/sightings'
}
