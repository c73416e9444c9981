// The whole service on a platform that runs in a process of its own, and how that one is asked.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type postgres from 'postgres'
import type { Asked, Order } from './feishu-chats.ts'
import type { Stage } from './stage.ts'

const PATIENCE_MS = 900_000
const LOOK_EVERY_MS = 100

type Ask = <What extends keyof Asked>(what: What, given: Asked[What]['with']) => Promise<Asked[What]['answer']>

export interface OnPlatform {
  ask: Ask
  /** The service's database. */
  sql: postgres.Sql
  /** Where the service takes the platform's events. */
  events: string
  close(): Promise<void>
}

export async function onPlatform(stage: Stage): Promise<OnPlatform> {
  const child = fork(fileURLToPath(new URL('./feishu-chats.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] })
  const ask = asking(child)
  const url = await stage.newDatabase()
  const service = await stage.serve(url, await ask('open', {}))
  return {
    ask,
    sql: stage.plain(url),
    events: `${service.url}/channels/feishu/events`,
    async close() {
      await service.stop()
      child.kill()
    },
  }
}

/** One question at a time. */
function asking(child: ChildProcess): Ask {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the emulated platform ended')
  })
  // It does in the end, when nobody asks any more.
  ended.catch(() => {})
  return async (what, given) => {
    const order: Order<typeof what> = { what, with: given }
    child.send(order)
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [
      { answer: Asked[typeof what]['answer'] },
    ]
    return message.answer
  }
}

/** Milliseconds until nothing was left to be handled, or to be sent either. */
export async function quiet(sql: postgres.Sql, what: 'inbox' | 'inbox and outbox'): Promise<number> {
  const began = performance.now()
  for (; performance.now() - began < PATIENCE_MS; await sleep(LOOK_EVERY_MS)) {
    const [left] = await sql<{ inbox: number; outbox: number }[]>`
      select (select count(*)::int from inbox where state in ('waiting', 'working')) as inbox,
        (select count(*)::int from outbox where state in ('waiting', 'sending')) as outbox`
    if (left?.inbox === 0 && (what === 'inbox' || left.outbox === 0)) return performance.now() - began
  }
  throw new Error(`the ${what} did not come to an end`)
}
