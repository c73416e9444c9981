// A desk that hears nothing for a while: what was said meanwhile is found in the histories, once and in order, and told.
import { afterEach, expect, it } from 'vitest'
import { readEvents } from '../../../../src/db/cases/cases.ts'
import { FeishuService } from '../../../support/feishu-service.ts'
import { atRest, caseOf, comesTrue, db, expectSound, is, saidTwice } from './parts.ts'

let desk: FeishuService
afterEach(() => desk.close())

const LINK = 'https://weibo.com/1234567890/N'

/** Dead after a fifth of the emulator's pause between pings; a second of the catching-up is a fiftieth. */
const TIMING = { pingTimeoutS: 0.1, watchEveryMs: 20 }

/** Twice, so that the histories are read up to before now. */
async function listening(): Promise<void> {
  desk = await FeishuService.open({ mode: 'long-connection', instances: 2, timing: TIMING })
  const count = desk.services.length
  const reads = () =>
    desk.platform.calls.filter(({ method, path }) => method === 'GET' && path.endsWith('/messages')).length
  await comesTrue(
    async () => reads() >= 6,
    async () => `${reads()} histories were read`,
  )
  desk.platform.closeConnections()
  await desk.platform.whenConnected(count)
  await comesTrue(
    async () => reads() >= 12,
    async () => `${reads()} histories were read`,
  )
}

/** So that it is no message which is on its way in any case. */
const longAgo = (messageId: string, ms = 60_000) => {
  desk.platform.world.message(messageId).createdAt -= ms
  return messageId
}

it('events that are lost for ever are found at the next connection', { timeout: 120_000 }, async () => {
  await listening()
  const forward = desk.say('李敏', '值班群', `积水 ${LINK}known`)
  const card = await desk.until('值班群', is('#1', '来源', '待分办'))
  // Where the desk has spoken to somebody it finds what they answer, though it never heard them there.
  desk.say('周洁', '值班群', '/登录')
  await desk.until('周洁', is('登录'))
  expect(card.rootId).toBe(forward)
  desk.platform.drop(5)
  const notes = ['第一条', '第二条', '第三条'].map((text) =>
    longAgo(desk.say('周洁', '值班群', `/备注 #1 ${text}`, card.messageId)),
  )
  longAgo(desk.say('王磊', '值班群', `路灯不亮 ${LINK}lost`), 59_000)
  desk.say('周洁', '周洁', '/列表')
  await desk.platform.settled()
  expect(await caseOf(desk, 2)).toBeNull()
  desk.platform.closeConnections()
  await desk.until('值班群', is('#2', '来源', '路灯不亮'))
  await desk.until('值班群', is('补收说明', '4条'))
  await desk.until('周洁', is('#1', '#2'))
  await atRest(desk)
  const said = (await readEvents(db(desk), 1)).flatMap(({ type, data }) =>
    type === 'noted' ? [(data as { text: string }).text] : [],
  )
  expect(said).toEqual(['第一条', '第二条', '第三条'])
  expect(notes).toHaveLength(3)
  expect(saidTwice(desk)).toEqual([])
  await expectSound(desk)
})

it('a connection that is half open is noticed, and what it lost is found', { timeout: 120_000 }, async () => {
  await listening()
  desk.platform.halfOpen()
  const paths = ['a', 'b', 'c', 'd']
  for (const path of paths)
    longAgo(desk.say('李敏', '值班群', `积水${path} ${LINK}${path}`), 60_000 - 1_000 * paths.indexOf(path))
  for (const path of paths) await desk.until('值班群', is(`积水${path}`, '来源'))
  await desk.until('值班群', is('补收'))
  await atRest(desk)
  const titles = await Promise.all([1, 2, 3, 4].map(async (number) => (await caseOf(desk, number))?.title))
  expect(titles).toEqual(paths.map((path) => `积水${path}`))
  expect(desk.said('值班群').filter(is('补收'))).toHaveLength(1)
  expect(saidTwice(desk)).toEqual([])
  await expectSound(desk)
})
