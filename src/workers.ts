// The workers of one process: inbox, sweep, outbox and comparison, the lookout that wakes them, signs of life, and the round of each minute.
import { schedule } from 'node-cron'
import { sweep } from './desk/cases/sweep.ts'
import type { Desk } from './desk/desk.ts'
import { REST_MS as COMPARISON_REST_MS, compareRound } from './desk/intake/comparing/comparison.ts'
import { inboxOf } from './desk/intake/inbox.ts'
import { type LookingSettings, lookingOf } from './desk/lookups/looking.ts'
import { lookupsOf } from './desk/lookups/lookups.ts'
import { watchClock } from './desk/operations/clock-watch.ts'
import { BEAT_MS, beat } from './desk/operations/downtime.ts'
import { afterWrites, LONGEST_SLEEP_MS, LOOK_EVERY_MS, lookForWork } from './desk/operations/lookout.ts'
import { type Loop, startLoop } from './desk/operations/loop.ts'
import { runMaintenance } from './desk/operations/maintenance.ts'
import type { Meter } from './desk/operations/metrics-port.ts'
import { outboxOf, REST_MS } from './desk/outbox/outbox.ts'
import type { Worker } from './domain/notice/finding.ts'
import { idleWorkers, type Pulse } from './web/health.ts'

interface Watching extends LookingSettings {
  pulse: Pulse
  meter: Meter
  heartbeatUrl: string | undefined
}

/** The four workers and their lookout, the signs of life and the round of each minute; the answer stops them all. */
export function startWork(desk: Desk, watching: Watching): () => Promise<void> {
  const { pulse, meter, heartbeatUrl } = watching
  const loop = (worker: Worker, round: () => Promise<number>, { longestMs = LONGEST_SLEEP_MS, restMs = 0 } = {}) => {
    pulse.set(worker, desk.time.realNow())
    const counted = async () => {
      if (desk.storage.full) return LOOK_EVERY_MS
      const pause = await round()
      pulse.set(worker, desk.time.realNow())
      meter.round(worker, 'done')
      return pause
    }
    const failed = (error: unknown) => {
      meter.round(worker, 'failed')
      desk.log.error({ err: error }, `the ${worker} failed; it tries again`)
    }
    return startLoop(counted, longestMs, failed, { restMs })
  }
  const receiving = inboxOf(desk)
  const inbox = loop('inbox', () => receiving.round())
  const sweeper = loop('sweep', () => sweep(desk, meter))
  const sends = outboxOf(desk, meter)
  const outbox = loop('outbox', () => sends.round(), { restMs: REST_MS })
  const comparison = loop('comparison', () => compareRound(desk), { restMs: COMPARISON_REST_MS })
  const alive = loop('sign of life', () => beat(desk), { longestMs: BEAT_MS })
  const lookups = lookupLoops(desk, watching, loop)
  const { onWrite } = desk.database
  const lookout = loop('lookout', () => lookForWork(desk, onWrite !== null))
  const stopLooking = onWrite === null ? () => {} : afterWrites(onWrite, lookout.wake)
  const { wake } = desk
  Object.assign(wake, { inbox: () => inbox.wake(), outbox: () => outbox.wake(), sweep: () => sweeper.wake() })
  wake.comparison = () => comparison.wake()
  wake.lookups = lookups.wake
  const idle = () => idleWorkers(pulse, desk.time.realNow())
  const clock = watchClock(Date.now, () => performance.now())
  let latest = Promise.resolve()
  const minute = () => {
    if (desk.storage.full) return latest
    latest = runMaintenance(desk, { idle, clock, heartbeatUrl })
    return latest
  }
  const atStart = minute()
  const rounds = schedule('* * * * *', minute, { noOverlap: true })
  return async () => {
    await rounds.stop()
    stopLooking()
    await Promise.all([
      lookout.stop(),
      inbox.stop(),
      sweeper.stop(),
      outbox.stop(),
      comparison.stop(),
      alive.stop(),
      lookups.stop(),
      sends.stop(),
      atStart,
      latest,
    ])
    await receiving.idle()
  }
}

/** Every forward wakes them, most of which they have nothing to do with. */
const LOOKUP_REST_MS = 1_000

/** One loop a kind of what is looked up here; none where nothing is. */
function lookupLoops(
  desk: Desk,
  settings: LookingSettings & { meter: Meter },
  loop: (worker: Worker, round: () => Promise<number>, how: { restMs: number }) => Loop,
): Loop {
  const looking = lookingOf(desk, settings)
  const loops = looking.map((each) => {
    const { round } = lookupsOf(desk, each, settings.meter)
    return loop(each.kind === 'preview' ? 'previews' : 'pictures', round, { restMs: LOOKUP_REST_MS })
  })
  return {
    wake: () => {
      for (const each of loops) each.wake()
    },
    stop: async () => {
      await Promise.all(loops.map((each) => each.stop()))
      for (const each of looking) await each.close?.()
    },
  }
}
