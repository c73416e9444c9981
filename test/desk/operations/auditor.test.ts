// The auditor: each thing that can only be wrong is found, told once a day, and gone when it is well again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { outbox } from '../../../src/db/schema/schema.ts'
import { runCase } from '../../../src/desk/cases/run-case.ts'
import { accept, TRIES } from '../../../src/desk/intake/inbox.ts'
import { signOfLife } from '../../../src/desk/operations/downtime.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { auditing } from '../../support/auditing.ts'
import { TestDesk } from '../../support/desk.ts'
import { POLICY, rung } from '../../support/sample.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const { run, round, found, told, opened } = auditing(() => test)
const byApi = { by: { person: 'zhou' }, place: { purpose: 'api' } } as const

describe('a desk on which all is well', () => {
  it('has no findings, in whatever state its cases are', async () => {
    await opened()
    await runCase(test.desk, 1, { type: 'assign', department: '城管', co: [] }, byApi)
    await round()
    const chen = { by: { person: 'chen' }, place: { purpose: 'api' } } as const
    await runCase(test.desk, 1, { type: 'claim' }, chen)
    await round()
    await runCase(test.desk, 1, { type: 'draft', text: '您反映的积水已清理。' }, chen)
    await round()
    for (let hours = 0; hours < 30; hours += 1) {
      test.pass(HOUR)
      await test.settle()
      await round()
    }
    expect([await found(), await told()]).toEqual([[], []])
  })
})

describe('a level that is set after the due instant', () => {
  it('is no alarm while its own ladder has nothing to say yet', async () => {
    const levels = POLICY.levels.map((level) =>
      level.number === 1
        ? {
            ...level,
            clocks: level.clocks.map((each) => ({
              ...each,
              ladder: [rung('0', ['owner']), rung('+3h', ['head'], '1d')],
            })),
          }
        : level,
    )
    await test.close()
    test = await TestDesk.open({ policy: { ...POLICY, levels } })
    await opened()
    test.pass(31 * MINUTE)
    await test.settle()
    await runCase(test.desk, 1, { type: 'level', level: '1', reason: '' }, byApi)
    test.pass(10 * MINUTE)
    await test.settle()
    await round()
    expect(await found()).toEqual([])
  })
})

describe('a case that nobody will be reminded of', () => {
  it('is found, told, and well again when a clock runs', async () => {
    await opened()
    await run('update clocks set next_at = null')
    await round()
    expect(await found()).toEqual(['no-next-instant 1'])
    expect(await told()).toEqual([
      '运行检查提示\n#1尚未办结，但没有时限在计时，不会再有催办。\n请值班员人工跟进，并请管理员核对预案中该等级的时限。',
    ])
    await run('update clocks set next_at = due_at')
    await round()
    expect(await found()).toEqual([])
  })

  it('is not one that waits for its approver, nor one that has ended', async () => {
    await opened()
    await run(`update clocks set next_at = null, status = 'held'`)
    await round()
    expect(await found()).toEqual([])
    await run(`update clocks set status = 'cancelled'; update cases set status = 'closed'`.split(';')[0] as string)
    await run(`update cases set status = 'closed'`)
    await round()
    expect(await found()).toEqual([])
  })
})

describe('a reminder that is due and was not said', () => {
  it('is found five minutes late, and gone once it is said', async () => {
    await opened()
    test.pass(22 * MINUTE + 30 * SECOND) // the first rung
    test.pass(3 * MINUTE)
    await round()
    expect(await found()).toEqual([])
    test.pass(MINUTE)
    await round()
    expect(await found()).toEqual(['unsaid-reminder 1-triage-1'])
    expect((await told())[0]).toContain('#1 研判分办')
    await test.settle()
    await round()
    expect(await found()).toEqual([])
  })

  it('is found though the row of its clock says that it is to come', async () => {
    await opened()
    await run(`update clocks set next_at = next_at + interval '3 days'`)
    test.pass(40 * MINUTE)
    await test.settle()
    await round()
    expect(await found()).toEqual(['unsaid-reminder 1-triage-1'])
  })

  it('is none where the ladder begins after the due instant', async () => {
    await test.close()
    const late = POLICY.levels.map((level) => ({
      ...level,
      clocks: level.clocks.map((clock) => ({ ...clock, ladder: [rung('+2h', ['owner'], '1d')] })),
    }))
    test = await TestDesk.open({ policy: { ...POLICY, levels: late } })
    await opened()
    test.pass(2 * HOUR)
    await round()
    expect(await found()).toEqual([])
  })

  it('is not looked for while the desk catches up with an outage', async () => {
    await opened()
    await signOfLife(test.desk)
    test.pass(2 * HOUR)
    await signOfLife(test.desk)
    await round()
    expect(await found()).toEqual([])
    test.pass(5 * MINUTE)
    await round()
    expect(await found()).toEqual(['unsaid-reminder 1-triage-1'])
  })
})

describe('a message that does not go out', () => {
  it('is found after a quarter of an hour, and gone once it is sent', async () => {
    test.channel.answers = () => ({ ok: false, again: true, error: 'busy' })
    await opened()
    test.pass(13 * MINUTE)
    await round()
    expect(await found()).toEqual([])
    test.pass(2 * MINUTE)
    await round()
    expect(await found()).toContain(`stuck-send ${(await firstRow()).id}`)
    test.channel.answers = (outgoing) => test.channel.show(outgoing)
    test.pass(6 * MINUTE)
    await test.settle()
    expect((await told()).join()).toContain('有1条消息超过15分钟未能发出：#1（值班群）。')
    await round()
    expect((await found()).filter((each) => each.startsWith('stuck'))).toEqual([])
  })

  it('is none where a card of long ago is to be shown anew', async () => {
    await opened()
    await runCase(test.desk, 1, { type: 'assign', department: '城管', co: [] }, byApi)
    await test.settle()
    test.pass(5 * SECOND)
    await run(`update outbox set created_at = created_at - interval '2 days' where kind = 'show'`)
    await runCase(test.desk, 1, { type: 'note', text: '已电话联系' }, byApi)
    await round()
    expect(await found()).toEqual([])
  })

  it('is found where it was given up and nobody has been told', async () => {
    const row = { key: 'x', kind: 'say', channel: 'room', address: { room: 'duty' }, lane: 'x', pace: 'x' } as const
    const given = { ...row, notice: { kind: 'refused' }, mention: [], state: 'given-up', error: 'no' } as const
    await test.database.db.insert(outbox).values({ ...given, tryAt: test.now, createdAt: test.now })
    await round()
    expect((await found())[0]).toMatch(/^given-up-send/)
    expect((await told())[0]).toContain('有1条消息未能送达，已停止发送：值班群。')
    test.pass(DAY)
    await round()
    expect(await found()).toEqual([])
  })

  const firstRow = async () => (await test.database.db.select().from(outbox))[0] as { id: number }
})

describe('a message that was received and not handled', () => {
  it('is found after five minutes', async () => {
    await accept(test.desk, { channel: 'room', key: 'x', lane: 'duty', body: null })
    test.pass(3 * MINUTE)
    await round()
    expect(await found()).toEqual([])
    test.pass(MINUTE)
    await round()
    expect(await found()).toEqual(['waiting-message 1'])
    await test.settle()
    await round()
    expect(await found()).toEqual([])
  })

  it('is found as long as it is set aside and can be tried again', async () => {
    await accept(test.desk, { channel: 'room', key: 'bad', lane: 'duty', body: 'poison' })
    for (let tried = 0; tried < TRIES; tried += 1) {
      await test.settle()
      test.pass(2 * MINUTE)
    }
    await round()
    expect(await found()).toEqual(['parked-message 1'])
    expect((await told())[0]).toContain('npm run zhiban -- inbox list')
    await run('update inbox set raw = null')
    await round()
    expect(await found()).toEqual([])
  })
})

describe('a record that was changed', () => {
  it('is found where the case has moved lately, and stays found until it is whole', async () => {
    await opened()
    await run(`update events set actor = 'lin' where case_number = 1 and seq = 1`)
    await round()
    expect(await found()).toEqual(['broken-chain 1'])
    await round()
    expect(await found()).toEqual(['broken-chain 1'])
    await run(`update events set actor = 'li' where case_number = 1 and seq = 1`)
    await round()
    expect(await found()).toEqual([])
  })

  it('is found by the walk over all cases, too', async () => {
    await opened('a')
    await opened('b')
    await round()
    await run(`update events set actor = 'lin' where case_number = 2 and seq = 1`)
    await round()
    expect(await found()).toEqual(['broken-chain 2'])
  })

  it('is found where a case is gone that a checkpoint has seen', async () => {
    await opened('a')
    await opened('b')
    await round()
    const tables = [
      'clocks',
      'sightings',
      'posts',
      'case_threads',
      'message_refs',
      'case_titles',
      'case_rounds',
      'events',
    ]
    for (const table of tables) await run(`delete from ${table} where case_number = 2`)
    await run('delete from cases where number = 2')
    await round()
    expect(await found()).toEqual(['broken-checkpoint 2'])
    await round()
    expect(await found()).toEqual(['broken-checkpoint 2'])
  })

  it('is not found while a case goes on', async () => {
    await opened()
    const notes = Array.from({ length: 10 }, (_, index) =>
      runCase(test.desk, 1, { type: 'note', text: `第${index}次` }, byApi),
    )
    await Promise.all([...notes, round()])
    expect(await found()).toEqual([])
  })
})

describe('a worker that stands still', () => {
  it('is found, and gone when it works', async () => {
    await round({ idle: ['sweep'] })
    expect(await found()).toEqual(['idle-worker sweep'])
    await round()
    expect(await found()).toEqual([])
  })
})
