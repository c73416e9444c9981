// The case's card in English: at most six lines, then the next due instant.
import type { Instant } from '../../domain/calendar/instant.ts'
import type { BesideFacts, CardFacts } from '../../domain/case/card-facts.ts'
import { isAboutOther } from '../../domain/input/command-form.ts'
import type { LikenessKind } from '../../domain/post/likeness/likeness.ts'
import { shorten } from '../../domain/text/text.ts'
import type { Button, Card } from '../card/card.ts'
import { draftToShow, type FacedClock, nextFirst } from '../card/focus.ts'
import { EXCERPT } from '../card/frame.ts'
import { evidenceNames } from '../evidence-name.ts'
import { nextStep } from '../steps.ts'
import type { Times } from '../times.ts'
import { card, clockName, list, requestName } from './base.ts'
import { checked, standingButton } from './checks.ts'
import { buttons, choicesOf, likeButtons } from './choices.ts'
import { agreeing, faceOf } from './commands/agreement.ts'
import { events } from './commands/index.ts'
import { learnedLines } from './commands/learn.ts'
import { names } from './names.ts'

export function caseCard(facts: CardFacts, times: Times): Card {
  const { subject, overdue, allowed, turn } = facts
  const [next, ...others] = nextFirst(facts)
  return card(subject, {
    overdue,
    lines: [
      ...(turn === null
        ? said(facts)
        : [`Draft ${turn.draft}:`, draftToShow(facts), ...(allowed.includes('approve') ? checked(turn) : [])]),
      ...besideToShow(facts),
      ...learnedLines(facts.learned),
      ...alike(facts),
    ],
    fields: [
      ['Status', status(facts, times)],
      ['Department', responsible(facts)],
      ['Source', source(facts, times)],
      ['Level', level(facts)],
      facts.publication === null ? ['Also due', otherClocks(others, facts, times)] : ['Reply', reply(facts, times)],
      ['Latest', last(facts, times)],
    ],
    next: next ? nextDue(next, facts, times) : null,
    buttons: [
      ...besideButtons(facts),
      ...agreementButtons(facts),
      ...(facts.status === 'triage' ? likeAnswers(facts) : []),
      ...buttons(
        allowed.filter((each) => !isAboutOther(each)),
        choicesOf(facts),
        null,
        nextStep(facts.status),
      )
        .map((each) => called(each, facts))
        .map((each) => (turn === null ? each : standingButton(each, turn))),
      ...(facts.status === 'triage' ? [] : likeAnswers(facts)),
    ],
  })
}

/** One case is asked about at a time; the next when that is answered. */
const likeAnswers = (facts: CardFacts): Button[] => facts.likes.slice(0, 1).flatMap((like) => likeButtons(facts, like))

/** While the reply is watched a note is the look-back that is owed. */
const called = (button: Button, { status }: CardFacts): Button =>
  status === 'watching' && button.action === 'note' ? { ...button, label: 'Record a look-back' } : button

const ALIKE: Record<LikenessKind, string> = {
  text: 'its text is alike',
  matter: 'the same places and day',
  picture: 'its picture is alike',
  link: 'its short link leads to that case’s post',
}

const alike = ({ likes }: CardFacts): string[] =>
  likes.map(
    ({ number, title, how, ended }) =>
      `Perhaps the same matter as #${number} (${ALIKE[how]}${ended ? '; it has ended' : ''}): ${shorten(title, 40)}`,
  )

function status({ status, turn, beside, awaiting, promises, folded }: CardFacts, times: Times): string {
  if (folded !== null) return `Counted at #${folded}, as the same matter`
  const round = turn !== null && turn.turns > 1 ? `, ${turn.turn} of ${turn.turns}` : ''
  const now = turn === null ? '' : `${round}: ${decider(turn)}`
  const others = beside.map((each) => `${requestName(each)} ${waiting(each)}`)
  const promised = promises.map(({ until }) => `promised by ${times.dated(until)}`)
  const agreements = awaiting.map(
    ({ asked, names: people }) => `${names.request[asked.request]} to be decided by ${list(people)}`,
  )
  return [`${names.status[status]}${now}`, ...others, ...agreements, ...promised].join('; ')
}

const waiting = ({ turn }: BesideFacts): string =>
  turn === null ? 'awaiting publication' : `awaiting approval: ${decider(turn)}`

const decider = ({ role, names: people }: NonNullable<BesideFacts['turn']>): string =>
  `${names.role[role]}${people.length > 0 ? ` (${list(people)})` : ''}`

/** Whole where it may be approved, since whoever decides must have read it whole. */
const besideToShow = ({ beside }: CardFacts): string[] =>
  beside.flatMap((each) => (each.allowed.includes('approve') ? [`${capital(requestName(each))}:`, each.text] : []))

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Those of other statements than the reply say which. */
const besideButtons = ({ beside }: CardFacts): Button[] =>
  beside.flatMap((each) =>
    buttons(each.allowed, {}, each).map((button) =>
      standingButton({ ...button, label: `${button.label} (${requestName(each)})` }, each),
    ),
  )

/** Each says what it decides. */
const agreementButtons = ({ awaiting }: CardFacts): Button[] =>
  awaiting.flatMap(({ asked, allowed }) =>
    agreeing(buttons(allowed, {}, faceOf(asked))).map((button) => ({
      ...button,
      label: `${button.label} (${names.request[asked.request]})`,
    })),
  )

function responsible({ department, co, claimedBy }: CardFacts): string {
  if (department === null) return 'Not assigned yet'
  const claimed = claimedBy.length > 0 ? [`claimed by ${list(claimedBy)}`] : []
  const more = [...claimed, ...(co.length > 0 ? [`with ${list(co)}`] : [])]
  return more.length > 0 ? `${department} (${more.join('; ')})` : department
}

const said = ({ source, said: text }: CardFacts): string[] =>
  text === null ? [] : [`${capital(names.source[source])}: ${shorten(text, EXCERPT)}`]

function source(facts: CardFacts, times: Times): string {
  const { platform, sightings, files, openedAt, last, place } = facts
  const where = platform === null ? [] : [names.platform[platform] ?? platform]
  const forwards = sightings === 1 ? '1 forward' : `${sightings} forwards`
  return [
    ...cameBy(facts, times),
    ...where,
    ...published(facts, times),
    `opened ${times.dated(openedAt, last.at)}`,
    forwards,
    ...attached(files),
    ...(place === null ? [] : [`place: ${shorten(place, 30)}`]),
  ].join(', ')
}

function attached(files: CardFacts['files']): string[] {
  const called = evidenceNames(files, names)
  const more = called.length < files.length && called.length > 0 ? ' and others' : ''
  const count = files.length === 1 ? '1 file' : `${files.length} files`
  return files.length === 0 ? [] : [`${count}${called.length > 0 ? ` (${called.join(' ')}${more})` : ''}`]
}

function published({ published: known, last }: CardFacts, times: Times): string[] {
  if (known === null) return []
  if (!known.toDay) return [`published ${times.dated(known.at, last.at)}`]
  // Its first instant stands for the day.
  return [`published ${times.bare(known.at, last.at).replace(/,? 00:00$/u, '')}`]
}

function cameBy({ source, order, last }: CardFacts, times: Times): string[] {
  const how = source === 'forward' || source === 'superior' ? [] : [names.source[source]]
  if (order === null) return source === 'superior' ? [names.source.superior] : how
  return [...how, `${names.source.superior} ${order.number} (answer due ${times.bare(order.deadline, last.at)})`]
}

function level({ subject, levelSetBy }: CardFacts): string {
  const by = levelSetBy.by === 'person' ? `set by ${levelSetBy.name}` : BY[levelSetBy.by]
  return `${subject.levelName.en} (${by})`
}

const BY = {
  policy: 'where the policy begins',
  rule: 'by the policy’s thresholds',
  rebound: 'raised by one after a rebound',
}

function otherClocks(clocks: FacedClock[], { last }: CardFacts, times: Times): string {
  const shown = clocks.slice(0, 3).map((clock) => {
    const { dueAt, state, lateSince } = clock
    const late =
      state === 'overdue' ? ' (overdue)' : lateSince === null ? '' : ` (${wasLate(lateSince, last.at, times)})`
    return `${clockName(clock)} ${times.bare(dueAt, last.at)}${late}`
  })
  return `${shown.join('; ')}${clocks.length > 3 ? `; ${clocks.length} in all` : ''}`
}

function reply({ publication, last }: CardFacts, times: Times): string | null {
  if (publication === null) return null
  const at = times.dated(publication.at, last.at)
  if (publication.way === 'link') return `published ${at}: ${publication.url}`
  return `given privately ${at}: ${shorten(publication.how, EXCERPT / 3)}`
}

const last = ({ last: { type, at, by } }: CardFacts, times: Times): string =>
  `${events[type]} (${by}), ${times.dated(at)}`

/** The due instant was moved after it had passed. */
const wasLate = (since: Instant, seenFrom: Instant, times: Times): string => `late since ${times.bare(since, seenFrom)}`

function nextDue(clock: FacedClock, { last }: CardFacts, times: Times): string {
  const { dueAt, state, owes, lateSince } = clock
  const due = times.dated(dueAt, last.at)
  if (state === 'overdue') return `${clockName(clock)} overdue since ${due}: ${owes}`
  const late = lateSince === null ? '' : ` (${wasLate(lateSince, last.at, times)})`
  return `Next: ${clockName(clock).toLowerCase()} by ${due}, ${owes}${late}`
}
