// What happens to groups of the desk in Feishu: it is taken out of one, a post is taken back, a second duty group is bound.
import { afterEach, expect, it } from 'vitest'
import { FeishuService } from '../../support/feishu-service.ts'

let desk: FeishuService
afterEach(() => desk.close())

const is =
  (...words: string[]) =>
  ({ text }: { text: string }) =>
    words.every((word) => text.includes(word))

const LINK = 'https://weibo.com/1234567890/Ngroups'

it('taken out of a department’s group, the desk tells the contact privately, and the group once it is back', async () => {
  desk = await FeishuService.open({ mode: 'webhook' })
  const group = desk.chat('城管局工作群')
  desk.platform.removeBot(group, desk.account('林峰'))
  await desk.until('值班群', is('值班台已被移出城管局工作群'))
  desk.say('李敏', '值班群', `积水 ${LINK}`)
  const card = await desk.until('值班群', is('#1', '待分办'))
  expect(await desk.press('周洁', card, '分办', { department: 'urban' })).toBe('已分办。')
  const word = await desk.until('陈宇', is('周洁已将本案分办至城管局'))
  await desk.until('值班群', is('分办通知未能送达', '机器人不在该群内', '已改为单独告知陈宇'))
  expect(desk.said('值班群').filter(is('未能送达'))).toHaveLength(1)
  expect(
    desk
      .said('值班群')
      .map(({ text }) => text)
      .join(),
  ).not.toMatch(/log_id|230002/u)
  desk.platform.addBot(group, desk.account('林峰'))
  const back = await desk.until('城管局工作群', is('#1', '待签收', '陈宇'))
  expect(back.buttons.map(({ label }) => label)).toContain('签收')
  // Whoever holds the private word learns that somebody else did it.
  expect(await desk.press('林峰', back, '签收')).toBe('已签收。')
  const settled = await desk.until('陈宇', is('分办至城管局', '已有结果：林峰于'))
  expect(settled).toMatchObject({ messageId: word.messageId, buttons: [] })
}, 120_000)

it('a forward that is taken back: the desk is told, and the thread goes on below the card', async () => {
  desk = await FeishuService.open({ mode: 'webhook' })
  const forward = desk.say('李敏', '值班群', `积水 ${LINK}`)
  const card = await desk.until('值班群', is('#1', '待分办'))
  desk.platform.recall(forward)
  const told = await desk.until('值班群', is('李敏转报本案帖文的一条消息已被撤回'))
  expect(told.parentId).toBe(card.messageId)
  await desk.until('值班群', is('最近动态', '撤回消息（值班台）'))
}, 120_000)

it('a long draft is posted whole once', async () => {
  desk = await FeishuService.open({ mode: 'webhook' })
  const text = `积水已清理，10月10日复查。${'具体情况如下，逐项说明。'.repeat(800)}`
  desk.say('李敏', '值班群', `积水 ${LINK}`)
  await desk.press('周洁', await desk.until('值班群', is('#1', '待分办')), '分办', { department: 'urban' })
  await desk.press('陈宇', await desk.until('城管局工作群', is('#1', '待签收')), '签收')
  await desk.until('城管局工作群', is('#1', '办理中'))
  desk.say('陈宇', '城管局工作群', `/拟稿 #1 ${text}`)
  const draft = await desk.until('城管局工作群', is('陈宇代表城管局提交第1稿'))
  expect(await desk.press('林峰', draft, '审定')).toBe('已审核通过。')
  await desk.until('城管局工作群', is('审定。定稿如下', `全文共${text.length}字，见本话题内的送审稿`))
  const pieces = desk.said('城管局工作群').filter(({ text: shown }) => shown.length > 3_000)
  expect(pieces.map(({ text: shown }) => shown).join('').length).toBeLessThan(1.2 * text.length)
}, 120_000)
