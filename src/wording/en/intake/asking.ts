// Questions in English: what each is for, and the cards that answer it.

import type { PersonsCommandType } from '../../../domain/capability/command.ts'
import type { ListOf, QueryType } from '../../../domain/capability/question.ts'
import type { Status } from '../../../domain/case/case.ts'
import type { ExplainedRung } from '../../../domain/notice/explained.ts'
import type { ListLine, NoticeKind, NoticeOf } from '../../../domain/notice/notice.ts'
import type { Way } from '../../../domain/policy/policy.ts'
import { shorten } from '../../../domain/text/text.ts'
import { answerCard, type Card } from '../../card/card.ts'
import { markOf } from '../../card/frame.ts'
import { lateness, type Times } from '../../times.ts'
import type { NoticeCards, QuestionWords } from '../../wording.ts'
import { card, list } from '../base.ts'
import { usage } from '../choices.ts'
import { persons } from '../commands/index.ts'
import { names } from '../names.ts'
import { howLate, wholeTime, why } from '../why.ts'
import { REGISTER, registerButton } from './registering.ts'

/** What each question is for, and how it is typed. */
export const questions: QuestionWords = {
  help: { does: 'show what can be done here', typed: '/help' },
  case: { does: 'show a case', typed: '/case #number' },
  list: { does: 'list cases (mine, overdue, new)', typed: '/list' },
  why: { does: 'explain the deadlines and the next reminder', typed: '/why #number' },
  duty: { does: 'show who is on duty', typed: '/duty' },
  bind: { does: 'bind a room or a person', typed: '/bind <department>' },
  web: { does: 'get a sign-in link', typed: '/web' },
}

/** What its answer is called where another message speaks of it. */
export const noticeNames = {
  help: 'help',
  'case-list': 'list of cases',
  why: 'explanation of deadlines',
  duty: 'rota',
  bound: 'receipt for a binding',
  'sign-in-link': 'sign-in link',
  'link-sent': 'receipt for a sign-in link',
} satisfies { [K in NoticeKind]?: string }

function help({ commands, queries, forwards, about, registers = false }: NoticeOf<'help'>): Card {
  if (about !== undefined) return helpOn(about, commands, queries)
  const taughtHere = answerCard('What you can do here', {
    lines: [
      ...(forwards ? ['Send the link of a post: it becomes a case.'] : []),
      ...(registers ? [`${REGISTER}: register a call, a letter, a visit, a paper of the superior body`] : []),
      ...commands.map((type) => `${usage(type)}: ${persons[type].name}`),
      ...queries.map((type) => `${questions[type].typed}: ${questions[type].does}`),
    ],
    next:
      commands.length === 0
        ? null
        : 'Name the case, as in /note #23 called them back; in reply to a message of the case that is not needed.',
  })
  return registers ? { ...taughtHere, buttons: [registerButton] } : taughtHere
}

/** In the thread of a case its number need not be written. */
const helpOn = (
  { number, status }: { number: number; status: Status },
  commands: PersonsCommandType[],
  queries: QueryType[],
): Card =>
  answerCard(`#${number} is “${names.status[status]}”: what you can do here`, {
    lines: [
      ...(commands.length === 0
        ? ['Nothing about this case waits for you now.']
        : commands.map((type) => `${usage(type)}: ${persons[type].name}`)),
      ...queries.map((type) => `${questions[type].typed.replace(' #number', '')}: ${questions[type].does}`),
    ],
    next: 'In this thread, or in reply to a message of the case, no number is needed.',
  })

const LISTS: Record<ListOf, string> = {
  open: 'Open cases',
  mine: 'Cases that wait for you',
  overdue: 'Overdue cases',
  new: 'Cases awaiting assignment',
}

function caseList({ which, at, lines, total, more, registers = false }: NoticeOf<'case-list'>, times: Times): Card {
  const listing = answerCard(`${LISTS[which]} (${more ? `more than ${total}` : total})`, {
    lines: lines.length === 0 ? ['There are none.'] : lines.map((line) => listed(line, at, times)),
    next: total > lines.length ? `These are the ${lines.length} due first. Send /case #number to see one.` : null,
  })
  return registers ? { ...listing, buttons: [registerButton] } : listing
}

function listed({ subject, status, department, due }: ListLine, at: string, times: Times): string {
  const about = [department, names.status[status].toLowerCase()].filter((each) => each !== null).join(', ')
  const when = due === null ? '' : `; ${names.clock[due.kind].toLowerCase()} due ${times.due(due.dueAt, at)}`
  return `${markOf(subject.level, subject.levels)} #${subject.number} ${shorten(subject.title, 40)} (${about})${when}`
}

function whyCard({ subject, status, at, clocks, whole, order }: NoticeOf<'why'>, times: Times): Card {
  const ordered =
    order === undefined
      ? []
      : [`The superior body (${order.number}) wants the answer by ${times.bare(order.deadline, at)}.`]
  const none = `The case is “${names.status[status]}”; no deadline is running.`
  const each = clocks.flatMap((clock) => [
    why(clock, times, at),
    ...howLate(clock, times, at),
    nextWord(clock, at, times),
  ])
  return card(subject, {
    lines: [...ordered, ...(clocks.length === 0 ? [none] : each), ...wholeTime(whole, times, at)],
  })
}

const HOW: Record<Way, string> = {
  mention: 'by a mention',
  dm: 'by a direct message',
  'urgent-app': 'by an urgent message',
  'urgent-sms': 'by text message',
  'urgent-phone': 'by phone',
}

function nextWord({ next, beside }: ExplainedRung, at: string, times: Times): string {
  if (next === null)
    return beside ? '  The promise reminds in its place.' : '  No reminders while the draft is with its approver.'
  const { at: nominal, speaksAt, step, repeat, told, vacant, how } = next
  const which = repeat > 0 ? `repeat ${repeat}` : `step ${step}`
  const whom = told.length > 0 ? `to ${list(told)} ${HOW[how]}` : 'nobody can be told at present'
  const posts =
    vacant.length > 0 ? ` (${list(vacant.map((role) => names.role[role]))} vacant: the next above is told)` : ''
  const quiet = speaksAt === nominal ? '' : ` (planned for ${times.bare(nominal, at)}, delayed by quiet hours)`
  const when = lateness(speaksAt, at) === 'left' ? times.instant(speaksAt, at) : 'about to be sent'
  return `  Next reminder: ${when}${quiet}, ${which}, ${whom}${posts}.`
}

function duty({ at, on, shifts, set, beside = [], replaced = [] }: NoticeOf<'duty'>, times: Times): Card {
  return answerCard(set === null ? 'On duty' : `The rota has been changed: ${list([set, ...beside])}`, {
    lines: [
      on.length === 0 ? 'There is no duty officer; please ask an administrator.' : `On duty now: ${list(on)}.`,
      ...(set === null || replaced.length === 0 ? [] : [replacement([set, ...beside], replaced)]),
    ],
    fields: shifts.map(({ name, from, until }) => ({
      label: name,
      value: `from ${times.instant(from, at)} ${until === null ? 'until the next shift' : `to ${times.instant(until, at)}`}`,
    })),
    next:
      shifts.length === 0
        ? 'There is no rota yet: reminders go to every duty officer. To make one, send /duty <name> 20:00 to 08:00.'
        : null,
  })
}

const replacement = (now: string[], before: string[]): string =>
  `The shift that begins at that time was ${list(before)}’s and is ${list(now)}’s now; to have both, send /duty ${[...before, ...now].join(', ')} with the hours.`

const bound = ({ to, further = null }: NoticeOf<'bound'>): Card =>
  answerCard('Bound', {
    lines: [
      `This is now bound to ${to}; what concerns it will be sent here.`,
      ...(further === null
        ? []
        : [
            `The group that had it before is called “${further}” now. Posts can still be forwarded there; it has been told.`,
          ]),
    ],
    next:
      further === null
        ? null
        : 'Administrator: if that group is no longer used, take it out of the org file; to change back, send /bind duty there.',
  })

const signInLink = ({ minutes, url }: NoticeOf<'sign-in-link'>): Card => ({
  ...answerCard('Sign-in link', {
    lines: [`For you alone, good for ${minutes} minutes and for one use. Please do not forward it.`],
  }),
  link: url === undefined ? null : { label: 'Sign in', url },
})

const linkSent = (): Card =>
  answerCard('The sign-in link has been sent to you directly', {
    lines: ['Please open it there and do not forward it.'],
  })

/** The card of each answer. */
export const notices = {
  help,
  'case-list': caseList,
  why: whyCard,
  duty,
  bound,
  'sign-in-link': signInLink,
  'link-sent': linkSent,
} satisfies Partial<NoticeCards>
