// The whole life of a case in Feishu, by clicks and messages alone: in both modes, with two instances where there can be.
import { afterEach, describe, expect, it } from 'vitest'
import { FeishuService, type Mode } from '../../support/feishu-service.ts'

let desk: FeishuService
afterEach(() => desk.close())

const is =
  (...words: string[]) =>
  ({ text }: { text: string }) =>
    words.every((word) => text.includes(word))

describe.each<Mode>(['long-connection', 'webhook'])('over the %s', (mode) => {
  it('a case goes from its forward to its end', { timeout: 240_000 }, async () => {
    desk = await FeishuService.open({ mode, instances: 2 })
    const forward = desk.say('李敏', '值班群', '幼儿园门口积水 https://weibo.com/1234567890/Nabc')
    const card = await desk.until('值班群', is('#1', '待分办'))
    expect(card).toMatchObject({ rootId: forward })

    expect(await desk.press('周洁', card, '分办', { department: 'urban' })).toBe('已分办。')
    const own = await desk.until('城管局工作群', is('#1', '待签收'))
    expect(desk.said('城管局工作群').filter(is('签收'))).toHaveLength(1)
    expect(await desk.press('周洁', own, '签收')).toContain('签收须由城管局的联络员或部门负责人')
    expect(await desk.press('陈宇', own, '签收')).toBe('已签收。')

    await desk.until('城管局工作群', is('#1', '办理中'))
    const shown = await desk.until('城管局工作群', is('#1', '办理中'))
    expect(await desk.press('陈宇', shown, '拟稿送审', { text: '已安排清淤，今日18时前完成。' })).toBe('稿件已送审。')
    const draft = await desk.until('城管局工作群', is('第1稿', '已安排清淤，今日18时前完成。', '审定或退改'))
    expect(await desk.press('陈宇', draft, '审定')).toContain('拟稿人不得审定本人拟写的稿件')
    expect(await desk.press('林峰', draft, '审定')).toBe('已审核通过。')
    const settled = await desk.until('城管局工作群', is('第1稿', '已有结果：林峰于'))
    expect(settled).toMatchObject({ messageId: draft.messageId, buttons: [] })

    const approved = await desk.until('城管局工作群', is('待发布'))
    const url = 'https://weibo.com/9876543210/Nxyz'
    expect(await desk.press('陈宇', approved, '登记发布链接', { url })).toBe('发布情况已登记。')
    await desk.until('李敏', is('您转报的帖文已由城管局', '公开答复'))
    const watched = await desk.until('值班群', is('#1', '已答复，跟踪中'))
    expect(await desk.press('周洁', watched, '办结', { reason: '当事人表示满意' })).toBe('已办结。')
    await desk.until('值班群', is('#1', '已办结'))

    // One card a room, kept up to date in place.
    const cards = (chat: string) => desk.said(chat).filter(is('#1', '状态'))
    expect(cards('值班群')).toHaveLength(1)
    expect(cards('城管局工作群')).toHaveLength(1)
    const texts = ['值班群', '城管局工作群'].flatMap((chat) => desk.said(chat).map(({ text }) => `${chat} ${text}`))
    expect(new Set(texts).size).toBe(texts.length)
  })
})
