// What holds of every policy that ships: complete, in both languages, and nobody is ever left without a reminder.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { officialHolidays } from '../../src/desk/startup/holidays.ts'
import { loadPolicy, shippedPolicies } from '../../src/desk/startup/shipped-policies.ts'
import { addDuration, applyOffset } from '../../src/domain/calendar/calendar.ts'
import { RUN_CLOCKS } from '../../src/domain/policy/policy-notes.ts'

const folder = fileURLToPath(new URL('../../policies/', import.meta.url))
const BASE = '2026-10-09T01:20:00.000Z'

it('ships the default, two schools and a drill', () => {
  expect(shippedPolicies()).toEqual(
    expect.arrayContaining(['bureau-4-level', 'drill-seconds', 'school-5-24', 'school-thresholds']),
  )
  expect(readdirSync(folder).filter((file) => !file.endsWith('.yaml'))).toEqual([])
})

it('names what ships where there is no such policy or file', async () => {
  await expect(loadPolicy('bureau-5-level')).rejects.toThrow(/"bureau-5-level".*bureau-4-level.*school-5-24/s)
})

it('reads a file by its path as well', async () => {
  expect((await loadPolicy(`${folder}school-5-24.yaml`)).policy).toEqual((await loadPolicy('school-5-24')).policy)
})

describe.each(shippedPolicies())('%s', async (name) => {
  const { policy, source, warnings } = await loadPolicy(name)
  const clocks = policy.levels.flatMap((level) => level.clocks.map((clock) => ({ level, clock })))

  it('is called as its file is, in both languages', () => {
    expect(policy.name).toBe(name)
    expect(policy.title.zh).toMatch(/\p{Script=Han}/u)
    expect(policy.title.en).toMatch(/^[A-Z]/)
  })

  it('has levels from the gravest on, each with its names and an approver', () => {
    expect(policy.levels.map(({ number }) => number)).toEqual(policy.levels.map((_, index) => index + 1))
    expect(new Set(policy.levels.flatMap((each) => [each.name.zh, each.name.en])).size).toBe(2 * policy.levels.length)
    for (const { approvers } of policy.levels) expect(approvers.length).toBeGreaterThan(0)
  })

  it('opens at its gentlest level', () => {
    expect(policy.opensAt).toBe(policy.levels.length)
  })

  it('has the clocks that a case needs at every level, once each, and none that nobody runs', () => {
    for (const level of policy.levels) {
      const kinds = level.clocks.map(({ kind }) => kind)
      expect(kinds).toEqual(expect.arrayContaining(['triage', 'claim', 'reply', 'review', 'publish']))
      expect(new Set(kinds).size).toBe(kinds.length)
      expect(RUN_CLOCKS).toEqual(expect.arrayContaining(kinds))
    }
  })

  it('never gives a graver level more time', () => {
    const calendar = { ...policy.work, timeZone: policy.timeZone, official: officialHolidays() }
    for (const { level, clock } of clocks) {
      const graver = policy.levels[level.number - 2]?.clocks.find(({ kind }) => kind === clock.kind)
      const due = addDuration(calendar, BASE, clock.within).at
      if (graver) expect(addDuration(calendar, BASE, graver.within).at <= due).toBe(true)
    }
  })

  it('reminds the owner before the clock is due, and leaders after it, without end', () => {
    for (const { clock } of clocks) {
      const [first] = clock.ladder
      expect(first).toMatchObject({ tell: ['owner'], at: { kind: 'percent' } })
      expect(clock.ladder.at(-1)).toMatchObject({ tell: ['leading-group'] })
      expect(clock.ladder.map(({ repeat }) => repeat !== null)).toEqual([
        ...clock.ladder.slice(1).map(() => false),
        true,
      ])
    }
  })

  it('has rungs that come one after another, on an ordinary day and before a long holiday', () => {
    const calendar = { ...policy.work, timeZone: policy.timeZone, official: officialHolidays() }
    for (const base of [BASE, '2026-09-30T09:40:00.000Z', '2026-12-31T15:59:00.000Z']) {
      for (const { clock } of clocks) {
        const due = addDuration(calendar, base, clock.within).at
        const reached = clock.ladder.map((rung) => applyOffset(calendar, due, base, rung.at).at)
        expect(reached).toEqual(reached.toSorted())
      }
    }
  })

  it('warns of everything that this version does not run, and of nothing else', () => {
    const notRun = ['report-up', 'summary']
    const written = source.split('\n').map((line) => line.trim().split(':')[0] ?? '')
    expect(warnings.map(({ path }) => path.at(-1))).toEqual(written.filter((key) => notRun.includes(key)))
    for (const { mistake } of warnings) expect(mistake.code).toBe('clock-not-run')
  })

  it('names no real institution, person or place on the network', () => {
    expect(source).not.toMatch(/https?:|www\.|@|大学|中学|小学|省|市(?!场)|县/)
  })

  it('explains itself to whoever edits it', () => {
    expect(source).toMatch(/^# .*\p{Script=Han}/u)
    expect(
      readFileSync(`${folder}${name}.yaml`, 'utf8')
        .split('\n')
        .filter((line) => line.includes('#')).length,
    ).toBeGreaterThan(0)
    for (const line of source.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
  })
})

describe('what the plans say themselves', async () => {
  const clock = async (name: string, level: number, kind: string) => {
    const { policy } = await loadPolicy(name)
    return policy.levels[level - 1]?.clocks.find((each) => each.kind === kind)
  }

  it('school-5-24: 5 hours from the discovery, 24 from the publication, or 5 working days named', async () => {
    const { policy } = await loadPolicy('school-5-24')
    expect(await clock('school-5-24', 1, 'first-response')).toMatchObject({
      base: 'discovered',
      within: { amount: 5, unit: 'h' },
      assumed: false,
    })
    expect(await clock('school-5-24', 1, 'reply')).toMatchObject({
      base: 'published',
      within: { amount: 24, unit: 'h' },
      assumed: false,
    })
    expect(policy.commitAtMost).toEqual({ amount: 5, unit: 'wd' })
    expect(policy.levels[0]?.approvers.at(-1)).toBe('principal')
  })

  it('school-thresholds: general cases are handed on within 2 hours and answered within a day', async () => {
    expect(await clock('school-thresholds', 3, 'triage')).toMatchObject({
      within: { amount: 2, unit: 'h' },
      assumed: false,
    })
    expect(await clock('school-thresholds', 3, 'reply')).toMatchObject({
      within: { amount: 1, unit: 'd' },
      assumed: false,
    })
    expect(await clock('school-thresholds', 1, 'triage')).toMatchObject({ assumed: true })
  })

  it('bureau-4-level: whatever runs is assumed, since the plan itself only says when to report up', async () => {
    const { policy } = await loadPolicy('bureau-4-level')
    for (const { clocks } of policy.levels) for (const { assumed } of clocks) expect(assumed).toBe(true)
    expect(policy.levels.map(({ name }) => name.zh)).toEqual(['特别重大', '重大', '较大', '一般'])
    expect(policy.levels.map(({ approvers }) => approvers)).toEqual([
      ['head', 'office', 'principal'],
      ['head', 'office'],
      ['head'],
      ['head'],
    ])
  })
})
