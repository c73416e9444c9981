// Hundreds of requests that nobody honest sends: none fails, and none leaves anything half-done.
import { eq, isNull, notInArray } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readEvents } from '../../src/db/cases/cases.ts'
import { cases, clocks, events, idempotencyKeys, inbox, posts, sightings } from '../../src/db/schema/schema.ts'
import { fold } from '../../src/domain/decide/evolve.ts'
import { contractsAmong } from '../../src/web/api/docs.ts'
import { addressOf, type Hostile, hostile, hostilePush, nearlyRight, PEOPLE, targetOf } from '../support/hostile.ts'
import { contractFor, promised } from '../support/promised.ts'
import { scaled } from '../support/scale.ts'
import { type Answer, TestServer } from '../support/server.ts'
import { HOOK, pushed } from '../support/webhook.ts'

const RUNS = scaled(100, 1_000)
/** Of each of two kinds. With more, the embedded engine is busy for so long that `/readyz` rightly says so. */
const AT_ONCE = scaled(100, 300)

let server: TestServer
let ownToken: string
beforeEach(async () => {
  server = await TestServer.open({ webhooks: [HOOK] })
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

/** What of the answer the API's document does not promise. */
function unpromised({ method, ...asked }: Hostile, answer: Answer): string[] {
  const contract = contractFor(contractsAmong(server.routes), method, addressOf({ method, ...asked }))
  return contract === undefined ? [] : promised(contract, answer)
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
  if (keys.some(({ body: remembered }) => Object.keys(remembered as object).length === 0))
    found.push('a key without its answer')
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
        expect(unpromised(asked, answer), answer.text).toEqual([])
      }),
      { seed, numRuns: RUNS, endOnFailure: true },
    )
    await server.settle()
    expect(await halfDone()).toEqual([])
    expect(await server.findings()).toEqual([])
  })

  it('with a good signature never fail, and leave nothing half-done', async () => {
    await fc.assert(
      fc.asyncProperty(hostilePush, async (document) => {
        const answer = await pushed(server, document)
        expect([answer.status < 500, server.failures]).toEqual([true, []])
        expect(refusedInForm(answer), answer.text).toBe(true)
        const contract = contractFor(contractsAmong(server.routes), 'POST', '/api/v1/webhooks/news-watch')
        expect(contract && promised(contract, answer), answer.text).toEqual([])
      }),
      { seed: 6, numRuns: RUNS, endOnFailure: true },
    )
    await server.settle()
    expect(await halfDone()).toEqual([])
    expect(await server.findings()).toEqual([])
  })

  it('many at once, to two services, never fail, and leave nothing half-done', async () => {
    const other = await server.another()
    const asked = fc.sample(hostile, { seed: 4, numRuns: AT_ONCE })
    const right = fc.sample(nearlyRight, { seed: 5, numRuns: AT_ONCE })
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
