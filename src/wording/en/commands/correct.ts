// English words of correcting a fact of a case.
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

const FACT: Record<Fact, string> = {
  title: 'title',
  published: 'time of publication',
  platform: 'platform',
  place: 'place',
}
const USAGE = '/correct published 11-28 09:30'

export const correcting = {
  correct: {
    name: 'correct a fact',
    forms: {
      correct: {
        label: 'Correct',
        inputs: { title: 'Title', published: 'Published', platform: 'Platform', place: 'Place', post: 'Which post' },
      },
    },
    usage: '/correct <what> <value>',
    done: 'Corrected.',
    pending: (still) => `${still}not corrected`,
    todo: () => 'correct it',
    events: { corrected: 'corrected' },
    noticeNames: { corrected: 'note of a correction' },
    notices: { corrected },
    refusals: {
      'which-fact': ({ text }) =>
        `${text === '' ? 'Please say what to correct' : `“${quoted(text)}” is nothing that can be corrected`}: ${list([...FACTS])}. Please send for example ${USAGE}.`,
      'which-post': whichPost,
      'not-yours-to-correct': ({ title }) =>
        `Somebody else forwarded “${quoted(title)}”; they or a duty officer may send /correct.`,
      'same-fact': ({ field, value, dayOnly }, times) =>
        `The ${FACT[field]} is “${shownValue(field, value, dayOnly, times)}” already; there is nothing to correct and you need not send it.`,
      'bad-published': ({ text }) =>
        `“${quoted(text)}” is no time of publication that can be read; please write /correct published 11-28 09:30, yesterday 9:30 or 2026-11-28 09:30.`,
      'published-ahead': ({ at, now }, times) =>
        `A post cannot have been published later than now: you wrote ${times.exact(at)}, and it is ${times.exact(now)}. Please check it and send /correct again.`,
      'published-too-early': ({ text }) =>
        `“${quoted(text)}” is before the year 2000; please check the year and send /correct again.`,
      'published-after-discovery': ({ at, discoveredAt, dayOnly }, times) =>
        `A post cannot have been published after it was found: you wrote ${shownValue('published', at, dayOnly, times)}, and it was found at ${times.exact(discoveredAt)}. Please check it and send /correct again.`,
    },
  },
} satisfies Partial<PersonsWords>

function corrected({ subject, by, at, changes, moved, recounted = [] }: NoticeOf<'corrected'>, times: Times): Card {
  return card(subject, {
    lines: [
      ...changes.map(({ field, from, to, dayOnly, post }) => {
        const of = post === null ? '' : ` of “${shorten(post, 30)}”`
        const was = from === null ? 'not on record before' : `was “${shownValue(field, from, false, times)}”`
        return `${by} corrected the ${FACT[field]}${of}: ${shownValue(field, to, dayOnly, times)} (${was}).`
      }),
      ...movedLines(moved, at, times),
      ...recountedLines(recounted, times),
    ],
  })
}

export const movedLines = (moved: MovedClock[], at: string, times: Times): string[] =>
  moved.flatMap((clock) => [
    `${names.clock[clock.kind]} due ${times.instant(clock.dueAt, at)}, before ${times.instant(clock.from, at)}${verdict(clock, at)}`,
    why(clock, times),
  ])

export const recountedLines = (recounted: Recounted[], times: Times): string[] =>
  recounted.map(
    ({ kind, was, is }) =>
      `${names.clock[kind]}: counted as overdue ${was === 0 ? 'not at all' : `by ${times.span(was)}`} before the correction, now ${is === 0 ? 'not at all' : `by ${times.span(is)}`}.`,
  )

/** What was said stays said. */
function verdict({ from, dueAt }: { from: string; dueAt: string }, at: string): string {
  const [was, is] = [from, dueAt].map((each) => lateness(each, at) === 'late')
  if (is) return was ? '; still overdue.' : '; it is overdue now.'
  return was ? '; no longer overdue. The reminders that were sent stay on record.' : '.'
}

function shownValue(field: Fact, value: string, dayOnly: boolean, times: Times): string {
  if (field === 'platform') return names.platform[value] ?? value
  if (field !== 'published') return shorten(value, 60)
  return dayOnly ? `${times.exact(value).slice(0, 10)} (the day alone)` : times.exact(value)
}

const MOST = 5

function whichPost({ field, posts }: RefusalOf<'which-post'>): string {
  const shown = posts
    .slice(0, MOST)
    .map(({ title, url }, index) => `post ${index + 1} ${shorten(title || (url ?? ''), 30)}`)
  const more = posts.length > MOST ? '; …' : ''
  return `The case has ${posts.length} posts; please say of which to correct the ${FACT[field]}: ${shown.join('; ')}${more}. Write “post 2” or the link behind it, as in /correct ${field} <value> post 2.`
}
