// What a message in the chat says: a command with what belongs to it, a refusal that helps, or talk.
import { describe, expect, it } from 'vitest'
import { readCommand } from '../../../src/domain/input/command-text.ts'

const TOLD = {
  type: 'publish',
  how: '电话',
  when: '10-10 15:00',
  handledBy: '李敏',
  evidence: '录音、回执',
  reaction: '满意，致谢',
}
const NOTHING = { type: 'publish', how: '', when: '', handledBy: '', evidence: '', reaction: '' }

describe('a command', () => {
  it.each([
    ['/assign 城管局', { type: 'assign', department: '城管局', co: [] }, null],
    ['/分办 城管局 协办 卫健委、教育局', { type: 'assign', department: '城管局', co: ['卫健委', '教育局'] }, null],
    ['/分办 “城管局” 协办 「卫健委」', { type: 'assign', department: '城管局', co: ['卫健委'] }, null],
    ['/sev "重大" 媒体', { type: 'level', level: '重大', reason: '媒体' }, null],
    ['／分辦 #23 城管局', { type: 'assign', department: '城管局', co: [] }, 23],
    ['/签收#23', { type: 'claim' }, 23],
    ['  /签收 ＃２３ ', { type: 'claim' }, 23],
    ['/ｃｌａｉｍ #7', { type: 'claim' }, 7],
    ['/CLAIM', { type: 'claim' }, null],
    ['@值班台 /签收 #7', { type: 'claim' }, 7],
    ['/等级 1级 媒体 关注', { type: 'level', level: '1', reason: '媒体 关注' }, null],
    ['/sev 重大 #5', { type: 'level', level: '重大', reason: '' }, 5],
    ['/备注 见 #12 号楼的回执', { type: 'note', text: '见 #12 号楼的回执' }, null],
    ['/拟稿 第一行\n第二行', { type: 'draft', text: '第一行\n第二行' }, null],
    ['/承诺 10月15日 17:00 需勘查', { type: 'commit', date: '10月15日 17:00', text: '需勘查' }, null],
    ['/commit 3wd 需勘查', { type: 'commit', date: '3wd', text: '需勘查' }, null],
    ['/发布 请看https://a.example/1。', { type: 'publish', url: 'https://a.example/1' }, null],
    ['/發布 點對點 方式：电话；时刻：10-10 15:00；经办：李敏；凭证：录音、回执；反应：满意，致谢', TOLD, null],
    ['/发布 #5 点对点\n反应：满意，致谢\n凭证：录音、回执\n时刻：10-10 15:00\n方式：电话\n经办：李敏', TOLD, 5],
    ['/publish private how: 电话, when: 10-10 15:00, by: 李敏, evidence: 录音、回执, reaction: 满意，致谢', TOLD, null],
    ['/发布 首次回应 点对点 方式：电话', { ...NOTHING, statement: 'first-response', how: '电话' }, null],
    [
      '/发布 首次回应 https://a.example/1',
      { type: 'publish', statement: 'first-response', url: 'https://a.example/1' },
      null,
    ],
    [
      '/publish interim 2 https://a.example/1',
      { type: 'publish', statement: 'interim-2', url: 'https://a.example/1' },
      null,
    ],
    ['/退改 #3 请补充', { type: 'send-back', reason: '请补充' }, 3],
    ['/退改 #3 承诺：日期太晚', { type: 'send-back', statement: 'commitment', reason: '日期太晚' }, 3],
    ['/退改 答复中请写明时间', { type: 'send-back', reason: '答复中请写明时间' }, null],
    ['/退改 回应得太晚', { type: 'send-back', reason: '回应得太晚' }, null],
    ['/审定', { type: 'approve' }, null],
    ['/审定 首次回应', { type: 'approve', statement: 'first-response' }, null],
    ['/審定 階段通報第2次', { type: 'approve', statement: 'interim-2' }, null],
    ['/approve commitment #4', { type: 'approve', statement: 'commitment' }, 4],
    ['/兑现', { type: 'fulfil', text: '' }, null],
    [
      '/兑现 承诺2 已增设 https://a.example/2',
      { type: 'fulfil', statement: 'commitment-2', text: '已增设 https://a.example/2' },
      null,
    ],
  ])('%s', (text, command, number) => {
    expect(readCommand(text)).toEqual({ kind: 'command', command, case: number })
  })
})

describe('a question', () => {
  it.each([
    ['/帮助', { type: 'help' }, null],
    ['/列表', { type: 'list', which: 'open' }, null],
    ['/列表 我的', { type: 'list', which: 'mine' }, null],
    ['/LIST Overdue', { type: 'list', which: 'overdue' }, null],
    ['／清單　“新”', { type: 'list', which: 'new' }, null],
    ['/为什么 #23', { type: 'why' }, 23],
    ['/為什麼＃２３', { type: 'why' }, 23],
    ['/案件 23', { type: 'case' }, 23],
    ['/值班', { type: 'duty', who: '', from: '', until: '' }, null],
    ['/值班 王敏', { type: 'duty', who: '王敏', from: '', until: '' }, null],
    ['/duty @王敏 20:00 to 08:00', { type: 'duty', who: '王敏', from: '20:00', until: '08:00' }, null],
    ['/值班 王敏 至 08:00', { type: 'duty', who: '王敏', from: '', until: '08:00' }, null],
    [
      '/值班 王敏 10-09 20:00 至 10-10 08:00',
      { type: 'duty', who: '王敏', from: '10-09 20:00', until: '10-10 08:00' },
      null,
    ],
    ['/绑定 城管局', { type: 'bind', target: '城管局', account: '' }, null],
    ['/bind 陈明 ou_1', { type: 'bind', target: '陈明', account: 'ou_1' }, null],
    ['/后台', { type: 'web' }, null],
  ])('%s', (text, query, number) => {
    expect(readCommand(text)).toEqual({ kind: 'query', query, case: number })
  })
})

describe('what is not', () => {
  it.each(['早上好', 'a/签收', '今天 /签收 了吗', '/', '', 'https://a.example/签收', '1/2'])('%s is talk', (text) => {
    expect(readCommand(text).kind).toBe('talk')
  })

  it.each([
    ['/签守 #1', ['claim']],
    ['/asign 城管', ['assign']],
    ['/pulbish x', ['publish']],
    ['/天气', []],
  ])('%s is answered with what is near', (text, nearest) => {
    expect(readCommand(text)).toMatchObject({ kind: 'refused', refusal: { reason: 'unknown-command', nearest } })
  })

  it.each([
    ['/分办', 'department'],
    ['/等级', 'level'],
  ])('%s lacks something, and is told what', (text, what) => {
    expect(readCommand(text)).toMatchObject({ kind: 'refused', refusal: { reason: 'missing', what } })
  })
  it('of named parts: words that belong to none are not dropped', () => {
    expect(
      readCommand('/发布 点对点 已答复。方式：电话；时刻：15:00；经办：李敏；凭证：录音；反应：满意'),
    ).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'left-over', command: 'publish', text: '已答复。' },
    })
  })
})
