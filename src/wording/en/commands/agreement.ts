// English words of what another person must agree to: a dismissal, a gentler level.
import type { RequestFace } from '../../../domain/case/request-names.ts'
import type { Asked } from '../../../domain/notice/asked.ts'
import { shorten } from '../../../domain/text/text.ts'
import type { Button } from '../../card/card.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { NoticeCards, RefusalSentences } from '../../wording.ts'
import { called, card, dueFields, either, requestTyped } from '../base.ts'
import { names } from '../names.ts'

/** the dismissal of this case; a lower level, Ordinary in place of Major */
const thing = ({ request, level }: Asked): string =>
  level === null
    ? `the ${names.request[request]} of this case`
    : `a lower level, ${level.to.en} in place of ${level.from.en}`

const done = ({ level }: Asked): string =>
  level === null ? 'has dismissed this case' : `has lowered the level from ${level.from.en} to ${level.to.en}`

/** What was done is undone; what was asked needs no decision any more. */
const takenBack = ({ asked, by, undone }: { asked: Asked; by: string; undone: boolean }): string =>
  undone
    ? `${by} has withdrawn ${thing(asked)}`
    : `${by} has withdrawn the request${asked.by === by ? '' : ` of ${asked.by}`} for ${thing(asked)}; nothing is left to decide`

const LABELS: Record<string, string> = { approve: 'Agree', 'send-back': 'Do not agree' }
export const agreeing = (buttons: Button[]): Button[] =>
  buttons.map((each) => ({ ...each, label: LABELS[each.action] ?? each.label }))

/** The request that its buttons carry. */
export const faceOf = ({ id, request: kind, number }: Asked): RequestFace => ({ id, kind, number })

const notices = {
  'agreement-asked'({ subject, asked, role, names: people, dueAt, from, asks }, times, kit) {
    const who = called(people, role)
    const until = dueAt === null ? '' : ` by ${times.instant(dueAt)}`
    const typed = requestTyped(faceOf(asked))
    const way = `by /approve ${typed}, or /sendback ${typed} with the reason`
    if (from !== null) {
      const stands =
        asked.level === null ? 'Until that is confirmed its deadlines run on; nobody is reminded of them.' : ''
      return card(subject, {
        lines: [
          `${asked.by} is alone on duty and ${done(asked)}, for this reason:`,
          shorten(asked.reason, EXCERPT),
          stands,
        ],
        next: `${who} is asked to confirm it from ${times.instant(from)} on, ${way}; if it is refused, all is as it was before.`,
      })
    }
    return card(subject, {
      lines: [
        `${asked.by} asks for ${thing(asked)}, for this reason:`,
        asks ? asked.reason : shorten(asked.reason, EXCERPT),
      ],
      next: `${who}${asks ? `: please decide${until}, ${way}.` : ` is to decide${until}.`} Until then the case goes on, and so do its reminders.`,
      buttons: asks ? agreeing(kit.buttons(['approve', 'send-back'], {}, faceOf(asked))) : [],
    })
  },
  'agreement-refused'({ subject, asked, by, reason, withdrawn, undone, due }, times) {
    return card(subject, {
      lines: [
        withdrawn
          ? `${takenBack({ asked, by, undone })}${reason === '' ? '.' : ', for this reason:'}`
          : `${by} does not agree to ${thing(asked)}, which ${asked.by} asked for:`,
        shorten(reason, EXCERPT),
      ],
      fields: dueFields(due, times),
      next: undone
        ? asked.level === null
          ? 'The case is taken up again; its deadlines are what they were. Please keep them.'
          : `The level is ${asked.level.from.en} again; please work to the deadlines as they are now.`
        : 'The case goes on; its deadlines stay as they are.',
    })
  },
  'request-lapsed': ({ subject, request, by }) =>
    card(subject, {
      lines: [
        `The case has changed: the ${names.request[request]} that ${by} asked for is void, and nobody need decide on it.`,
      ],
    }),
} satisfies Partial<NoticeCards>

const refusals = {
  'no-second-person': ({ roles }) =>
    `Somebody else must agree to this (${either(roles.map((role) => names.role[role]))}), and these posts are vacant or yours alone; please have the administrator fill one and send it again.`,
  'asked-already': ({ request, by, at, names: people }, times) =>
    `${by} asked for the ${names.request[request]} at ${times.dated(at)}, and ${either(people)} is to decide; you need not ask again.`,
} satisfies Partial<RefusalSentences>

const noticeNames = {
  'agreement-asked': 'request for agreement',
  'agreement-refused': 'answer to a request',
  'request-lapsed': 'notice of a void request',
}

export const agreement = { notices, refusals, noticeNames }
