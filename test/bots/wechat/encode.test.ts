// Cards as plain text: nothing is lost that can be said, and what can be typed stands at the end.
import { expect, it } from 'vitest'
import { encode } from '../../../bots/wechat/encode.ts'
import type { Button, Card } from '../../../src/wording/card/card.ts'

const layout = { lang: 'zh-CN' as const, mention: [] }

const button = (command: string | null, rest = ''): Button => ({
  action: 'any',
  label: '办理',
  tone: 'plain',
  inputs: [],
  typed: command === null ? null : { command, rest },
})

const card = (more: Partial<Card> = {}): Card => ({
  case: 23,
  level: { number: 3, name: '一般', mark: '◆' },
  overdue: false,
  title: '#23 幼儿园门口积水',
  lines: ['第1稿：', '已安排清淤。'],
  fields: [{ label: '状态', value: '办理中' }],
  next: '下一时限：10月9日 09:20前',
  link: { label: '原帖', url: 'https://weibo.com/1/N?a=1&b=2' },
  buttons: [button('/签收'), button('/拟稿', '〈答复稿全文〉')],
  more: [],
  ...more,
})

it('says all of a card, the number first and what can be typed last', () => {
  expect(encode(card(), { ...layout, mention: ['陈宇', '林峰'] })).toBe(
    [
      '@陈宇 @林峰 【#23 ◆ 一般】幼儿园门口积水',
      '第1稿：',
      '已安排清淤。',
      '状态：办理中',
      '下一时限：10月9日 09:20前',
      '原帖：https://weibo.com/1/N?a=1&b=2',
      '可发送：',
      '/签收 #23',
      '/拟稿 #23 〈答复稿全文〉',
    ].join('\n'),
  )
})

it('names lateness, and leaves marks out where there are none', () => {
  expect(encode(card({ overdue: true }), layout)).toMatch(/^【#23 ◆ 一般 逾期】幼儿园门口积水\n/)
  const plain = {
    ...card(),
    case: null,
    level: null,
    title: '帮助',
    lines: [],
    fields: [],
    next: null,
    link: null,
    buttons: [],
  }
  expect(encode(plain, layout)).toBe('帮助')
})

it('sends whom typing does not serve to the web', () => {
  expect(encode(card({ buttons: [button(null)] }), layout)).toMatch(/\n其他操作：发送 \/后台 获取登录链接$/)
  const many = ['/签收', '/取消签收', '/备注', '/进展', '/办结'].map((command) => button(command))
  const lines = encode(card({ buttons: many.slice(0, 3), more: many.slice(3) }), layout).split('\n')
  expect(lines.slice(-6)).toEqual([
    '可发送：',
    '/签收 #23',
    '/取消签收 #23',
    '/备注 #23',
    '/进展 #23',
    '其他操作：发送 /后台 获取登录链接',
  ])
})

it('cuts what is too long for a message, and keeps its end', () => {
  const long = encode(card({ lines: ['长'.repeat(9_000)] }), layout)
  expect(long.length).toBeLessThanOrEqual(4_000)
  expect(long).toMatch(/下略[\s\S]*原帖：[\s\S]*\/签收 #23\n\/拟稿 #23 〈答复稿全文〉$/)
})

it('never says more than a message may have, whatever it is that is long, and cuts no character in two', () => {
  const long = '😂'.repeat(9_000)
  for (const more of [{ title: long }, { next: long }, { link: { label: '原帖', url: long } }, { lines: [long] }]) {
    const said = encode(card(more), { ...layout, mention: ['陈宇'] })
    expect(said.length).toBeLessThanOrEqual(4_000)
    expect(said).toContain('下略')
    expect(said).not.toMatch(/\p{Surrogate}/u)
  }
})
