// The service was out: the desk is told once, of when, of what came late, and of nothing that did not.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lastAlive } from '../../../src/db/operations/service-times.ts'
import { outages } from '../../../src/db/schema/operations.ts'
import { outbox } from '../../../src/db/schema/schema.ts'
import { sweep } from '../../../src/desk/cases/sweep.ts'
import { accept, inboxOf, TRIES } from '../../../src/desk/intake/inbox.ts'
import { BEAT_MS, beat, SILENT_MS, signOfLife, tellOutages } from '../../../src/desk/operations/downtime.ts'
import { HOUR, later, MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
  await signOfLife(test.desk)
})
afterEach(() => test.close())

const told = () => test.channel.texts('duty').filter((text) => text.startsWith('停机说明'))
const notices = () => test.database.db.select().from(outbox).where(eq(outbox.lane, 'room|duty|service'))
/** Nobody is alive for so long; then somebody is. */
const out = async (millis: number, desk = test.desk) => {
  test.pass(millis)
  return signOfLife(desk)
}
/** The service works for so long. */
const alive = async (millis: number) => {
  for (let passed = 0; passed < millis; passed += MINUTE) {
    test.pass(MINUTE)
    await test.settle()
    await beat(test.desk)
  }
}
/** Half a minute after the return, all that was to do being done. */
const settled = async () => {
  test.pass(31 * SECOND)
  await test.settle()
  await beat(test.desk)
  await test.settle()
}

describe('a service that was out', () => {
  it('tells the duty room from when to when, once', async () => {
    expect(await out(2 * HOUR)).toBe(true)
    await settled()
    expect(told()).toHaveLength(1)
    expect(told()[0]).toContain('自10月9日 12:00（周五）起中断运行，至10月9日 14:00（周五）恢复，历时2小时。')
    expect(told()[0]).toContain('中断期间没有到时的催办')
    expect(told()[0]).toContain('均无遗漏')
    await settled()
    expect(told()).toHaveLength(1)
  })

  it('names what was reminded late: the clocks that spoke for an instant within the outage', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    await out(2 * HOUR)
    await settled()
    expect(told()[0]).toContain('中断期间到时的催办1项，恢复后补发：#1 研判分办。')
  })

  it('does not name what spoke before it, nor what speaks after it', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    await alive(31 * MINUTE)
    await out(10 * MINUTE)
    await alive(50 * MINUTE)
    expect(told()).toHaveLength(1)
    expect(told()[0]).toContain('没有到时的催办')
  })

  it('counts what was said meanwhile and came after it, and what had been left', async () => {
    await test.write('li', 'duty', '噪声 https://news.example/before')
    const during = later(test.now, HOUR)
    await out(2 * HOUR)
    const body = { kind: 'message', room: 'duty', messageId: 'late', thread: null, replyTo: null, from: 'li' }
    const late = { ...body, at: during, text: '积水 https://news.example/late' }
    await accept(test.desk, { channel: 'room', key: 'late', lane: 'duty', body: late })
    await test.write('li', 'duty', '路灯 https://news.example/now')
    await settled()
    expect(told()[0]).toContain('中断期间发送的消息1条，恢复后补收。')
    expect(told()[0]).toContain('中断前收到、尚未处理的消息1条')
  })

  it('waits until what had gathered is done, but not for ever', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    await out(2 * HOUR)
    test.pass(MINUTE)
    expect(await tellOutages(test.desk)).toBe(1) // the triage clock has not spoken yet
    await sweep(test.desk)
    await accept(test.desk, { channel: 'room', key: 'slow', lane: 'duty', body: 'poison' })
    expect(await tellOutages(test.desk)).toBe(0) // what comes later is no part of it
  })

  it('tells after five minutes what is not done yet', async () => {
    await accept(test.desk, { channel: 'room', key: 'slow', lane: 'duty', body: null })
    await out(2 * HOUR)
    test.pass(5 * MINUTE)
    expect(await tellOutages(test.desk)).toBe(0)
    await test.send()
    expect(told()[0]).toContain('仍有1条消息正在处理')
    expect(told()[0]).not.toContain('均无遗漏')
  })

  it('says what could not be handled', async () => {
    await accept(test.desk, { channel: 'room', key: 'bad', lane: 'duty', body: 'poison' })
    await out(2 * HOUR)
    for (let tried = 0; tried < TRIES; tried += 1) {
      await inboxOf(test.desk).round()
      test.pass(MINUTE)
    }
    await settled()
    expect(told()[0]).toContain('有1条消息多次处理未成')
    expect(told()[0]).not.toContain('均无遗漏')
  })

  it('that goes out again before it could tell, tells of both', async () => {
    await out(2 * HOUR)
    await out(3 * HOUR)
    await settled()
    expect(told()).toHaveLength(2)
  })
})

describe('exactly once', () => {
  it('two instances that start together find one outage and tell of it once', async () => {
    const other = test.another()
    test.pass(HOUR)
    const found = await Promise.all([signOfLife(test.desk), signOfLife(other.desk)])
    expect(found.sort()).toEqual([false, true])
    test.pass(31 * SECOND)
    await Promise.all([tellOutages(test.desk), tellOutages(other.desk)])
    expect(await notices()).toHaveLength(1)
    expect(await test.database.db.select().from(outages)).toMatchObject([{ state: 'told' }])
  })

  it('killed after the outage was found, the next start tells of it, and not of another', async () => {
    await out(HOUR)
    const heir = test.another()
    test.pass(10 * SECOND)
    expect(await signOfLife(heir.desk)).toBe(false)
    test.pass(31 * SECOND)
    await tellOutages(heir.desk)
    expect(await notices()).toHaveLength(1)
  })

  it('killed while telling, nothing of it stands, and it is told again whole', async () => {
    await out(HOUR)
    test.pass(31 * SECOND)
    const dying = { ...test.desk, time: { ...test.desk.time, realNow: dyingAfter(1) } }
    await expect(tellOutages(dying)).rejects.toThrow('killed')
    expect(await notices()).toEqual([])
    expect(await tellOutages(test.desk)).toBe(0)
    expect(await tellOutages(test.desk)).toBe(0)
    expect(await notices()).toHaveLength(1)
  })

  // The second question about the time is asked while the notice is enqueued.
  const dyingAfter = (times: number) => {
    let asked = 0
    return () => {
      asked += 1
      if (asked > times) throw new Error('killed')
      return test.now
    }
  }
})

describe('a service that was not out', () => {
  it('is not told of: the first start, a quick restart, a rolling one', async () => {
    expect(await out(SILENT_MS - SECOND)).toBe(false)
    const other = test.another()
    for (let beats = 0; beats < 20; beats += 1) {
      test.pass(BEAT_MS)
      await beat(beats % 2 === 0 ? test.desk : other.desk)
    }
    expect(await test.database.db.select().from(outages)).toEqual([])
    expect(await lastAlive(test.database.db)).toEqual({ real: test.now, domain: test.now })
  })

  it('has a first start without anything before it', async () => {
    const fresh = await TestDesk.open()
    expect(await signOfLife(fresh.desk)).toBe(false)
    await fresh.close()
  })
})

describe('in a drill', () => {
  it('the times told are the institution’s', async () => {
    let domain = test.now
    const drill = { ...test.desk, time: { ...test.desk.time, now: () => domain } }
    test.pass(HOUR)
    domain = later(domain, 60 * HOUR)
    await signOfLife(drill)
    test.pass(31 * SECOND)
    await tellOutages(drill)
    await test.send()
    expect(told()[0]).toContain('自10月9日 12:00（周五）起中断运行，至10月12日 00:00（周一）恢复')
  })
})
