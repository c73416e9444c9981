// zhiban policy check: what it prints, and its exit status.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { zhiban } from '../support/command-line.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'zhiban-policy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const check = async (...args: string[]) => {
  const { status, out, err } = await zhiban(['policy', ...args])
  return { status, out, error: err }
}

function written(name: string, change: (text: string) => string): string {
  const file = join(folder, name)
  writeFileSync(file, change(readFileSync(join(root, 'policies/school-thresholds.yaml'), 'utf8')))
  return file
}

describe('policy check', () => {
  it('prints a right file as tables, what is assumed, and what is not run', async () => {
    const { status, out, error } = await check(
      'check',
      written('right.yaml', (text) => text),
    )
    expect([status, error]).toEqual([0, ''])
    const lines = out.split('\n')
    expect(lines[0]).toBe('school-thresholds: 学校阈值分级预案 · School plan with thresholds')
    expect(out).toMatch(/^2 +重大 · Major +head 部门负责人 → office 办公室 +reads 1000 or comments 100 or outlets 1/m)
    expect(out).toMatch(/^triage +研判分办 +1, 2 +30m \* +opened +duty-officer +A$/m)
    expect(out).toMatch(/^triage +研判分办 +3 +2h +opened +duty-officer +A$/m)
    expect(out).toMatch(
      /^B +-25% owner · 0 owner\+head · \+1h head · \+4h supervisor by urgent-app · \+1wd .*every 1wd$/m,
    )
    expect(out).toMatch(
      /right\.yaml:\d+:\d+ Within how many hours must a case be claimed\? So far \d+ hours?, counted from: assigned\.$/m,
    )
    expect(out).toMatch(/^look-backs 24h, 72h, 7d after the reply: 0 owner · \+4h owner\+office/m)
    expect(out).toMatch(/^no quiet hours: reminders come at night too$/m)
    expect(out).toMatch(/^warning .*right\.yaml:\d+:\d+ clocks\.summary: is read, but not run by this version/m)
  })

  it('names each mistake of a wrong one', async () => {
    const wrong = written('wrong.yaml', (text) =>
      text.replace('within: 1d', 'within: 1天').replace('opens-at:', 'open-at:'),
    )
    const { status, out, error } = await check('check', wrong)
    expect([status, out]).toEqual([1, ''])
    expect(error).toMatch(/wrong\.yaml:\d+:\d+ clocks\.reply\.within: "1天" is not a duration: write 1d$/m)
    expect(error).toMatch(/wrong\.yaml:\d+:1 there is no key "open-at" here: did you mean "opens-at"\?$/m)
    expect(error).not.toMatch(/ at .*\.ts/)
  })

  it('says that there is no such file, and what there is', async () => {
    const { status, error } = await check('check', join(folder, 'none.yaml'))
    expect(status).toBe(1)
    expect(error).toMatch(/none\.yaml.*Shipped are: bureau-4-level, /)
  })

  it('is told how it is used where it is used wrongly', async () => {
    const none = await check('check')
    const two = await check('check', 'drill-seconds', 'school-5-24')
    expect([none.status, two.status]).toEqual([2, 2])
    expect(none.out).toMatch(/USAGE/)
    expect(two.error).toMatch(/school-5-24/)
  })
})
