// How it stands, kept over takeovers and restarts: others are told once, of what is so now.
import { beforeEach, expect, it } from 'vitest'
import { StandingKeeper } from '../../../bots/wechat/account-status.ts'
import type { WechatDeps } from '../../../bots/wechat/deps.ts'
import type { Trouble } from '../../../src/channel.ts'
import { DAY, type Instant, instantOf, later, MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'

let now: Instant
let kept: Map<string, string>
let told: Trouble[]
let fails: boolean
beforeEach(() => {
  now = instantOf(Date.UTC(2026, 9, 9))
  kept = new Map()
  told = []
  fails = false
})

const silent = () => {}
const keeper = () =>
  new StandingKeeper(
    {
      keeping: {
        get: async (key) => kept.get(key) ?? null,
        set: async (key, value) => void kept.set(key, value),
        take: async () => true,
      },
      now: () => now,
      log: { info: silent, warn: silent, error: silent },
      trouble: async (trouble) => {
        if (fails) throw new Error('the database is away')
        told.push(trouble)
      },
      counted: silent,
    } satisfies Pick<WechatDeps, 'keeping' | 'now' | 'log' | 'trouble' | 'counted'>,
    { troubleAfterMs: 2 * MINUTE },
  )
const pass = (ms: number) => {
  now = later(now, ms)
}
const states = () => told.map((each) => (each.kind === 'account' ? each.state : each.kind))

it('counts from when the turn was won, not from when the instance was started', async () => {
  const standby = keeper()
  const holder = keeper()
  await holder.begin()
  await holder.set('logged-in')
  pass(14 * DAY)
  await holder.note({})
  await standby.begin()
  expect(standby.deafMs()).toBe(0)
  pass(MINUTE)
  await standby.tell()
  expect(told).toEqual([])
  pass(MINUTE)
  await standby.tell()
  expect(told).toEqual([{ kind: 'account', state: 'dead', since: later(now, -2 * MINUTE) }])
})

it('knows what another instance has told, and tells the end of it', async () => {
  const [first, second] = [keeper(), keeper()]
  await first.begin()
  await first.set('logged-out')
  pass(3 * MINUTE)
  await first.tell()
  await second.begin()
  await second.tell()
  expect(states()).toEqual(['logged-out'])
  await second.set('logged-in')
  await second.tell()
  expect(states()).toEqual(['logged-out'])
  pass(2 * MINUTE)
  await second.tell()
  await second.tell()
  expect(states()).toEqual(['logged-out', 'back'])
})

it('tells once of an account that comes and goes, and again what could not be told', async () => {
  const one = keeper()
  await one.begin()
  await one.set('logged-in')
  for (let i = 0; i < 20; i += 1) {
    await one.set('logged-out')
    pass(150 * SECOND)
    await one.tell()
    await one.set('logged-in')
    pass(30 * SECOND)
    await one.tell()
  }
  expect(states()).toEqual(['logged-out'])
  pass(2 * MINUTE)
  fails = true
  await one.tell()
  fails = false
  await one.tell()
  expect(states()).toEqual(['logged-out', 'back'])
})

it('tells what is to be done now, though something else was wrong before', async () => {
  const one = keeper()
  await one.begin()
  await one.set('dead')
  pass(3 * MINUTE)
  await one.tell()
  await one.set('scan')
  pass(MINUTE)
  await one.tell()
  expect(states()).toEqual(['dead'])
  pass(MINUTE)
  await one.tell()
  await one.set('logged-out')
  pass(3 * MINUTE)
  await one.tell()
  expect(states()).toEqual(['dead', 'logged-out'])
})
