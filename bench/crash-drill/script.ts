// What the people of one case will do and when: a random walk through a case's life, told before anything happens.
import type { Random } from './random.ts'

export interface Step {
  /** After the step before it, in milliseconds. */
  afterMs: number
  as: string
  /** The body of the command, as the API takes it. */
  command: { type: string } & Record<string, string | number>
  /** The event that proves it; an approval may end the review or hand it on. */
  proof: readonly string[]
}

export interface Script {
  /** From 0 (the load begins) to 1 (no more cases are opened). */
  opensAt: number
  url: string
  /** Forwarded through both instances at the same moment. */
  twice: boolean
  steps: Step[]
}

/** Who does what in the departments of org.yaml. */
const DEPARTMENTS = [
  { key: 'urban', contact: 'chen', head: 'lin' },
  { key: 'housing', contact: 'wu', head: 'sun' },
  { key: 'health', contact: 'zheng', head: 'feng' },
  { key: 'education', contact: 'tang', head: 'he' },
] as const
const DESK = 'zhou'
const OFFICE = 'xu'
/** Of the leading group, which decides on commitments here. */
const LEADER = 'gao'

export function scriptOf(random: Random, index: number, seed: number): Script {
  const twice = random.chance(0.2)
  const opensAt = random.next()
  const steps = stepsOf(random, index)
  // Some are forgotten by everybody on the way, from the first step on: their ladders run into the repeats.
  const kept = random.chance(0.22) ? steps.slice(0, Math.floor(random.next() * steps.length)) : steps
  return { opensAt, twice, url: `https://example.com/drill/${seed}/${index}`, steps: kept }
}

function stepsOf(random: Random, index: number): Step[] {
  let department = random.pick(DEPARTMENTS)
  let level = 2
  const steps: Step[] = []
  const step = (as: string, command: Step['command'], proof = [command.type]) =>
    steps.push({ afterMs: delay(random), as, command, proof: proof.map((type) => PAST[type] ?? type) })
  const perhapsLevel = () => {
    if (!random.chance(0.08)) return
    level = level === 2 ? 1 : 2
    step(DESK, { type: 'level', level: String(level), reason: `level ${level} in drill ${index}` })
  }
  const assignAndClaim = () => {
    step(DESK, { type: 'assign', department: department.key })
    perhapsLevel()
    step(department.contact, { type: 'claim' })
    perhapsLevel()
  }
  const draftAndReview = (sendsBack: boolean) => {
    step(department.contact, { type: 'draft', text: `The reply of drill ${index}.` })
    perhapsLevel()
    if (sendsBack) return step(department.head, { type: 'send-back', reason: 'not yet' })
    step(department.head, { type: 'approve' }, ['approve', 'hand-on'])
    if (level === 1) step(OFFICE, { type: 'approve' }, ['approve', 'hand-on'])
  }
  // Asked, decided and public: then the reply runs to the promised date, and the promise has a clock of its own.
  const promise = () => {
    step(department.contact, { type: 'commit', date: '90s', text: `A date for drill ${index}.` })
    step(LEADER, { type: 'approve', statement: 'commitment' }, ['approve-statement'])
    const url = `https://example.gov.cn/promises/${index}`
    step(department.contact, { type: 'publish', statement: 'commitment', url }, ['publish-statement'])
  }
  // All its clocks end at once, and what is unsent of them is withdrawn.
  const dismissed = () => {
    step(DESK, { type: 'dismiss', reason: `nothing to answer in drill ${index}` })
    return steps
  }
  const isNotOurs = random.chance(0.12)
  perhapsLevel()
  if (isNotOurs && random.chance(0.4)) return dismissed()
  assignAndClaim()
  if (random.chance(0.07)) {
    department = random.pick(DEPARTMENTS.filter((each) => each !== department))
    assignAndClaim()
  }
  if (random.chance(0.2)) draftAndReview(true)
  if (isNotOurs) return dismissed()
  perhapsLevel()
  const isPromised = random.chance(0.25)
  if (isPromised) promise()
  perhapsLevel()
  draftAndReview(false)
  perhapsLevel()
  step(department.contact, { type: 'publish', url: `https://example.gov.cn/replies/${index}` })
  if (isPromised) step(department.contact, { type: 'fulfil', text: '' })
  // Now and then too early to be a look-back; then it is only a note.
  if (random.chance(0.4)) step(DESK, { type: 'note', text: `look-back of drill ${index}` })
  return steps
}

const PAST: Record<string, string> = {
  level: 'level-set',
  assign: 'assigned',
  claim: 'claimed',
  draft: 'drafted',
  'send-back': 'sent-back',
  approve: 'approved',
  'hand-on': 'turn-approved',
  publish: 'published',
  commit: 'statement-drafted',
  'approve-statement': 'statement-approved',
  'publish-statement': 'statement-published',
  fulfil: 'promise-fulfilled',
  dismiss: 'dismissed',
  close: 'closed',
  note: 'noted',
}

/**
 * What ends a case from where it stands, so that nothing more is owed; empty where it has ended. `last`: its last draft or turn.
 * `promised`: something is promised and open, and no case ends before that is fulfilled.
 */
export function endingOf(
  status: string,
  department: string | null,
  last: 'drafted' | 'turn-approved' | null,
  promised = false,
): Step[] {
  const lead = DEPARTMENTS.find(({ key }) => key === department)
  const step = (as: string, type: string, more: Record<string, string>): Step => {
    return { afterMs: 0, as, command: { type, ...more }, proof: [PAST[type] ?? type] }
  }
  const reason = 'the drill has ended'
  const close = step(DESK, 'close', { reason })
  const dismiss = step(DESK, 'dismiss', { reason })
  const fulfil = promised ? [step(lead?.contact ?? DESK, 'fulfil', { text: reason })] : []
  switch (status) {
    case 'triage':
    case 'waiting':
    case 'handling':
      return [...fulfil, dismiss]
    case 'reviewing':
      return [
        ...fulfil,
        step(last === 'turn-approved' ? OFFICE : (lead?.head ?? DESK), 'send-back', { reason }),
        dismiss,
      ]
    case 'approved':
      return [step(lead?.contact ?? DESK, 'publish', { url: 'https://example.gov.cn/replies/last' }), ...fulfil, close]
    case 'watching':
      return [...fulfil, close]
    case 'closed':
    case 'dismissed':
      return []
    default:
      throw new Error(`the drill knows no way to end a case that is "${status}"`)
  }
}

/** Mostly prompt; now and then later than the whole ladder. */
const delay = (random: Random): number =>
  Math.round(random.chance(0.7) ? random.between(200, 2_500) : random.between(4_000, 16_000))
