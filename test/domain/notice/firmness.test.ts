// Tone: whoever is called by name is asked something, and the same hands are never spoken to more softly than before.
import { expect, it } from 'vitest'
import { HOUR, MINUTE } from '../../../src/domain/calendar/instant.ts'
import { noticesFor } from '../../../src/domain/notice/index.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { wordingOf } from '../../../src/wording/index.ts'
import { Given } from '../../support/given.ts'
import { facts } from '../../support/sample.ts'

const wording = wordingOf('zh-CN', 'Asia/Shanghai')

function reminders(before: Given, after: Given): string[] {
  const context = { before: before.state, after: after.state, facts: facts('zhiban', after.now) }
  return noticesFor(context, after.events).flatMap(({ notice }) =>
    notice.kind === 'reminder' ? [plainText(wording.notice(notice))] : [],
  )
}

/** Ticks each so often; what each tick says. */
function saidWhile(given: Given, stepMs: number, steps: number): { given: Given; said: string[] } {
  let now = given
  const said: string[] = []
  for (let i = 0; i < steps; i += 1) {
    const later = now.after(stepMs)
    const ticked = later.tick()
    said.push(...reminders(later, ticked))
    now = ticked
  }
  return { given: now, said }
}

const assigned = () => Given.opened().when('zhou', { type: 'assign', department: 'urban', co: [] })

it('a repeat asks something of whoever it calls', () => {
  const { said } = saidWhile(assigned(), HOUR, 80)
  const repeats = said.filter((text) => text.includes('次重复催办') && text.includes('签收'))
  expect(repeats.length).toBeGreaterThan(1)
  for (const text of repeats) expect(text).toContain('请高远督办，请城管局务必立即签收。')
})

it('whoever is told again is asked again', () => {
  const { said } = saidWhile(assigned(), HOUR, 3)
  expect(said.filter((text) => text.includes('立即签收')).join()).toContain('请城管局立即签收，请林峰督促。')
})

it('after 立即 the next clock of the same hands says no less', () => {
  const late = saidWhile(assigned(), HOUR, 4)
  expect(late.said.join()).toContain('立即签收')
  const claimed = late.given.when('chen', { type: 'claim' })
  const { said } = saidWhile(claimed, HOUR, 19)
  const replies = said.filter((text) => text.includes('正式答复时限'))
  expect(replies.length).toBeGreaterThan(0)
  expect(replies.join()).not.toMatch(/及时|抓紧|尽快/u)
  expect(replies[0]).toContain('请城管局立即拟稿送审')
})

it('what was in time keeps its gentle beginning', () => {
  const claimed = assigned()
    .after(10 * MINUTE)
    .when('chen', { type: 'claim' })
  const { said } = saidWhile(claimed, HOUR, 19)
  expect(said[0]).toContain('请城管局及时拟稿送审')
})

it('another department does not inherit the tone', () => {
  const late = saidWhile(assigned(), HOUR, 4).given
  const moved = late.when('zhou', { type: 'assign', department: 'health', co: [] })
  const { said } = saidWhile(moved, 15 * MINUTE, 4)
  expect(said[0]).toContain('请卫健委及时签收')
})

it('after a commitment moved a late clock the new date is spoken of no more softly', () => {
  const claimed = assigned()
    .after(10 * MINUTE)
    .when('chen', { type: 'claim' })
  const late = saidWhile(claimed, HOUR, 30)
  expect(late.said.at(-1)).toContain('立即拟稿送审')
  const promised = late.given
    .when('chen', { type: 'commit', date: '10月14日', text: '10月14日前修复路面。' })
    .when('zhao', { type: 'approve' })
    .when('chen', { type: 'publish', url: 'https://city.example/2' })
  expect(promised.clock('reply').late).not.toEqual([])
  const { said } = saidWhile(promised, HOUR, 24 * 5)
  const first = said.find((text) => text.includes('承诺时限')) ?? ''
  expect(first).toContain('还剩')
  expect(first).toContain('立即')
  expect(first).not.toMatch(/及时|抓紧|尽快/u)
})

it('and a level that moves a late clock leaves its tone, that of a clock in time stays gentle', () => {
  const opened = (hours: number) =>
    saidWhile(
      assigned()
        .after(10 * MINUTE)
        .when('chen', { type: 'claim' })
        .when('zhou', { type: 'level', level: '1', reason: '' }),
      HOUR,
      hours,
    ).given
  const gentler = (given: Given) => given.when('zhou', { type: 'level', level: '2', reason: '影响较小' })
  // At the graver level the reply is due after 12 hours, at the gentler one after 24.
  const replies = (given: Given) => saidWhile(given, HOUR, 20).said.filter((text) => text.includes('正式答复时限'))
  expect(replies(gentler(opened(14)))[0]).toMatch(/还剩.*立即拟稿送审/su)
  expect(replies(gentler(opened(8)))[0]).toContain('及时拟稿送审')
})
