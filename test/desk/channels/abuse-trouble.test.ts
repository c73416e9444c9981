// A channel in trouble, attacked: told by several instances, flapping, with every duty room out, with nobody to mend it.
import { afterEach, describe, expect, it } from 'vitest'
import { outbox } from '../../../src/db/schema/schema.ts'
import { reportTrouble, reportUnbound } from '../../../src/desk/channels/channel-trouble.ts'
import { MINUTE } from '../../../src/domain/calendar/instant.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { ORG } from '../../support/sample.ts'
import { ADMIN, PEOPLE, TWO_DUTY_ROOMS, WECHAT } from '../../support/two-channels.ts'
import { Attacked, down } from './abuse-parts.ts'

let desk: Attacked
const open = async (org: Org) => {
  desk = await Attacked.open(org)
}
afterEach(() => desk.test.close())

describe('a channel in trouble', () => {
  it('is told of once by two instances at once, and by one that was started anew', async () => {
    await open(TWO_DUTY_ROOMS)
    const other = desk.test.another()
    const since = desk.test.now
    const tell = (each: typeof other) => reportTrouble(each.desk, 'wechat', { state: 'dead', since })
    await Promise.all([tell(desk.test), tell(other), tell(desk.test), tell(other)])
    await desk.test.settle()
    await tell(desk.test.another())
    await desk.test.settle()
    expect(desk.test.channel.texts('duty')).toHaveLength(1)
  })

  it('is told once to each who can mend it, though the duty room was asked first and failed', async () => {
    await open(TWO_DUTY_ROOMS)
    const feishu = desk.addFeishu()
    const people = TWO_DUTY_ROOMS.people.map((each) => ({ ...each, ids: { ...each.ids, feishu: `ou_${each.key}` } }))
    await desk.becomes({ ...TWO_DUTY_ROOMS, people })
    const trouble = { state: 'dead' as const, since: desk.test.now }
    Object.assign(desk.test.channel, { patienceMs: MINUTE })
    desk.test.channel.answers = down
    await reportTrouble(desk.test.desk, 'wechat', trouble)
    await desk.pass(3)
    Object.assign(desk.test.channel, { hears: () => ({ ok: false, says: 'out', deafMs: MINUTE }) })
    await reportTrouble(desk.test.another().desk, 'wechat', trouble)
    await desk.pass(3)
    expect(feishu.asked.flatMap(({ to }) => ('person' in to ? to.person : [])).sort()).toEqual(['ou_admin', 'ou_zhou'])
  })

  it('says in the log that nobody can be told, and nothing throws', async () => {
    await open({ ...ORG, people: ORG.people.filter(({ key }) => key !== 'zhou'), rooms: [WECHAT] })
    const said: string[] = []
    desk.test.desk.log.error = (_fields, message) => void said.push(message)
    await reportTrouble(desk.test.desk, 'wechat', { state: 'dead', since: desk.test.now })
    expect(said.join()).toContain('nobody can be told')
    expect(await desk.test.database.db.select().from(outbox)).toEqual([])
  })

  it('that comes and goes is told of in the order in which it did', async () => {
    await open(TWO_DUTY_ROOMS)
    for (let flap = 0; flap < 20; flap += 1) {
      desk.test.pass(MINUTE)
      const state = flap % 2 === 0 ? 'disconnected' : 'back'
      await reportTrouble(desk.test.desk, 'wechat', { state, since: desk.test.now })
    }
    await desk.test.settle()
    const texts = [...desk.test.channel.shown.values()].map(({ outgoing }) => plainText(outgoing.card))
    expect(texts).toHaveLength(20)
    expect(texts.at(-1)).toContain('已恢复')
  })

  it('asks once for what is to be bound, in whatever order it is named', async () => {
    await open({ ...ORG, people: [...PEOPLE, ADMIN], rooms: [...ORG.rooms, WECHAT] })
    const lost = [
      { what: 'person' as const, name: '赵建国', why: 'gone' as const },
      { what: 'room' as const, name: '微信值班群', why: 'others' as const },
    ]
    const since = desk.test.now
    await reportUnbound(desk.test.desk, 'wechat', { lost, since })
    await reportUnbound(desk.test.desk, 'wechat', { lost: [...lost].reverse(), since })
    await desk.test.settle()
    expect(desk.test.channel.texts('duty')).toHaveLength(1)
  })
})
