// Chinese words of correcting a fact of a case.
import type { RefusalOf } from '../../../domain/capability/refusal.ts'
import { FACTS, type Fact } from '../../../domain/commands/intake/correct-fields.ts'
import type { MovedClock, Recounted } from '../../../domain/commands/intake/correct-notice.ts'
import type { NoticeOf } from '../../../domain/notice/notice.ts'
import { shorten } from '../../../domain/text/text.ts'
import type { Card } from '../../card/card.ts'
import { lateness, type Times } from '../../times.ts'
import type { PersonsWords } from '../../wording.ts'
import { card, list, quoted } from '../base.ts'
import { names } from '../names.ts'
import { why } from '../why.ts'

const FACT: Record<Fact, string> = { title: '标题', published: '发布时间', platform: '平台', place: '涉及地' }
const USAGE = '/更正 发布时间 11-28 09:30'

export const correcting = {
  correct: {
    name: '更正',
    forms: {
      correct: {
        label: '更正',
        inputs: { title: '标题', published: '发布时间', platform: '平台', place: '涉及地', post: '哪一条帖文' },
      },
    },
    usage: '/更正 事项 内容',
    done: '已更正。',
    pending: (still) => `${still}未更正`,
    todo: () => '更正',
    events: { corrected: '更正' },
    noticeNames: { corrected: '更正通知' },
    notices: { corrected },
    refusals: {
      'which-fact': ({ text }) =>
        `${text === '' ? '请写明更正的事项' : `未能识别更正的事项“${quoted(text)}”`}，可更正：${list(FACTS.map((fact) => FACT[fact]))}。请发送 ${USAGE}。`,
      'which-post': whichPost,
      'not-yours-to-correct': ({ title }) => `“${quoted(title)}”由他人转报，请转报人或值班员发送 /更正。`,
      'same-fact': ({ field, value, dayOnly }, times) =>
        `${FACT[field]}已是“${shownValue(field, value, dayOnly, times)}”，无须更正。`,
      'bad-published': ({ text }) =>
        `未能识别发布时间“${quoted(text)}”，请写成 11-28 09:30、昨天 9:30 或 2026年11月28日 9点半，重新发送 /更正。`,
      'published-ahead': ({ at, now }, times) =>
        `发布时间不能晚于现在：所写为${times.exact(at)}，现在是${times.exact(now)}。请核对后重新发送 /更正。`,
      'published-too-early': ({ text }) => `发布时间“${quoted(text)}”早于2000年，请核对年份后重新发送 /更正。`,
      'published-after-discovery': ({ at, discoveredAt, dayOnly }, times) =>
        `发布时间不能晚于发现时间：所写为${shownValue('published', at, dayOnly, times)}，该帖文于${times.exact(discoveredAt)}发现。请核对后重新发送 /更正。`,
    },
  },
} satisfies Partial<PersonsWords>

function corrected({ subject, by, at, changes, moved, recounted = [] }: NoticeOf<'corrected'>, times: Times): Card {
  return card(subject, {
    lines: [
      ...changes.map(({ field, from, to, dayOnly, post }) => {
        const of = post === null ? '' : `帖文“${shorten(post, 30)}”的`
        const was = from === null ? '原无记录' : `原为“${shownValue(field, from, false, times)}”`
        return `${by}已更正${of}${FACT[field]}：${shownValue(field, to, dayOnly, times)}（${was}）。`
      }),
      ...movedLines(moved, at, times),
      ...recountedLines(recounted, times),
    ],
  })
}

export const movedLines = (moved: MovedClock[], at: string, times: Times): string[] =>
  moved.flatMap((clock) => [
    `${names.clock[clock.kind]}时限由${times.instant(clock.from, at)}改为${times.instant(clock.dueAt, at)}${verdict(clock, at)}`,
    why(clock, times),
  ])

export const recountedLines = (recounted: Recounted[], times: Times): string[] =>
  recounted.map(
    ({ kind, was, is }) =>
      `${names.clock[kind]}${was === 0 ? '更正前未计逾期' : `更正前曾计逾期${times.span(was)}`}，${is === 0 ? '现已不计' : `现计${times.span(is)}`}。`,
  )

/** What was said stays said. */
function verdict({ from, dueAt }: { from: string; dueAt: string }, at: string): string {
  const [was, is] = [from, dueAt].map((each) => lateness(each, at) === 'late')
  if (is) return was ? '，仍为逾期。' : '，本项已逾期。'
  return was ? '，目前不逾期；此前的催办记录保留。' : '。'
}

function shownValue(field: Fact, value: string, dayOnly: boolean, times: Times): string {
  if (field === 'platform') return names.platform[value] ?? value
  if (field !== 'published') return shorten(value, 60)
  return dayOnly ? `${times.exact(value).slice(0, 10)}（只知日期）` : times.exact(value)
}

const MOST = 5

function whichPost({ field, posts }: RefusalOf<'which-post'>): string {
  const shown = posts
    .slice(0, MOST)
    .map(({ title, url }, index) => `第${index + 1}条 ${shorten(title || (url ?? ''), 20)}`)
  const more = posts.length > MOST ? `等${posts.length}条` : ''
  return `本案有${posts.length}条帖文，请写明更正哪一条的${FACT[field]}：${shown.join('；')}${more}。请在末尾写“第2条”或附上帖文链接，例如：/更正 ${FACT[field]} 内容 第2条。`
}
