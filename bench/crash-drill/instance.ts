// One instance of the product in a process of its own, with a channel that speaks to the drill's platform.
import type { Channel, Outgoing, SendResult } from '../../src/channel.ts'
import { readConfig } from '../../src/config.ts'
import { startService } from '../../src/main.ts'
import { plainText } from '../../src/wording/card/card.ts'
import { owedIn, pendingIn } from './pending.ts'

/** Driver to instance: how much is left to do, of what is not on its way or of all; stop properly. */
export type Ask = { ask: 'pending' | 'owed' } | { ask: 'stop' }
/** Instance to driver. */
export type Answer = { url: string } | { left: number } | { stopped: true }

const platform = String(process.env.DRILL_PLATFORM)
const instance = String(process.env.DRILL_INSTANCE)

const LEFT = { pending: pendingIn, owed: owedIn }

const service = await startService(readConfig(process.env), { drill: true, channels: () => [drillChannel()] })
tell({ url: service.url })

process.on('message', (question: Ask) => {
  const answering =
    question.ask === 'stop' ? stop() : LEFT[question.ask](service.desk.database).then((left) => tell({ left }))
  answering.catch((error: unknown) => {
    process.stderr.write(`instance ${instance}: ${String(error)}\n`)
    process.exit(1)
  })
})
// The driver is gone: nobody needs this instance any more.
process.on('disconnect', () => process.exit(0))

async function stop(): Promise<void> {
  await service.stop()
  process.send?.({ stopped: true }, () => process.exit(0))
}

function drillChannel(): Channel {
  return {
    name: 'drill',
    pace: { room: { perSecond: 100, burst: 100 }, app: { perSecond: 400, burst: 400 } },
    decode: () => null,
    send,
  }
}

async function send({ key, to, thread, replaces, card }: Outgoing, signal: AbortSignal): Promise<SendResult> {
  const place = 'room' in to ? to.room : `@${to.person}`
  const body = JSON.stringify({
    key,
    to: place,
    thread,
    replaces,
    text: plainText(card),
  })
  const headers = { 'content-type': 'application/json', 'x-instance': instance }
  const response = await fetch(`${platform}/messages`, { method: 'POST', headers, body, signal })
  const answer = (await response.json()) as { messageId?: string; afterMs?: number }
  if (answer.messageId !== undefined) return { ok: true, messageId: answer.messageId }
  const error = `the platform answered ${response.status}`
  return { ok: false, again: true, error, ...(answer.afterMs === undefined ? {} : { afterMs: answer.afterMs }) }
}

function tell(answer: Answer): void {
  process.send?.(answer)
}
