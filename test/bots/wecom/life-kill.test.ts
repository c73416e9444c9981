// The service killed with -9 at instants that a seed chooses, while reports come in and notices go out: nothing that was
// durable is lost, nothing is said twice without its mark, and never more than twice.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Random, randomOf } from '../../../bench/crash-drill/random.ts'
import { openDatabase } from '../../../src/db/engine/connect.ts'
import { endHandling } from '../../../src/db/messages/inbox.ts'
import { endLeases } from '../../../src/db/messages/outbox.ts'
import { verify } from '../../../src/db/operations/audit.ts'
import { inbox, outbox } from '../../../src/db/schema/schema.ts'
import { engine, type FreshPlace, freshPlace } from '../../support/database.ts'
import { Fleet, type Member } from '../../support/wecom/fleet.ts'
import { institutionOn } from '../../support/wecom/institution.ts'
import { WecomPlatform } from '../../support/wecom/platform.ts'
import { until } from './parts.ts'

const SEED = Number(process.env.ZHIBAN_TEST_SEED ?? 20_261_121)
const FORWARDS = 26
const METRICS_TOKEN = 'a token for the metrics'

interface Uttered {
  msgid: string
  /** To whom it was delivered; null: nobody was connected, and the platform tells nobody, ever. */
  to: string | null
  /** Of a report: what stands in the answer to it. */
  title: string | null
}

let platform: WecomPlatform
let place: FreshPlace
let fleet: Fleet
let remove: () => Promise<void>
let random: Random
const uttered: Uttered[] = []
const assigned = new Set<string>()
const instances = () => (engine() === 'pglite' ? 1 : 2)
/** Where one instance is all there are, each kill waits for a start. */
const kills = () => (engine() === 'pglite' ? 1 : 3)

beforeEach(async () => {
  random = randomOf(SEED, 1)
  uttered.length = 0
  assigned.clear()
  platform = await WecomPlatform.start({ limits: false })
  place = await freshPlace()
  const institution = await institutionOn(platform)
  remove = institution.remove
  const env = { ...place.env, ...institution.env, LOG_LEVEL: 'info', ZHIBAN_METRICS_TOKEN: METRICS_TOKEN }
  fleet = new Fleet(platform, env, { 'wr-leaders': platform.addRobot('wr-leaders') })
})
afterEach(async () => {
  await fleet.endAll('SIGKILL')
  await platform.stop()
  await place.dispose()
  await remove()
})

test(`reports and notices outlive whoever handles them (seed ${SEED})`, { timeout: 300_000 }, async () => {
  await startAll()
  const moments = new Set<number>()
  while (moments.size < kills()) moments.add(Math.floor(random.between(3, FORWARDS - 3)))
  for (let index = 0; index < FORWARDS; index += 1) {
    report(index)
    if (index % 6 === 4) assign()
    await pause(random.between(20, 140))
    if (!moments.has(index)) continue
    await kill(random.pick(fleet.living))
    // Some of what is said now nobody hears.
    report(FORWARDS + index)
    // The other one takes over meanwhile, where there is one.
    void fleet.start()
    await platform.whenConnected()
  }
  // On a slow machine nobody was connected for most of it: so many must be heard that the rest says something.
  for (let more = 0; shown().length <= FORWARDS / 4; more += 1) {
    report(4 * FORWARDS + more)
    await pause(200)
  }
  await killWhileItSpeaks()
  for (let index = 0; index < 4; index += 1) report(3 * FORWARDS + index)
  await pause(random.between(0, 40))
  await Promise.all(fleet.living.map((name) => kill(name)))

  const durable = await endedLeases()
  const members = await startAll()
  const answered = ({ title }: Uttered) => title === null || shown().some(({ text }) => text.includes(title))
  const owed = () => uttered.filter((each) => durable.has(each.msgid) && !answered(each))
  await untilOr(
    () => owed().length === 0,
    () => JSON.stringify(owed()),
  )
  await atRest(members)
  await fleet.endAll('SIGTERM')

  expect(uttered.filter(({ to }) => to === null)).toHaveLength(platform.lost.length)
  expectNothingLostBut(durable)
  // How many nobody heard depends on how fast the machine is; without any the rest would say nothing.
  expect(durable.size).toBeGreaterThan(FORWARDS / 4)
  expect(fleet.logs).toContain('wecom: connected')
  expect(fleet.logs).not.toMatch(/积水|weibo|a-secret-of-the-bot|693axxx6/u)
  expectOnceOrMarked()
  await expectSound()
})

async function startAll(): Promise<Member[]> {
  const members = await Promise.all(Array.from({ length: instances() }, () => fleet.start()))
  await platform.whenConnected()
  return members
}

function utter(from: string, text: string, title: string | null = null): void {
  const { length } = platform.lost
  const msgid = platform.say('wr-duty', from, { text })
  uttered.push({ msgid, to: platform.lost.length > length ? null : platform.heldBy, title })
}

const report = (index: number) =>
  utter('li', `积水${index}号 https://weibo.com/1234567890/Nkill${index}`, `积水${index}号`)

/** The newest case that was told of, each once, goes to a department, which is told in its own room. */
function assign(): void {
  const numbers = shown().flatMap(({ chat, text }) => (chat === 'wr-duty' ? (/#(\d+)/u.exec(text)?.[1] ?? []) : []))
  const number = numbers.at(-1)
  if (number === undefined || assigned.has(number)) return
  assigned.add(number)
  utter('zhou', `/分办 城管局 #${number}`)
}

async function kill(name: string): Promise<void> {
  await fleet.end(name, 'SIGKILL')
  await until(() => platform.heldBy !== name)
}

/** A message is shown, and whoever said it never learns that: the next says it again, marked. */
async function killWhileItSpeaks(): Promise<void> {
  platform.faults.add('aibot_send_msg', 'accepted-then-silence')
  const { length } = shown()
  report(2 * FORWARDS)
  await until(() => shown().length > length)
  const speaker = platform.heldBy
  if (speaker === null) throw new Error('nobody is connected')
  await kill(speaker)
  void fleet.start()
  await platform.whenConnected()
}

/** Nobody runs: what was in hand is in nobody's. Answers the ids of the messages that are durable. */
async function endedLeases(): Promise<Set<string>> {
  const database = await openDatabase({ ...place.place })
  try {
    const now = new Date().toISOString()
    await endLeases(database.db, now)
    await endHandling(database.db, now)
    const rows = await database.db.select({ key: inbox.key }).from(inbox)
    return new Set(rows.map(({ key }) => key.replace('message:', '')))
  } finally {
    await database.close()
  }
}

/** As the processes tell it: with the embedded engine nobody else may look. */
async function atRest(members: Member[]): Promise<void> {
  const url = members[0]?.url ?? ''
  let left: string[] = []
  const began = performance.now()
  do {
    await pause(100)
    const told = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
    const lines = (await told.text()).split('\n')
    const queues = lines.filter((line) =>
      /^zhiban_(?:inbox|outbox)_messages\{state="(?:waiting|working|sending|parked)"/u.test(line),
    )
    expect(queues.length).toBeGreaterThanOrEqual(5)
    left = queues.filter((line) => !line.endsWith(' 0'))
    if (performance.now() - began > 90_000) throw new Error(`it does not come to rest:\n${left.join('\n')}`)
  } while (left.length > 0)
}

/** What nobody heard, and what a process that was killed had not stored yet: the last that it heard, and nothing before. */
function expectNothingLostBut(durable: Set<string>): void {
  const members = new Set(uttered.flatMap(({ to }) => to ?? []))
  const gaps = [...members].filter((member) => {
    const stored = uttered.filter(({ to }) => to === member).map(({ msgid }) => durable.has(msgid))
    return stored.lastIndexOf(true) > stored.indexOf(false) && stored.includes(false)
  })
  expect(gaps).toEqual([])
}

function expectOnceOrMarked(): void {
  const times = new Map<string, { plain: number; marked: number }>()
  for (const { chat, text, card } of shown()) {
    const isMarked = text.startsWith('（重发）')
    // A card may have changed between the two; its task tells it.
    const what = card === null ? text.replace('（重发）', '') : card.task_id.replace(/_\d$/u, '')
    const count = times.get(`${chat} ${what}`) ?? { plain: 0, marked: 0 }
    times.set(`${chat} ${what}`, {
      plain: count.plain + (isMarked ? 0 : 1),
      marked: count.marked + (isMarked ? 1 : 0),
    })
  }
  expect([...times].filter(([, { plain, marked }]) => plain > 1 || plain + marked > 2)).toEqual([])
  expect([...times].filter(([, { plain, marked }]) => plain === 1 && marked === 1).length).toBeGreaterThanOrEqual(1)
}

async function expectSound(): Promise<void> {
  const database = await openDatabase({ ...place.place })
  try {
    const { db } = database
    const parked = (await db.select({ state: inbox.state, error: inbox.error }).from(inbox)).filter(
      ({ state }) => state !== 'done',
    )
    expect(parked).toEqual([])
    const rows = await db.select({ state: outbox.state, error: outbox.error }).from(outbox)
    const givenUp = rows.filter(({ state }) => state === 'given-up')
    expect(givenUp.filter(({ error }) => !error?.includes('均不知是否送达'))).toEqual([])
    expect((await verify(db, null)).findings).toEqual([])
  } finally {
    await database.close()
  }
}

const shown = () => platform.world.shown.filter(({ by }) => by !== 'person')
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

async function untilOr(so: () => boolean, otherwise: () => string): Promise<void> {
  const began = performance.now()
  await until(() => so() || performance.now() - began > 90_000)
  if (!so()) throw new Error(`it did not come: ${otherwise()}\n${fleet.logs.slice(-3_000)}`)
}
