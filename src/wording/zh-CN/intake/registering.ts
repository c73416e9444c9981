// Chinese words of what came in otherwise than by a forward: a call, a letter, a visit, the superior body.
import type { RefusalOf } from '../../../domain/capability/refusal.ts'
import { SOURCES, type Source } from '../../../domain/case/source.ts'
import { REGISTERING } from '../../../domain/input/registration.ts'
import { shorten } from '../../../domain/text/text.ts'
import type { Button } from '../../card/card.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { NoticeCards, RefusalSentences } from '../../wording.ts'
import { card, either, list, quoted } from '../base.ts'
import { names } from '../names.ts'

/** What is typed, of whatever source. */
export const REGISTER = '/登记 来源 内容'

const typedFor = (source: Source): string =>
  source === 'superior' ? '/登记 上级交办 来文号 反馈时限 内容' : `/登记 ${names.source[source]} 内容`

const LACKS = { text: '内容', number: '来文号', deadline: '反馈时限' }
const EXAMPLE = '例如：/登记 上级交办 〔2026〕15号 12-05 内容'

const CHOSEN = SOURCES.filter((source) => source !== 'forward').map((source) => ({
  value: source,
  label: names.source[source],
}))

/** Beneath what answers `/help` and `/list`, where a matter can be registered. */
export const registerButton: Button = {
  action: REGISTERING,
  label: '登记',
  tone: 'plain',
  inputs: [
    { kind: 'choice', name: 'source', label: '来源', options: CHOSEN, required: true },
    { kind: 'text', name: 'text', label: '内容（可附链接）', lines: 3, required: true },
    { kind: 'text', name: 'number', label: '来文号（上级交办须填）', lines: 1, required: false },
    { kind: 'instant', name: 'deadline', label: '反馈时限（上级交办须填）', required: false },
  ],
  typed: { command: '/登记', rest: '〈来源〉 〈内容〉' },
}

export const registering = {
  noticeNames: { 'same-words': '同文提示', ordered: '上级交办通知' },
  notices: {
    ordered: ({ subject, by, number, deadline, moved }, times) =>
      card(subject, {
        lines: [
          `${by}登记：本案现由上级交办（${number}），须于${times.dated(deadline)}前反馈。`,
          ...moved.map(
            ({ kind, from, to }) => `${names.clock[kind]}时限由${times.dated(from)}提前至${times.dated(to)}。`,
          ),
        ],
      }),
    'same-words': ({ subject, source, like, likeStatus }) =>
      card(subject, {
        lines: [
          `本案已登记。其内容与 #${like.number} ${shorten(like.title, 40)}（${names.status[likeStatus]}）文字相同；${names.source[source]}未必是同一事项，未予合并。`,
        ],
        next: `确属同一事项的，请发送 /登记 #${like.number} ${names.source[source]} 内容，计入该案；本案由值班员发送 /不办 #${subject.number} 理由。`,
      }),
  },
  refusals: {
    'unknown-source': unknownSource,
    'bad-deadline': ({ text }) =>
      `未能识别反馈时限“${quoted(text)}”，请写成 12-05、12月5日 18:00 或 2026-12-05。${EXAMPLE}。`,
    'order-of-superior': ({ source }) =>
      `来文号、反馈时限仅用于上级交办，所选来源为${names.source[source]}，尚未登记。请将来源改为上级交办，或清空这两项后重新提交。`,
    'register-lacks': ({ source, what }) =>
      `请写明${list(what.map((each) => LACKS[each]))}，格式为 ${typedFor(source)}。${source === 'superior' ? `${EXAMPLE}。` : ''}`,
  },
} satisfies Words

export const registeringAgain = {
  noticeNames: { 'came-again': '再次来件' },
  notices: {
    'came-again': ({ subject, source, by, text, sightings }) =>
      card(subject, {
        lines: [
          `${by}就本案再次登记${names.source[source]}，已计入，累计${sightings}次${text === '' ? '。' : '：'}`,
          shorten(text, EXCERPT),
        ],
        next: text === '' ? `如为另一事项，请在话题之外、不写编号，重新发送 ${typedFor(source)}。` : null,
      }),
  },
} satisfies Words

interface Words {
  noticeNames: object
  notices: Partial<NoticeCards>
  refusals?: Partial<RefusalSentences>
}

function unknownSource({ called, nearest }: RefusalOf<'unknown-source'>): string {
  const known = list(SOURCES.filter((source) => source !== 'forward').map((source) => names.source[source]))
  const meant = nearest.length > 0 ? `是否为${either(nearest.map((source) => names.source[source]))}？` : ''
  const lead = called === '' ? '请写明来源' : `“${quoted(called)}”不是来源${meant === '' ? '，请写明' : `，${meant}`}`
  return `${lead}${meant === '' ? '：' : '可选：'}${known}。请发送 ${REGISTER}，例如：/登记 来电 内容。`
}
