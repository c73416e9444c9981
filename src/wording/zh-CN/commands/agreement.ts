// Chinese words of what another person must agree to: a dismissal, a gentler level.
import type { RequestFace } from '../../../domain/case/request-names.ts'
import type { Asked } from '../../../domain/notice/asked.ts'
import { shorten } from '../../../domain/text/text.ts'
import type { Button } from '../../card/card.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { NoticeCards, RefusalSentences } from '../../wording.ts'
import { called, card, dueFields, either, requestTyped } from '../base.ts'
import { names } from '../names.ts'

/** 将本案定为不办；将等级由重大下调为一般 */
const thing = ({ request, level }: Asked): string =>
  level === null ? `将本案定为${names.request[request]}` : `将等级由${level.from.zh}下调为${level.to.zh}`

/** What was done is undone; what was asked needs no decision any more. */
const takenBack = ({ asked, by, undone }: { asked: Asked; by: string; undone: boolean }): string =>
  undone
    ? `${by}已撤回“${thing(asked)}”`
    : `${by}已撤回${asked.by === by ? '' : `${asked.by}的`}申请（${thing(asked)}），无须再作决定`

const LABELS: Record<string, string> = { approve: '同意', 'send-back': '不同意' }
export const agreeing = (buttons: Button[]): Button[] =>
  buttons.map((each) => ({ ...each, label: LABELS[each.action] ?? each.label }))

/** The request that its buttons carry. */
export const faceOf = ({ id, request: kind, number }: Asked): RequestFace => ({ id, kind, number })

const notices = {
  'agreement-asked'({ subject, asked, role, names: people, dueAt, from, asks }, times, kit) {
    const who = called(people, role)
    const until = dueAt === null ? '' : `于${times.instant(dueAt)}前`
    const typed = requestTyped(faceOf(asked))
    const way = `（同意发送 /审定 ${typed}，不同意发送 /退改 ${typed} 意见）`
    if (from !== null) {
      const stands = asked.level === null ? '确认之前，各项时限照常计算，暂不催办。' : ''
      return card(subject, {
        lines: [`${asked.by}现一人当班，已先行${thing(asked)}，理由如下：`, shorten(asked.reason, EXCERPT), stands],
        next: `待${who}自${times.instant(from)}起确认${way}；未获同意的，恢复原状。`,
      })
    }
    return card(subject, {
      lines: [`${asked.by}申请${thing(asked)}，理由如下：`, asks ? asked.reason : shorten(asked.reason, EXCERPT)],
      next: `${asks ? `请${who}${until}决定是否同意${way}` : `待${who}${until}决定`}；决定之前，本案照常办理和催办。`,
      buttons: asks ? agreeing(kit.buttons(['approve', 'send-back'], {}, faceOf(asked))) : [],
    })
  },
  'agreement-refused'({ subject, asked, by, reason, withdrawn, undone, due }, times) {
    return card(subject, {
      lines: [
        withdrawn
          ? `${takenBack({ asked, by, undone })}${reason === '' ? '。' : '，理由如下：'}`
          : `${by}不同意${asked.by}${thing(asked)}，意见如下：`,
        shorten(reason, EXCERPT),
      ],
      fields: dueFields(due, times),
      next: undone
        ? asked.level === null
          ? '本案恢复办理，各项时限仍按原定时间，请按时办理。'
          : `等级恢复为${asked.level.from.zh}，请按恢复后的时限办理。`
        : '本案照常办理，各项时限不变。',
    })
  },
  'request-lapsed': ({ subject, request, by }) =>
    card(subject, { lines: [`案情已有变化，${by}此前提出的${names.request[request]}不再适用，无须再作决定。`] }),
} satisfies Partial<NoticeCards>

const refusals = {
  'no-second-person': ({ roles }) =>
    `此事须由另一人（${either(roles.map((role) => names.role[role]))}）同意，而这些岗位空缺，或仅由您本人担任；请管理员补设后重新发送。`,
  'asked-already': ({ request, by, at, names: people }, times) =>
    `${by}已于${times.dated(at)}提出${names.request[request]}，正待${either(people)}决定，无须重复提出。`,
} satisfies Partial<RefusalSentences>

const noticeNames = {
  'agreement-asked': '待同意事项',
  'agreement-refused': '不同意的意见',
  'request-lapsed': '申请失效通知',
}

export const agreement = { notices, refusals, noticeNames }
