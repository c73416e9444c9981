// Many posts at once in Feishu, and a forward that is taken back: a file and a list in the duty group, the button on a card.
import { afterEach, expect, it } from 'vitest'
import { FeishuService } from '../../support/feishu-service.ts'
import { xlsx } from '../../support/xlsx.ts'

let desk: FeishuService
afterEach(() => desk.close())

const is =
  (...words: string[]) =>
  ({ text }: { text: string }) =>
    words.every((word) => text.includes(word))

it('a table that is dropped into the group, and a list that is pasted, are told by one card each', async () => {
  desk = await FeishuService.open({ mode: 'webhook' })
  const rows = Array.from({ length: 12 }, (_, n) => [`第${n + 1}处积水`, `路人${n}`, `https://news.example/${n + 1}`])
  const file_key = desk.platform.world.addFile(
    'file',
    Buffer.from(xlsx({ rows: [['标题', '作者', '链接'], ...rows] })),
    '今日舆情.xlsx',
  )
  const content = { file_key, file_name: '今日舆情.xlsx' }
  const sent = desk.platform.say(desk.chat('值班群'), desk.account('李敏'), { type: 'file', content })
  const told = await desk.until('值班群', is('表格“今日舆情.xlsx”：新登记12件', '#12 第12处积水'))
  expect(told.parentId).toBe(sent)
  expect(told.text).not.toContain('路人')
  desk.say('李敏', '值班群', '停电三小时 https://news.example/a\n路灯不亮 https://news.example/b')
  await desk.until('值班群', is('所发列表：新登记2件', '#13 停电三小时', '#14 路灯不亮'))
  await desk.until('值班群', is('#13', '待分办'))
  expect(desk.said('值班群').filter(is('#5', '待分办'))).toEqual([])
  desk.say('周洁', '值班群', '/分办 #5 城管局')
  await desk.until('值班群', is('#5', '待签收'))
}, 120_000)

it('a forward is taken back by the button of its card, and by nobody but whoever made it', async () => {
  desk = await FeishuService.open({ mode: 'webhook' })
  desk.say('李敏', '值班群', '积水 https://news.example/x')
  const card = await desk.until('值班群', is('#1', '待分办'))
  expect(await desk.press('周洁', card, '撤回登记')).toContain('您没有转报过本案（由李敏转报）')
  expect(await desk.press('李敏', card, '撤回登记')).toContain('已撤回')
  await desk.until('值班群', is('李敏已撤回登记，本案没有其他转报，不再办理'))
}, 120_000)
