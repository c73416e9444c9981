// Which case a command is about: the number at the head or the tail of what follows it, however it is written.
import { describe, expect, it } from 'vitest'
import { readCommand } from '../../../src/domain/input/command-text.ts'

describe('of a command that takes no text, each figure is the number', () => {
  it.each([
    '/签收 #5。', '/签收 5', '/审定 【#5】', '/审定 (#5)', '/approve #5.', '/签收 №5', '/签收 ＃5号', '/审定 案件5',
    '/签收#5', '/签收5', '/签收５', '/签收 ５号', '/签收 5号', '/签收 第5号', '/签收 第５号案件', '/签收 5号案', '/签收：#5', '/签收，5。',
    '/签收 #5、', '/签收 #5：', '/签收 #5！', '/签收 （＃５）', '/签收 〔5〕', '/签收 [#5]', '/签收 {#5}', '/签收 《#5》', '/签收 “#5”',
    '/签收 「5」', '/签收 『案件5』', '/签收 <#5>', '/签收 *#5*', '/签收 【案件#5】', '/签收 ((#5))', '/签收 案件编号：5', '/签收 编号 5',
    '/签收 案號5', '/簽收 #5號', '/簽收 案件 #5', '/签收 案件：5', '/签收 #005', '/claim case 5', '/claim Case #5',
    '/claim No. 5', '/claim no.5', '/claim number 5', '/CLAIM #5!', '/签收 ♯5', '/签收 ﹟5', '/签收 # 5', '/签收 ##5', '/签收 #\u200e5',
    '/签收 \u200f#5\u200c', '/签收 #️⃣5', '/签收 5️⃣', '/签收\n#5', '/签收\u3000＃５', '/签收 #5\n', '/签收 #5～', '/签收 #5 #5', '/签收 #5 @值班台', '/签收 @值班台 #5',
  ])('%j is about #5', (text) => {
    const read = readCommand(text)
    expect(read).toMatchObject({ kind: 'command', case: 5 })
  }) // biome-ignore format: a list of inputs
})

describe('of a command with a text, what is marked as a number is, at its head or its tail', () => {
  it.each<[string, string]>([
    ['/不办 #5，不属本单位', '不属本单位'],
    ['/备注 #5：已联系', '已联系'],
    ['/拟稿 #5：您好，已处理。', '您好，已处理。'],
    ['/退改 #5、请补充', '请补充'],
    ['/重办 #5: 又积水', '又积水'],
    ['/备注 #5。已联系', '已联系'],
    ['/备注 【#5】已联系', '已联系'],
    ['/备注（#5）已联系', '已联系'],
    ['/备注 (#5): 已联系', '已联系'],
    ['/备注 #5已联系', '已联系'],
    ['/备注#5已联系', '已联系'],
    ['/备注：#5 已联系', '已联系'],
    ['/备注 №5 已联系', '已联系'],
    ['/备注 ＃５号 已联系', '已联系'],
    ['/备注 #5号已联系上', '已联系上'],
    ['/备注 案件5：已联系', '已联系'],
    ['/备注 案件 5，已联系', '已联系'],
    ['/备注 5号案件：已联系', '已联系'],
    ['/备注 【案件5】已联系', '已联系'],
    ['/備註 #5：已聯繫', '已聯繫'],
    ['/备注 #5\n已联系', '已联系'],
    ['/备注\n#5\n已联系', '已联系'],
    ['/备注 #5\u200e：已联系', '已联系'],
    ['/备注 #5 👍已联系', '👍已联系'],
    ['/备注 #5 - 已联系', '已联系'],
    ['/备注 #5 —— 已联系', '已联系'],
    ['/备注 已联系 #5', '已联系'],
    ['/备注 已联系#5', '已联系'],
    ['/备注 已联系，#5。', '已联系'],
    ['/备注 已联系（#5）', '已联系'],
    ['/备注 已联系。【#5】', '已联系。'],
    ['/备注 已联系 案件5', '已联系'],
    ['/备注 已联系 5号案件。', '已联系'],
    ['/备注 已联系\n#5', '已联系'],
    ['/note case #5: called them', 'called them'],
    ['/note (#5) called them', 'called them'],
    ['/note called them [#5].', 'called them'],
    ['/note called them, case 5', 'called them'],
    ['/备注 #5：3人受伤', '3人受伤'],
    ['/备注 #5，3 人受伤', '3 人受伤'],
    ['/备注 #5 与 3 名居民联系', '与 3 名居民联系'],
    ['/不办 #5 重复，见 #6', '重复，见 #6'],
    ['/备注 #5，与 #6 号线 重复', '与 #6 号线 重复'],
    ['/备注 #5 5号楼已查', '5号楼已查'],
    ['/备注 #5 #话题# 热度下降', '#话题# 热度下降'],
    ['/备注 #5 -5 度结冰', '-5 度结冰'],
    ['/备注 已联系 #5 @李敏', '已联系 @李敏'],
    ['/备注 已联系 #5 ＠Zhang San', '已联系 ＠Zhang San'],
    ['/备注 @李敏 #5 已联系', '@李敏 已联系'],
  ])('%j is about #5', (text, said) => {
    const read = readCommand(text)
    expect(read).toMatchObject({ kind: 'command', case: 5 })
    const command = 'command' in read ? read.command : { type: 'none' }
    expect('text' in command ? command.text : 'reason' in command ? command.reason : null).toBe(said)
  })

  it.each<[string, object]>([
    ['/发布 #5，https://a.example/1', { type: 'publish', url: 'https://a.example/1' }],
    ['/发布#5https://a.example/1', { type: 'publish', url: 'https://a.example/1' }],
    ['/发布 https://a.example/1 #5。', { type: 'publish', url: 'https://a.example/1' }],
    ['/发布 5 https://a.example/1', { type: 'publish', url: 'https://a.example/1' }],
    ['/发布 https://a.example/1 （5号）', { type: 'publish', url: 'https://a.example/1' }],
    [
      '/发布 #5：点对点 方式：电话；时刻：11-29 15:00；经办：李敏；凭证：通话记录；反应：满意',
      {
        type: 'publish',
        ...{ how: '电话', when: '11-29 15:00', handledBy: '李敏', evidence: '通话记录', reaction: '满意' },
      },
    ],
    ['/等级 重大 #5。', { type: 'level', level: '重大', reason: '' }],
    ['/等级 #5，重大 媒体关注', { type: 'level', level: '重大', reason: '媒体关注' }],
    ['/分办 #5、城管局', { type: 'assign', department: '城管局', co: [] }],
    ['/分办 城管局 协办 卫健委（#5）', { type: 'assign', department: '城管局', co: ['卫健委'] }],
    ['/承诺 #5：10月15日 需勘查', { type: 'commit', date: '10月15日', text: '需勘查' }],
    ['/移除 #5 https://a.example/1', { type: 'drop', posts: ['https://a.example/1'] }],
  ])('%j is about #5', (text, command) => {
    expect(readCommand(text)).toEqual({ kind: 'command', command, case: 5 })
  })
})

describe('around a link', () => {
  it.each([
    '请看https://a.example/1。',
    '【关于积水的答复】 https://a.example/1',
    '2.00 复制打开抖音，看看【答复】 https://a.example/1 G@I.ip 01/07 daa:/',
    '通知：https://a.example/1 复制此链接，打开App查看',
  ])('what a title or an app says is no part of the command: %s', (text) => {
    const command = { type: 'publish', url: 'https://a.example/1' }
    expect(readCommand(`/发布 ${text}`)).toEqual({ kind: 'command', command, case: null })
  })
})

describe('a date', () => {
  it.each([
    ['/承诺 10月15日，需现场勘查', '10月15日', '需现场勘查'],
    ['/承诺：10月15日需现场勘查', '10月15日', '需现场勘查'],
    ['/承诺 ３wd：需现场勘查', '3wd', '需现场勘查'],
    ['/承诺 2026-10-15 17:30；需现场勘查', '2026-10-15 17:30', '需现场勘查'],
    ['/承诺 10月15日前 需现场勘查', '10月15日', '需现场勘查'],
  ])('%s', (text, date, said) => {
    expect(readCommand(text)).toEqual({ kind: 'command', command: { type: 'commit', date, text: said }, case: null })
  })
})

describe('what belongs to the text stays there', () => {
  it.each([
    '/备注 见 #12 号楼的回执',
    '/备注 5号楼已查',
    '/备注 10月15号去过',
    '/备注 施工到15号',
    '/备注 5 人受伤',
    '/备注 收到材料 3',
    '/备注 #2026高考# 相关话题',
    '/备注 话题#积水#',
    '/备注 见 https://a.example/x#5',
    '/备注 1、已联系；2、已到场',
    '/备注 电话12345',
  ])('%j names no case', (text) => {
    const read = readCommand(text)
    expect(read).toMatchObject({ kind: 'command', case: null })
    expect(read.kind === 'command' && 'text' in read.command && read.command.text).toBe(text.slice(4))
  })

  it('a fragment is part of its link', () => {
    expect(readCommand('/发布 https://a.example/x#5')).toEqual({
      kind: 'command',
      command: { type: 'publish', url: 'https://a.example/x#5' },
      case: null,
    })
  })
})

describe('what may be a number or may not is asked about', () => {
  it.each([
    ['/备注 #12号楼漏水', '#12号楼漏水'],
    ['/备注 #3路公交改线', '#3路公交改线'],
    ['/备注 #5a 已联系', '#5a'],
    ['/备注 #5-6 已联系', '#5-6'],
    ['/备注 #5.5 已联系', '#5.5'],
    ['/备注 #1234567890 已联系', '#1234567890'],
    ['/备注 #-1 已联系', '#-1'],
    ['/备注 #五 已联系', '#五'],
    ['/备注 #⑤ 已联系', '#⑤'],
    ['/备注 #٥ 已联系', '#٥'],
    ['/备注 5号 已联系', '5号'],
    ['/备注 已联系，15号', '15号'],
    ['/备注 案件5人受伤', '案件5人受伤'],
    ['/备注 并入案件5', '案件5'],
    ['/备注 已联系 #5a', '#5a'],
    ['/备注 已联系 #1234567890', '#1234567890'],
    ['/备注 已联系 #五号', '#五号'],
    ['/note case 5 people hurt', 'case 5'],
    ['/发布 #5a https://a.example/1', '#5a'],
    ['/办结 5', '5'],
    ['/备注 5。', '5'],
    ['/等级 重大 #5 媒体关注', '#5'],
    ['/承诺 10月15日 #5 需勘查', '#5'],
    ['/发布 点对点 #5 电话答复', '#5'],
  ])('%j', (text, what) => {
    expect(readCommand(text)).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'unclear-number', text: expect.stringContaining(what) },
    })
  })

  it('but not where another number is written', () => {
    expect(readCommand('/备注 #6 5号 已联系')).toMatchObject({ case: 6, command: { text: '5号 已联系' } })
    expect(readCommand('/备注 5号 已联系 #6')).toMatchObject({ case: 6, command: { text: '5号 已联系' } })
  })
})

describe('several numbers', () => {
  it.each<[string, number[]]>([
    ['/签收 #5、#6', [5, 6]],
    ['/签收 #5 #6', [5, 6]],
    ['/签收 5 6', [5, 6]],
    ['/签收 #6#5', [6, 5]],
    ['/签收 #5和#6', [5, 6]],
    ['/签收 #5，6；7', [5, 6, 7]],
    ['/签收 （#5）（#6）', [5, 6]],
    ['/签收 案件5、案件6', [5, 6]],
    ['/簽收 ＃５、＃６號', [5, 6]],
    ['/claim #5, #6 and #7', [5, 6, 7]],
    ['/签收 #5\n#6\n#7', [5, 6, 7]],
    ['/签收 5号、6号', [5, 6]],
    ['/审定 #5 #6 #5', [5, 6]],
  ])('%j is for each of them', (text, cases) => {
    expect(readCommand(text)).toMatchObject({ kind: 'each', cases })
  })

  it.each<[string, number[]]>([
    ['/备注 #5、#6 已联系', [5, 6]],
    ['/备注 #5 #6', [5, 6]],
    ['/备注 #5、6：已联系', [5, 6]],
    ['/备注 #5和6，已联系', [5, 6]],
    ['/不办 重复 #5、#6', [5, 6]],
    ['/不办 重复，#5和6。', [5, 6]],
    ['/备注 3、#5、#6', [5, 6]],
    ['/分办 #5、#6 城管局', [5, 6]],
    ['/等级 重大 #5 #6', [5, 6]],
    ['/发布 #5 #6 https://a.example/1', [5, 6]],
    ['/为什么 #5 #6', [5, 6]],
    ['/案件 5、6', [5, 6]],
  ])('%j is for one at a time', (text, numbers) => {
    expect(readCommand(text)).toMatchObject({ kind: 'refused', refusal: { reason: 'one-case', numbers } })
  })

  it('are twenty at most', () => {
    const numbers = Array.from({ length: 21 }, (_, at) => `#${at + 1}`).join(' ')
    expect(readCommand(`/签收 ${numbers}`)).toMatchObject({ refusal: { reason: 'too-many-cases', max: 20, count: 21 } })
  })
})

describe('what is left over after a command that takes no text is never thrown away', () => {
  it.each([
    ['/签收 马上', '马上'],
    ['/审定 但请改一处', '但请改一处'],
    ['/签收 #5 马上', '马上'],
    ['/签收 马上 #5', '马上'],
    ['/签收 #5-6', '-6'],
    ['/签收 #5至#8', '至'],
    ['/签收 #5 - #8', '- #8'],
    ['/签收 #5 ～ #8', '～ #8'],
    ['/签收 #5 @李敏', '@李敏'],
    ['/签收 #5a', '5a'],
    ['/签收 #五', '#五'],
    ['/签收 5人', '5人'],
    ['/签收 123456789012', '123456789012'],
    ['/审定 👎', '👎'],
    ['/审定？', '？'],
    ['/审定 [OK]', '[OK]'],
    ['/approve with changes', 'with changes'],
    ['/取消签收 请王宁接手', '请王宁接手'],
    ['/为什么 还没处理', '还没处理'],
    ['/帮助 签收', '签收'],
    ['/发布 https://a.example/1 但还没有置顶', '但还没有置顶'],
    ['/发布 https://a.example/1 https://a.example/2', 'https://a.example/2'],
    ['/发布 https://a.example/1 #5 已置顶', '#5 已置顶'],
    ['/移除 https://a.example/1 不属本案', '不属本案'],
    ['/案件 积水', '积水'],
  ])('%j', (text, left) => {
    const read = readCommand(text)
    expect(read).toMatchObject({ kind: 'refused', refusal: { reason: 'left-over' } })
    expect(read.kind === 'refused' && 'text' in read.refusal && read.refusal.text).toContain(left)
  })
})
