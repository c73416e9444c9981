// The people of the drill: forward, assign, claim, draft, approve, publish over the API, each request until it is answered.
import { type Fleet, pause } from './fleet.ts'
import type { Random } from './random.ts'
import { readCase, TOKEN } from './reading.ts'
import { endingOf, type Script, type Step } from './script.ts'

/** What the people of one case know to be done: all of it must be on record in the end. */
export interface Deeds {
  url: string
  /** Null where no forward was acknowledged by the end. */
  number: number | null
  /** Forwards that were acknowledged. */
  forwards: number
  /** Forwards whose answer was still missing at the end: on record, or not. */
  unknownForwards: number
  /** The steps that were done, in order; by the answer, or by a refusal after an answer was lost. */
  done: Step[]
  /** The step whose answer was still missing at the end: done, or not. */
  unknown: Step | null
  /** What ended the case after the drill, in order. */
  ended: Step[]
  /** Events that an answer named. */
  acknowledged: { seq: number; type: string; at: string }[]
  problems: string[]
}

export interface Load {
  deeds: Deeds[]
  commands: number
  /** Requests whose answer was lost, and were sent again. */
  resent: number
}

/** Runs every script; what is not done by `untilMs` stays undone. */
export async function runLoad(
  scripts: Script[],
  fleet: Fleet,
  { openingMs, untilMs, random }: { openingMs: number; untilMs: number; random: Random },
): Promise<Load> {
  const load: Load = { deeds: [], commands: 0, resent: 0 }
  const asking: Asking = { fleet, untilMs, random, load }
  load.deeds = await Promise.all(
    scripts.map(async (script) => {
      await pause(script.opensAt * openingMs)
      return handle(asking, script)
    }),
  )
  return load
}

/** Nothing is killed any more: the desk ends every case, whatever it is at. */
export async function endAll(load: Load, fleet: Fleet, { untilMs, random }: { untilMs: number; random: Random }) {
  const asking: Asking = { fleet, untilMs, random, load }
  for (const deeds of load.deeds) {
    if (deeds.number === null) continue
    const { status, leadDepartment, promises, events } = await readCase(fleet, deeds.number)
    const promised = promises.some(({ fulfilledAt }) => fulfilledAt === null)
    const last = events.findLast(({ type }) => type === 'drafted' || type === 'turn-approved')?.type ?? null
    for (const step of endingOf(status, leadDepartment, last as 'drafted' | 'turn-approved' | null, promised)) {
      if (!(await command(asking, deeds, deeds.number, step, deeds.ended))) break
    }
  }
}

interface Asking {
  fleet: Fleet
  untilMs: number
  random: Random
  load: Load
}

async function handle(asking: Asking, script: Script): Promise<Deeds> {
  const { url } = script
  const deeds: Deeds = {
    url,
    number: null,
    forwards: 0,
    unknownForwards: 0,
    done: [],
    unknown: null,
    ended: [],
    acknowledged: [],
    problems: [],
  }
  const forwards = script.twice ? ['a', 'b'] : ['a']
  // At the same moment, and through different instances where there are two.
  await Promise.all(forwards.map((name, at) => forward(asking, deeds, `${url} ${name}`, at)))
  if (deeds.number === null) return deeds
  for (const step of script.steps) {
    await pause(step.afterMs)
    if (!(await command(asking, deeds, deeds.number, step, deeds.done))) break
  }
  return deeds
}

async function forward(asking: Asking, deeds: Deeds, key: string, at: number): Promise<void> {
  const headers = { 'zhiban-as': 'li', 'idempotency-key': key }
  // Nobody gives a post up: a little longer, now that nothing is killed any more.
  const longer = { ...asking, untilMs: asking.untilMs + 20_000 }
  const answer = await ask(longer, '/api/v1/sightings', headers, { url: deeds.url, title: `Drill ${deeds.url}` }, at)
  if (answer.status === null) {
    if (answer.lost) deeds.unknownForwards += 1
    return
  }
  const number = Number(answer.body.case)
  if (answer.status >= 300) deeds.problems.push(`a forward was answered ${answer.status} ${answer.body.error?.code}`)
  else if (deeds.number !== null && deeds.number !== number) {
    deeds.problems.push(`one post became the cases #${deeds.number} and #${number}`)
  } else {
    deeds.number = number
    deeds.forwards += 1
  }
}

/** False where the case is to be left as it stands. */
async function command(asking: Asking, deeds: Deeds, number: number, step: Step, done: Step[]): Promise<boolean> {
  // Of the case, the step and how far it has come: what nobody knows the outcome of is followed by something else.
  const place = `${deeds.done.length} ${deeds.ended.length} ${step.command.type}`
  const headers = { 'zhiban-as': step.as, 'idempotency-key': `${deeds.url} ${place}` }
  const { status, body, lost } = await ask(asking, `/api/v1/cases/${number}/commands`, headers, step.command)
  if (status === null) {
    if (lost) deeds.unknown = step
    return false
  }
  asking.load.commands += 1
  if (status === 200) {
    deeds.acknowledged.push(...(body.events ?? []))
    done.push(step)
    return true
  }
  // Its first answer was lost, and it was done: "already claimed" is what the second hears.
  if (status === 409 && lost) {
    done.push(step)
    return true
  }
  deeds.problems.push(`"${step.command.type}" was answered ${status} ${body.error?.code}`)
  return false
}

interface Answered {
  case?: number
  events?: { seq: number; type: string; at: string }[]
  error?: { code: string }
}

/** Asks one instance or another until one answers; `status` is null where none did by the end. */
async function ask(
  { fleet, untilMs, random, load }: Asking,
  path: string,
  headers: Record<string, string>,
  body: unknown,
  first?: number,
): Promise<{ status: number | null; body: Answered; lost: boolean }> {
  let lost = false
  for (let tried = 0; Date.now() < untilMs; tried += 1) {
    const urls = fleet.urls()
    const url =
      tried === 0 && first !== undefined ? urls[first % urls.length] : urls[Math.floor(random.next() * urls.length)]
    const answer = url === undefined ? null : await request(`${url}${path}`, headers, body)
    if (answer !== null && answer.status < 500) return { ...answer, lost }
    if (url !== undefined) {
      lost = true
      load.resent += 1
    }
    await pause(random.between(50, 300))
  }
  return { status: null, body: {}, lost }
}

async function request(url: string, headers: Record<string, string>, body: unknown) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    return { status: response.status, body: (await response.json()) as Answered }
  } catch {
    // The instance is gone, or was killed with the answer in its hand: nobody knows, and the request is sent again.
    return null
  }
}
