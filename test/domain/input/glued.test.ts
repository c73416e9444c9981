// Between a command and its text people type a blank, a colon, or nothing.
import { describe, expect, it } from 'vitest'
import { aboutCase, readCommand } from '../../../src/domain/input/command-text.ts'

describe('a command with a text', () => {
  it.each<[string, object]>([
    ['/拟稿：您好，已处理。', { type: 'draft', text: '您好，已处理。' }],
    ['/备注已电话联系', { type: 'note', text: '已电话联系' }],
    ['/备注，已电话联系', { type: 'note', text: '已电话联系' }],
    ['/note:called', { type: 'note', text: 'called' }],
    ['/note: called', { type: 'note', text: 'called' }],
    ['/note已联系', { type: 'note', text: '已联系' }],
    ['/备注——已联系', { type: 'note', text: '已联系' }],
    ['/备注“城管”已到', { type: 'note', text: '“城管”已到' }],
    ['/备注https://a.example/1', { type: 'note', text: 'https://a.example/1' }],
    ['/備註已電話聯繫', { type: 'note', text: '已電話聯繫' }],
    ['／备\u200e注：已联系', { type: 'note', text: '已联系' }],
    ['/发布https://a.example/1', { type: 'publish', url: 'https://a.example/1' }],
    [
      '/发布：点对点，方式：电话；时刻：昨天 15:00；经办：李敏；凭证：录音；反应：满意',
      {
        type: 'publish',
        ...{ how: '电话', when: '昨天 15:00', handledBy: '李敏', evidence: '录音', reaction: '满意' },
      },
    ],
    ['/等级重大', { type: 'level', level: '重大', reason: '' }],
    ['/等级：重大 媒体', { type: 'level', level: '重大', reason: '媒体' }],
    ['/sev:2', { type: 'level', level: '2', reason: '' }],
    ['/承诺10月15日 需勘查', { type: 'commit', date: '10月15日', text: '需勘查' }],
    ['/退改请补充依据', { type: 'send-back', reason: '请补充依据' }],
    ['/不办不属本单位', { type: 'dismiss', reason: '不属本单位' }],
    ['/首次回应已在评论区说明', { type: 'respond', text: '已在评论区说明' }],
    ['/备注5号楼已查', { type: 'note', text: '5号楼已查' }],
    ['/签收：', { type: 'claim' }],
    ['/签收。', { type: 'claim' }],
    ['/撤销签收！', { type: 'unclaim' }],
  ])('%j', (text, command) => {
    expect(readCommand(text)).toEqual({ kind: 'command', command, case: null })
  })

  it.each<[string, object]>([
    ['/列表我的', { type: 'list', which: 'mine' }],
    ['/列表：逾期', { type: 'list', which: 'overdue' }],
    ['/list:new', { type: 'list', which: 'new' }],
    ['/案件：5', { type: 'case' }],
  ])('%j', (text, query) => {
    expect(readCommand(text)).toMatchObject({ kind: 'query', query })
  })
})

describe('another word that begins like a command is asked about', () => {
  it.each([
    ['/签收人：王五', 'claim'],
    ['/签收了', 'claim'],
    ['/签收人员名单', 'claim'],
    ['/审定但请改一处', 'approve'],
    ['/同意退改', 'approve'],
    ['/拟稿人 王五', 'draft'],
    ['/承诺书 已签', 'commit'],
    ['/notes called them', 'note'],
    ['/note-called', 'note'],
    ['/claimed', 'claim'],
    ['/重办理 又积水', 'reopen'],
    ['/值班表', 'duty'],
    ['/为什么还没处理', 'why'],
    ['/帮助我', 'help'],
    ['/绑定手机', 'bind'],
    ['/列表导出', 'list'],
  ])('%j', (text, nearest) => {
    const read = readCommand(text)
    expect(read).toMatchObject({ kind: 'refused', refusal: { reason: 'unknown-command' } })
    const refusal = read.kind === 'refused' ? read.refusal : null
    expect(refusal?.reason === 'unknown-command' && refusal.nearest[0]).toBe(nearest)
  })
})

describe('a case of which the channel tells is put where it is read as the case', () => {
  it.each([
    ['/签收', '/签收 #9'],
    ['/签收。', '/签收 #9'],
    ['/拟稿：您好 已处理', '/拟稿 #9 您好 已处理'],
    ['/备注已联系', '/备注 #9 已联系'],
    ['@值班台 /备注 已联系', '@值班台 /备注 #9 已联系'],
    ['/备注 1、已联系', '/备注 #9 1、已联系'],
    ['/为什么', '/为什么 #9'],
    ['/签收 5', '/签收 5'],
    ['/签收 #5', '/签收 #5'],
    ['/备注 5号 已联系', '/备注 5号 已联系'],
    ['/列表', '/列表'],
    ['/帮助', '/帮助'],
    ['/天气', '/天气'],
    ['好的', '好的'],
  ])('%j is %j', (text, meant) => {
    expect(aboutCase(text, 9)).toBe(meant)
    const read = readCommand(meant)
    if (meant.includes('#9')) expect(read).toMatchObject({ case: 9 })
  })
})
