// The case's card in English: at most six lines, then the next due instant.
import type { CardFacts } from '../../domain/case/card-facts.ts'
import { shorten } from '../../domain/text/text.ts'
import type { Card } from '../card.ts'
import { draftToShow, type FacedClock, nextFirst } from '../focus.ts'
import { EXCERPT } from '../frame.ts'
import type { Times } from '../times.ts'
import { card, list } from './base.ts'
import { buttons, choicesOf } from './choices.ts'
import { events } from './commands/index.ts'
import { names } from './names.ts'

export function caseCard(facts: CardFacts, times: Times): Card {
  const { subject, overdue, allowed, turn } = facts
  const [next, ...others] = nextFirst(facts)
  return card(subject, {
    overdue,
    lines: turn === null ? [] : [`Draft ${turn.draft}:`, draftToShow(facts)],
    fields: [
      ['Status', status(facts)],
      ['Department', responsible(facts)],
      ['Source', source(facts, times)],
      ['Level', level(facts)],
      facts.publication === null ? ['Also due', otherClocks(others, facts, times)] : ['Reply', reply(facts, times)],
      ['Latest', last(facts, times)],
    ],
    next: next ? nextDue(next, facts, times) : null,
    buttons: buttons(allowed, choicesOf(facts)),
  })
}

function status(facts: CardFacts): string {
  const awaited = facts.awaiting.map(
    ({ asked, names: people }) => `${names.request[asked.request]} to be decided by ${list(people)}`,
  )
  return [statusNow(facts), ...awaited].join('; ')
}

function statusNow({ status, turn }: CardFacts): string {
  if (turn === null) return names.status[status]
  const round = turn.turns > 1 ? `, ${turn.turn} of ${turn.turns}` : ''
  const people = turn.names.length > 0 ? ` (${list(turn.names)})` : ''
  return `${names.status[status]}${round}: ${names.role[turn.role]}${people}`
}

function responsible({ department, co, claimedBy }: CardFacts): string {
  if (department === null) return 'Not assigned yet'
  const claimed = claimedBy.length > 0 ? [`claimed by ${list(claimedBy)}`] : []
  const more = [...claimed, ...(co.length > 0 ? [`with ${list(co)}`] : [])]
  return more.length > 0 ? `${department} (${more.join('; ')})` : department
}

function source({ platform, sightings, files, openedAt, last }: CardFacts, times: Times): string {
  const where = platform === null ? [] : [names.platform[platform] ?? platform]
  const forwards = sightings === 1 ? '1 forward' : `${sightings} forwards`
  const attached = files.length === 0 ? [] : [files.length === 1 ? '1 file' : `${files.length} files`]
  return [...where, `opened ${times.dated(openedAt, last.at)}`, forwards, ...attached].join(', ')
}

function level({ subject, levelSetBy }: CardFacts): string {
  const by = levelSetBy.by === 'person' ? `set by ${levelSetBy.name}` : BY[levelSetBy.by]
  return `${subject.levelName.en} (${by})`
}

const BY = { policy: 'where the policy begins', rule: 'by the policy’s thresholds' }

function otherClocks(clocks: FacedClock[], { last }: CardFacts, times: Times): string {
  const shown = clocks.slice(0, 3).map(({ kind, dueAt, state }) => {
    const late = state === 'overdue' ? ' (overdue)' : ''
    return `${names.clock[kind]} ${times.bare(dueAt, last.at)}${late}`
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

function nextDue({ kind, dueAt, state, owes }: FacedClock, { last }: CardFacts, times: Times): string {
  const due = times.dated(dueAt, last.at)
  if (state === 'overdue') return `${names.clock[kind]} overdue since ${due}: ${owes}`
  return `Next: ${names.clock[kind].toLowerCase()} by ${due}, ${owes}`
}
