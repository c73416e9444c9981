// How what happened makes what a case is. Total over the events; pure; the stored row is nothing but this fold.
import type { Case, CaseEvent, Clock, EventOf, EventType, RecordedEvent, Reviewing, Triage } from './case.ts'

/** The case after one more event. Throws where history contradicts itself: that is a bug or a forgery. */
export function evolve(state: Case | null, event: CaseEvent, number: number): Case {
  if (event.type === 'opened') return opened(event, number)
  if (state === null) throw new Error(`case ${number} begins with ${event.type}, not with opened`)
  const last = CLOCKWORK_EVENTS.has(event.type) ? state.last : { type: event.type, at: event.at, by: event.actor }
  return { ...change(state, event), version: state.version + 1, last, changedAt: event.at }
}

export const fold = (events: RecordedEvent[]): Case => {
  const state = events.reduce<Case | null>((before, event) => evolve(before, event, event.case), null)
  if (state === null) throw new Error('no events, no case')
  return state
}

// The card tells what people did; that a clock was started or a reminder sent is told by its times.
const CLOCKWORK_EVENTS = new Set<EventType>([
  'clock-started', 'clock-moved', 'clock-held', 'clock-resumed', 'clock-met', 'clock-cancelled', 'overtaken', 'reminded',
  'undelivered', 'sent-weaker',
]) // biome-ignore format: one line reads better

function change(state: Case, event: Exclude<CaseEvent, EventOf<'opened'>>): Case {
  switch (event.type) {
    case 'sighted':
      return sighted(state, event)
    case 'level-set':
      return { ...state, level: event.data.level, levelSetBy: event.data.by }
    case 'responded':
      return { ...state, firstResponse: { text: event.data.text, by: event.actor, at: event.at } }
    case 'committed':
      return { ...state, commitment: { until: event.data.until, text: event.data.text } }
    case 'dropped':
      return { ...state, posts: state.posts.filter(({ key }) => !event.data.posts.includes(key)) }
    case 'attached':
      return { ...state, files: [...(state.files ?? []), ...event.data.files] }
    case 'noted':
    case 'recalled':
    case 'progressed':
    case 'overtaken':
    case 'undelivered':
    case 'sent-weaker':
      return state
    case 'assigned':
    case 'claimed':
    case 'released':
    case 'drafted':
    case 'turn-approved':
    case 'approved':
    case 'sent-back':
    case 'published':
    case 'closed':
    case 'dismissed':
    case 'reopened':
      return step(state, event)
    default:
      return { ...state, clocks: clocksAfter(state.clocks, event) }
  }
}

function opened({ at, actor, data }: EventOf<'opened'>, number: number): Triage {
  return {
    status: 'triage',
    number,
    version: 1,
    policy: data.policy,
    title: data.title,
    level: data.level,
    levelSetBy: data.levelSetBy,
    openedAt: at,
    openedBy: actor,
    discoveredAt: data.discoveredAt,
    publishedAt: data.publishedAt,
    posts: data.posts.map((post) => ({ ...post, by: actor })),
    sightings: 1,
    metrics: data.metrics,
    drafts: 0,
    clocks: [],
    commitment: null,
    reopenedAt: null,
    firstResponse: null,
    last: { type: 'opened', at, by: actor },
    changedAt: at,
  }
}

function sighted(state: Case, { data, actor }: EventOf<'sighted'>): Case {
  const known = new Set(state.posts.map(({ key }) => key))
  return {
    ...state,
    posts: [...state.posts, ...data.posts.filter(({ key }) => !known.has(key)).map((post) => ({ ...post, by: actor }))],
    sightings: state.sightings + 1,
    metrics: { ...state.metrics, ...data.metrics },
  }
}

type Stepping = EventOf<
  | 'assigned'
  | 'claimed'
  | 'released'
  | 'drafted'
  | 'turn-approved'
  | 'approved'
  | 'sent-back'
  | 'published'
  | 'closed'
  | 'dismissed'
  | 'reopened'
>

function step(state: Case, event: Stepping): Case {
  switch (event.type) {
    case 'assigned':
      return assigned(state, event)
    case 'claimed':
      return claimed(state, event)
    case 'released':
      return released(state, event)
    case 'drafted':
      return drafted(state, event)
    case 'turn-approved':
    case 'approved':
    case 'sent-back':
      return reviewed(state, event)
    case 'published':
    case 'closed':
      return ended(state, event)
    case 'dismissed':
      return dismissed(state, event)
    case 'reopened':
      return reopened(state, event)
  }
}

function assigned(state: Case, { at, data }: EventOf<'assigned'>): Case {
  if (state.status !== 'triage' && state.status !== 'waiting' && state.status !== 'handling') {
    throw contradiction(state, 'assigned')
  }
  const { claims: _claims, ...rest } = { claims: [], ...state }
  return { ...rest, status: 'waiting', lead: data.lead, co: data.co, assignedAt: at }
}

function claimed(state: Case, { at, actor }: EventOf<'claimed'>): Case {
  if (state.status === 'waiting') return { ...state, status: 'handling', claims: [{ person: actor, at }] }
  if ('claims' in state) return { ...state, claims: [...state.claims, { person: actor, at }] }
  throw contradiction(state, 'claimed')
}

function released(state: Case, { actor }: EventOf<'released'>): Case {
  if (!('claims' in state)) throw contradiction(state, 'released')
  const claims = state.claims.filter(({ person }) => person !== actor)
  if (claims.length > 0) return { ...state, claims }
  if (state.status !== 'handling') throw contradiction(state, 'released')
  const { claims: _claims, ...rest } = state
  return { ...rest, status: 'waiting' }
}

function drafted(state: Case, { at, actor, data }: EventOf<'drafted'>): Case {
  if (state.status !== 'handling') throw contradiction(state, 'drafted')
  const draft = { number: data.draft, by: actor, at, text: data.text }
  return { ...state, status: 'reviewing', drafts: data.draft, draft, turn: data.turn, approvals: [] }
}

function reviewed(state: Case, event: EventOf<'turn-approved' | 'approved' | 'sent-back'>): Case {
  if (state.status !== 'reviewing') throw contradiction(state, event.type)
  const { turn: _turn, ...rest } = state
  if (event.type === 'sent-back') return handlingAgain(rest)
  const approvals = [...state.approvals, { by: event.actor, role: event.data.role, at: event.at }]
  if (event.type === 'turn-approved') {
    return { ...state, approvals, turn: event.data.turn }
  }
  return { ...rest, status: 'approved', approvals, approvedAt: event.at }
}

function handlingAgain(state: Omit<Reviewing, 'turn'>): Case {
  const { draft: _draft, approvals: _approvals, ...rest } = state
  return { ...rest, status: 'handling' }
}

function ended(state: Case, event: EventOf<'published' | 'closed'>): Case {
  if (event.type === 'published' && state.status === 'approved') {
    const { approvedAt: _approvedAt, ...rest } = state
    const publication = { ...event.data, at: event.at, by: event.actor }
    return { ...rest, status: 'watching', publication }
  }
  if (event.type === 'closed' && state.status === 'watching') return { ...state, status: 'closed', closedAt: event.at }
  throw contradiction(state, event.type)
}

function dismissed(state: Case, { at, actor, data }: EventOf<'dismissed'>): Case {
  if (state.status !== 'triage' && state.status !== 'waiting' && state.status !== 'handling') {
    throw contradiction(state, 'dismissed')
  }
  const dismissal = { by: actor, reason: data.reason }
  if (state.status === 'triage') return { ...state, status: 'dismissed', dismissedAt: at, dismissal, assigned: null }
  const { lead, co, assignedAt, claims: _claims, ...rest } = { claims: [], ...state }
  return { ...rest, status: 'dismissed', dismissedAt: at, dismissal, assigned: { lead, co, assignedAt } }
}

/** Another round: the department that had it has it again, to be claimed anew; without one it is for triage. */
function reopened(state: Case, { at }: EventOf<'reopened'>): Case {
  const again = { commitment: null, firstResponse: null, reopenedAt: at }
  if (state.status === 'dismissed') {
    const { dismissedAt: _at, dismissal: _dismissal, assigned, ...rest } = state
    return assigned === null
      ? { ...rest, ...again, status: 'triage' }
      : { ...rest, ...again, ...assigned, status: 'waiting' }
  }
  if (state.status !== 'watching' && state.status !== 'closed') throw contradiction(state, 'reopened')
  const { claims: _claims, draft: _draft, approvals: _approvals, publication: _publication, ...rest } = state
  if (rest.status === 'watching') return { ...rest, ...again, status: 'waiting' }
  const { closedAt: _closedAt, ...open } = rest
  return { ...open, ...again, status: 'waiting' }
}

type ClockEvent = Extract<CaseEvent, { type: `clock-${string}` | 'reminded' }>

function clocksAfter(clocks: Clock[], event: ClockEvent): Clock[] {
  if (event.type === 'clock-started')
    return [...clocks, { ...event.data.clock, status: 'running', next: event.data.next }]
  return clocks.map((clock) => (clock.id === event.data.clock ? clockAfter(clock, event) : clock))
}

function clockAfter(clock: Clock, event: Exclude<ClockEvent, EventOf<'clock-started'>>): Clock {
  switch (event.type) {
    case 'clock-moved': {
      const { dueAt, within, generation, next, why } = event.data
      return {
        ...face(clock),
        dueAt,
        within,
        generation,
        why,
        status: clock.status === 'held' ? 'held' : 'running',
        next,
      }
    }
    case 'clock-held':
      if (clock.status !== 'running') throw new Error(`clock ${clock.id} is held while ${clock.status}`)
      return { ...clock, status: 'held' }
    case 'clock-resumed':
      return { ...face(clock), generation: event.data.generation, status: 'running', next: event.data.next }
    case 'clock-met':
      return { ...face(clock), status: 'met', metAt: event.at }
    case 'clock-cancelled':
      return { ...face(clock), status: 'cancelled', cancelledAt: event.at }
    case 'reminded':
      return { ...face(clock), status: 'running', next: event.data.next }
  }
}

function face(clock: Clock) {
  const { id, kind, owner, base, baseAt, startedAt, within, dueAt, generation, why } = clock
  return { id, kind, owner, base, baseAt, startedAt, within, dueAt, generation, why }
}

const contradiction = (state: Case, event: EventType) =>
  new Error(`case ${state.number} cannot be ${event} while ${state.status}`)
