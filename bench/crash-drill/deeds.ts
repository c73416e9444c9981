// What people were told is done must be on record: each forward and each command once, in its order.
import type { CaseRecord, Finding } from './compare.ts'
import type { Deeds } from './load.ts'
import { type DrillEvent, isFact } from './oracle.ts'
import type { Step } from './script.ts'

export function checkDeeds(deeds: Deeds, record: CaseRecord | undefined): Finding[] {
  const { number } = deeds
  const findings: Finding[] = deeds.problems.map((what) => ({ fault: 'wrong', case: number, what }))
  if (number === null) return findings
  if (record === undefined) return [...findings, { fault: 'lost', case: number, what: 'the case is not there' }]
  return [
    ...findings,
    ...forwarded(deeds, record),
    ...acknowledged(deeds, record),
    ...stepped(deeds, record),
    ...promised(number, record),
  ]
}

/** A date counts once for each commitment that is on record as published, and for nothing else. */
function promised(number: number, { events }: CaseRecord): Finding[] {
  const isPublic = ({ type, data }: DrillEvent) => type === 'statement-published' && data.kind === 'commitment'
  const published = events.filter(isPublic).map(({ data }) => data.statement)
  const counted = events.filter(({ type }) => type === 'committed').map(({ data }) => data.statement)
  if (JSON.stringify(published) === JSON.stringify(counted)) return []
  const fault = counted.length > published.length ? 'doubled' : 'lost'
  return [{ fault, case: number, what: `${published.length} commitments are public, ${counted.length} count` }]
}

function forwarded({ forwards, unknownForwards, number }: Deeds, { events }: CaseRecord): Finding[] {
  const sighted = events.filter(({ type }) => type === 'opened' || type === 'sighted').length
  if (sighted >= forwards && sighted <= forwards + unknownForwards) return []
  const fault = sighted < forwards ? 'lost' : 'doubled'
  return [{ fault, case: number, what: `${forwards} forwards were acknowledged, ${sighted} are on record` }]
}

function acknowledged({ acknowledged, number }: Deeds, { events }: CaseRecord): Finding[] {
  const bySeq = new Map(events.map((event) => [event.seq, event]))
  return acknowledged
    .filter(({ seq, type, at }) => bySeq.get(seq)?.type !== type || bySeq.get(seq)?.at !== at)
    .map(({ seq, type }) => ({ fault: 'lost', case: number, what: `event ${seq} (${type}) was acknowledged` }))
}

/** Forwards, and what follows of itself: a commitment counts when it is published, what waits is withdrawn when its case ends. */
const STEPS = ['opened', 'sighted', 'committed', 'statement-withdrawn']

const proves = (event: DrillEvent | undefined, step: Step): boolean =>
  event !== undefined && step.proof.includes(event.type) && event.actor === step.as

function stepped({ done, unknown, ended, number }: Deeds, { events }: CaseRecord): Finding[] {
  const facts = events.filter((event) => isFact(event) && !STEPS.includes(event.type))
  const findings: Finding[] = []
  let next = 0
  for (const step of done) {
    const event: DrillEvent | undefined = facts[next]
    if (proves(event, step)) next += 1
    else findings.push({ fault: 'lost', case: number, what: `"${step.command.type}" by ${step.as} was done` })
  }
  const last = facts[next]
  if (unknown !== null && last !== undefined && unknown.proof.includes(last.type)) next += 1
  for (const step of ended) {
    if (proves(facts[next], step)) next += 1
    else findings.push({ fault: 'lost', case: number, what: `"${step.command.type}" by ${step.as} ended it` })
  }
  const more = facts.slice(next).map(({ seq, type }): Finding => {
    return { fault: 'doubled', case: number, what: `event ${seq} (${type}): nobody asked for it (again)` }
  })
  return [...findings, ...more]
}
