// `/登记 来电 内容`: what came in otherwise than by a forward, as people type it.
import { describe, expect, it } from 'vitest'
import { readCommand } from '../../../src/domain/input/command-text.ts'

const read = (text: string) => {
  const said = readCommand(text)
  if (said.kind === 'registration') return { ...said.registration, case: said.case }
  return said.kind === 'refused' ? said.refusal : said
}

describe('a registration', () => {
  it.each([
    ['/登记 来电 幼儿园门口积水', 'call', '幼儿园门口积水'],
    ['／登記　來電　幼兒園門口積水', 'call', '幼兒園門口積水'],
    ['/登记 来电：幼儿园门口积水', 'call', '幼儿园门口积水'],
    ['/登记 来电，幼儿园门口积水', 'call', '幼儿园门口积水'],
    ['/登记 “来电” 幼儿园门口积水', 'call', '幼儿园门口积水'],
    ['/登记 热线 路灯不亮', 'call', '路灯不亮'],
    ['/登记 来信 路灯不亮\n第二行', 'letter', '路灯不亮\n第二行'],
    ['/登记 来访 路灯不亮', 'visit', '路灯不亮'],
    ['/登记 巡查 路灯不亮', 'patrol', '路灯不亮'],
    ['/登记 媒体 https://news.example/a', 'media', 'https://news.example/a'],
    ['/登记 领导留言板 路灯不亮', 'message-board', '路灯不亮'],
    ['/登记 本单位网站 路灯不亮', 'website', '路灯不亮'],
    ['/登记 监测产品 路灯不亮', 'monitor', '路灯不亮'],
    ['/register call the lamp is out', 'call', 'the lamp is out'],
    ['/REGISTER Message Board the lamp is out', 'message-board', 'the lamp is out'],
    ['/登记 来电反映幼儿园门口积水', 'call', '来电反映幼儿园门口积水'],
  ])('%s', (text, source, about) => {
    expect(read(text)).toEqual({ source, text: about, order: null, case: null })
  })

  it('of a case that is named, first or last', () => {
    expect(read('/登记 #12 来电 又来电话')).toMatchObject({ source: 'call', text: '又来电话', case: 12 })
    expect(read('/登记 来电 又来电话 #12')).toMatchObject({ source: 'call', text: '又来电话', case: 12 })
  })

  it.each([
    ['〔2026〕15号 12-05 核查积水', '〔2026〕15号', '12-05', '核查积水'],
    ['12-05 〔2026〕15号 核查积水', '〔2026〕15号', '12-05', '核查积水'],
    ['某督办[2026]15号 12月5日下午3点前 核查积水', '某督办[2026]15号', '12月5日下午3点', '核查积水'],
    ['（2026）第15号，反馈时限：12-05 18:00前，核查积水', '（2026）第15号', '12-05 18:00', '核查积水'],
    ['来文号：2026年第15号 时限 12-05 核查积水', '2026年第15号', '12-05', '核查积水'],
    ['15号 3wd 核查积水', '15号', '3wd', '核查积水'],
    ['第15号 5个工作日内 核查积水', '第15号', '5wd', '核查积水'],
    ['No. 15 2026-12-05 look into the water', 'No. 15', '2026-12-05', 'look into the water'],
  ])('of what the superior body hands down: %s', (words, number, deadline, text) => {
    expect(read(`/登记 上级交办 ${words}`)).toEqual({
      source: 'superior',
      text,
      order: { number, deadline },
      case: null,
    })
  })
})

describe('what a registration lacks is asked for', () => {
  it.each([
    ['/登记', { reason: 'unknown-source', called: '', nearest: [] }],
    ['/登记 来店 幼儿园门口积水', { reason: 'unknown-source', called: '来店', nearest: ['call', 'letter'] }],
    ['/登记 幼儿园门口积水', { reason: 'unknown-source', called: '幼儿园门口积水', nearest: [] }],
    ['/登记 网站打不开', { reason: 'unknown-source', called: '网站打不开', nearest: [] }],
    ['/登记 〈来源〉 〈内容〉', { reason: 'unknown-source', called: '', nearest: [] }],
    ['/登记 来电', { reason: 'register-lacks', source: 'call', what: ['text'] }],
    ['/登记 来电 〈内容〉', { reason: 'register-lacks', source: 'call', what: ['text'] }],
    ['/登记 上级交办', { reason: 'register-lacks', source: 'superior', what: ['number', 'deadline', 'text'] }],
    ['/登记 上级交办 核查积水', { reason: 'register-lacks', source: 'superior', what: ['number', 'deadline'] }],
    ['/登记 上级交办 〔2026〕15号 核查积水', { reason: 'register-lacks', source: 'superior', what: ['deadline'] }],
    ['/登记 上级交办 12-05 核查积水', { reason: 'register-lacks', source: 'superior', what: ['number'] }],
    ['/登记 上级交办 〔2026〕15号 12-05', { reason: 'register-lacks', source: 'superior', what: ['text'] }],
  ])('%s', (text, refusal) => {
    expect(read(text)).toEqual(refusal)
  })

  it('and a misspelt command is told its name', () => {
    for (const text of ['/登计 来电 积水', '/registr call'])
      expect(read(text)).toMatchObject({ reason: 'unknown-command', nearest: expect.arrayContaining(['open']) })
  })

  it('in time that grows with the text', () => {
    const started = performance.now()
    for (const long of ['〔'.repeat(20_000), '第'.repeat(20_000), '1 '.repeat(10_000), '来文号：'.repeat(5_000)])
      read(`/登记 上级交办 ${long}`)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
