// What the service says of itself, as it is read in both languages.
import { describe, expect, it } from 'vitest'
import { type About, FINDING_KINDS, type FindingKind } from '../../src/domain/notice/finding.ts'
import { plainText } from '../../src/wording/card/card.ts'
import { type Lang, wordingOf } from '../../src/wording/index.ts'
import { notices, on } from './samples.ts'

const textOf = (lang: Lang, notice: Parameters<ReturnType<typeof wordingOf>['notice']>[0]) =>
  plainText(wordingOf(lang, 'Asia/Shanghai').notice(notice)).split('\n')

describe('the notice of an outage', () => {
  it('says when, what came late, and that nothing was lost', () => {
    expect(textOf('zh-CN', notices.downtime)).toEqual([
      '停机说明',
      '值班台自10月9日 09:20（周五）起中断运行，至10月9日 11:05（周五）恢复，历时1小时45分。',
      '中断期间发送的消息3条，恢复后补收。',
      '中断前收到、尚未处理的消息1条，恢复后继续处理。',
      '中断期间到时的催办6项，恢复后补发：#23 签收、#25 正式答复等。',
      '已登记的案件、已收到的消息和到时的催办均无遗漏。',
      '中断期间的转报如未见登记，请重新发送。',
    ])
    expect(textOf('en', notices.downtime)).toEqual([
      'Service interruption',
      'The desk was out of service from 9 Oct 09:20 (Fri) to 9 Oct 11:05 (Fri) (1 hour 45 minutes).',
      'Sent meanwhile and received afterwards: 3 messages.',
      'Received before and not yet handled then: 1 message.',
      'Reminders that fell due meanwhile and were sent late: #23 Claim, #25 Reply and 4 more.',
      'No case on record, no received message and no due reminder was lost.',
      'If a forward of that time has not been registered, please send it again.',
    ])
  })

  it('promises nothing while something is not done', () => {
    const open = { ...notices.downtime, to: on(9, '11:05'), unhandled: 2, behind: true, parked: 1 }
    expect(textOf('zh-CN', open).join()).not.toContain('无遗漏')
    expect(textOf('en', open).join()).not.toContain('was lost')
  })
})

describe.each<Lang>(['zh-CN', 'en'])('a finding in %s', (lang) => {
  const about: About[] = [
    { case: 23, clock: 'claim', name: null },
    { case: null, clock: null, name: '7' },
    { case: 25, clock: null, name: '值班群' },
  ]

  it.each(FINDING_KINDS)('%s says what is wrong and what to do', (finding) => {
    const [title, says, todo, ...more] = textOf(lang, { kind: 'audit-finding', finding, about, more: 4 })
    expect([title, more]).toEqual([lang === 'en' ? 'Service check' : '运行检查提示', []])
    for (const text of [says, todo]) {
      expect(text).toMatch(lang === 'en' ? /\.$/ : /。$/)
      expect(text).not.toMatch(/[!！]|undefined|null| {2}|（ | ）/u)
    }
    if (finding !== 'waiting-message') expect(says).toContain('#25')
  })
})

describe('in Chinese workers and channels', () => {
  const said = (finding: FindingKind, name: string) =>
    textOf('zh-CN', { kind: 'audit-finding', finding, about: [{ case: null, clock: null, name }], more: 0 })[1]

  it.each<[FindingKind, string, string]>([
    ['idle-worker', 'sweep', '后台任务（时限检查）超过1分钟没有正常完成，收发和催办可能延误。'],
    ['idle-worker', 'sign of life', '后台任务（运行记录）超过1分钟没有正常完成，收发和催办可能延误。'],
    ['deaf-channel', 'feishu', '渠道（飞书）超过2分钟未能连接，转报和操作可能收不到，催办照常发送。'],
    ['deaf-channel', 'another', '渠道（another）超过2分钟未能连接，转报和操作可能收不到，催办照常发送。'],
  ])('%s: %s is called by its name', (finding, name, says) => {
    expect(said(finding, name)).toBe(says)
  })
})
