// English words of what came in otherwise than by a forward: a call, a letter, a visit, the superior body.
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
export const REGISTER = '/register <source> <text>'

const typedFor = (source: Source): string =>
  source === 'superior' ? '/register superior <number> <deadline> <text>' : `/register ${source} <text>`

const LACKS = { text: 'what it is about', number: 'the number of the paper', deadline: 'the deadline' }
const EXAMPLE = 'For example: /register superior 〔2026〕15号 12-05 <text>'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const CHOSEN = SOURCES.filter((source) => source !== 'forward').map((source) => ({
  value: source,
  label: capital(names.source[source]),
}))

/** Beneath what answers `/help` and `/list`, where a matter can be registered. */
export const registerButton: Button = {
  action: REGISTERING,
  label: 'Register',
  tone: 'plain',
  inputs: [
    { kind: 'choice', name: 'source', label: 'Source', options: CHOSEN, required: true },
    { kind: 'text', name: 'text', label: 'What it is, with any link', lines: 3, required: true },
    { kind: 'text', name: 'number', label: 'Number of the superior body’s paper', lines: 1, required: false },
    { kind: 'instant', name: 'deadline', label: 'Deadline of the superior body', required: false },
  ],
  typed: { command: '/register', rest: '<source> <text>' },
}

export const registering = {
  noticeNames: { 'same-words': 'note of the same words', ordered: 'notice of a superior body’s paper' },
  notices: {
    ordered: ({ subject, by, number, deadline, moved }, times) =>
      card(subject, {
        lines: [
          `${by}: the superior body has handed this matter down (${number}) and wants an answer by ${times.dated(deadline)}.`,
          ...moved.map(
            ({ kind, from, to }) => `${names.clock[kind]} moves from ${times.dated(from)} to ${times.dated(to)}.`,
          ),
        ],
      }),
    'same-words': ({ subject, source, like, likeStatus }) =>
      card(subject, {
        lines: [
          `Registered. Its words are those of #${like.number} ${shorten(like.title, 40)} (${names.status[likeStatus].toLowerCase()}); ${AN[source]} need not be the same matter, and was not joined to it.`,
        ],
        next: `If it is the same matter, please send /register #${like.number} ${source} <text>, which counts it there; a duty officer then sends /dismiss #${subject.number} <reason>.`,
      }),
  },
  refusals: {
    'unknown-source': unknownSource,
    'bad-deadline': ({ text }) =>
      `“${quoted(text)}” is no deadline that can be read; please write 12-05, 2026-12-05 or 12-05 18:00. ${EXAMPLE}.`,
    'order-of-superior': ({ source }) =>
      `A number and a deadline go with a paper of the superior body, and the source chosen is “${names.source[source]}”: nothing was registered. Please choose the superior body, or leave the two empty.`,
    'register-lacks': ({ source, what }) =>
      `Please give ${list(what.map((each) => LACKS[each]))}: ${typedFor(source)}.${source === 'superior' ? ` ${EXAMPLE}.` : ''}`,
  },
} satisfies Words

export const registeringAgain = {
  noticeNames: { 'came-again': 'note of a matter that came in again' },
  notices: {
    'came-again': ({ subject, source, by, text, sightings }) =>
      card(subject, {
        lines: [
          `${by} registered ${AN[source]} about this case; it is counted, ${sightings} in all${text === '' ? '.' : ':'}`,
          shorten(text, EXCERPT),
        ],
        next:
          text === ''
            ? `If it is another matter, please send ${typedFor(source)} again, outside the thread and without a number.`
            : null,
      }),
  },
} satisfies Words

interface Words {
  noticeNames: object
  notices: Partial<NoticeCards>
  refusals?: Partial<RefusalSentences>
}

const AN: Record<Source, string> = {
  forward: 'a forward',
  patrol: 'a patrol’s find',
  call: 'a call',
  letter: 'a letter',
  visit: 'a visit',
  superior: 'a paper of the superior body',
  media: 'a report in the media',
  'message-board': 'a message on the message board',
  website: 'a message on your website',
  monitor: 'a monitoring product’s find',
}

function unknownSource({ called, nearest }: RefusalOf<'unknown-source'>): string {
  const known = either(SOURCES.filter((source) => source !== 'forward'))
  const lead = called === '' ? 'Please say how it came in' : `“${quoted(called)}” is no way in which matters come in`
  const meant = nearest.length > 0 ? ` Did you mean ${either(nearest)}?` : ''
  return `${lead}.${meant} It may be ${known}. Please send ${REGISTER}, for example /register call <text>.`
}
