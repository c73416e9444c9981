// Feishu over its webhook, on the emulated platform with its limits on: how soon an event is durable, how soon a forward
// has its card, and whether a burst loses, doubles or disorders anything.
import { bareWebhook } from './feishu-bare.ts'
import { judged } from './feishu-burst.ts'
import { type OnPlatform, onPlatform, quiet } from './feishu-platform.ts'
import { atMost, type Figure, median, quantile, stated } from './figure.ts'
import type { Stage } from './stage.ts'

const PER_SECOND = 200
const SECONDS = 20
const WARM_UP_SECONDS = 5
const PAIRS = 3
const ACKNOWLEDGED_MS = 100
/** The others are talk: even so five new cases a second are more than any desk has seen. */
const LINK_EVERY = 40

const FORWARDS = 30
const FORWARD_EVERY_MS = 1_000
const CARD_MS = 1_000

const BURST = 500
const BURST_EVERY_MS = 10

export async function feishu(stage: Stage): Promise<Figure[]> {
  return [...(await acknowledged(stage)), ...(await forwarded(stage))]
}

/**
 * An event until it is durable and acknowledged, and beside it a route that does nothing but keep it. What is measured in
 * turns falls under the machine's moods alike.
 */
async function acknowledged(stage: Stage): Promise<Figure[]> {
  const desk = await onPlatform(stage)
  const bare = await bareWebhook(await stage.newDatabase())
  const load = async (url: string, { seconds = SECONDS, linkEvery = LINK_EVERY } = {}) => {
    const { took, refused } = await desk.ask('load', { url, perSecond: PER_SECOND, seconds, linkEvery })
    if (refused.length > 0) throw new Error(`${refused.length} events were not taken: ${refused[0]}`)
    return took
  }
  const kept = async (url: string, linkEvery: number) => {
    const before = await eventsIn(desk)
    const took = await load(url, { linkEvery })
    const count = (await eventsIn(desk)) - before
    if (count !== took.length) throw new Error(`${took.length} events were acknowledged, and ${count} kept`)
    return took
  }
  const [talk, links, theirs, behind]: [number[][], number[][], number[][], number[]] = [[], [], [], []]
  try {
    for (const url of [desk.events, bare.url]) await load(url, { seconds: WARM_UP_SECONDS })
    for (let pair = 1; pair <= PAIRS; pair += 1) {
      await emptied(desk)
      talk.push(await kept(desk.events, LINK_EVERY))
      behind.push(await quiet(desk.sql, 'inbox'))
      await emptied(desk)
      theirs.push(await load(bare.url))
      links.push(await kept(desk.events, 1))
      stage.tell(`feishu ${pair}/${PAIRS}: ${shown(talk.at(-1))}; each a new link ${shown(links.at(-1))}`)
      stage.tell(`feishu ${pair}/${PAIRS}: a bare insert ${shown(theirs.at(-1))}`)
    }
  } finally {
    await desk.close()
    await bare.stop()
  }
  const [p99, bareP99] = [medianOf(talk, 0.99), medianOf(theirs, 0.99)]
  return [
    atMost('feishu-event', p99, ACKNOWLEDGED_MS, `ms, p99 until durable and acknowledged, at ${PER_SECOND}/s`),
    atMost('feishu-event-links', medianOf(links, 0.99), ACKNOWLEDGED_MS, 'ms, p99 where each of them is a new link'),
    stated('feishu-event-p50', medianOf(talk, 0.5), 'ms'),
    stated('feishu-event-links-p50', medianOf(links, 0.5), 'ms'),
    stated('feishu-event-p50-bare', medianOf(theirs, 0.5), 'ms'),
    stated('feishu-event-p99-bare', bareP99, 'ms'),
    stated('feishu-event-ratio', p99 / bareP99, "times a bare insert's p99"),
    stated('feishu-event-handled', median(behind) / 1_000, 's after the last of them until all were handled'),
  ]
}

/** A forward until its card is sent, one at a time; then hundreds of them at once, each event delivered twice. */
async function forwarded(stage: Stage): Promise<Figure[]> {
  const desk = await onPlatform(stage)
  try {
    await desk.ask('webhook', { url: desk.events })
    const { took } = await desk.ask('forwards', { count: FORWARDS, everyMs: FORWARD_EVERY_MS })
    stage.tell(`feishu: a forward until its card ${shown(took)}`)
    await quiet(desk.sql, 'inbox and outbox')
    const burst = await desk.ask('burst', { count: BURST, everyMs: BURST_EVERY_MS })
    await quiet(desk.sql, 'inbox and outbox')
    const found = await judged(desk.sql, burst, await desk.ask('look', {}))
    for (const line of [...found.wrong.slice(0, 10), ...found.refused.slice(0, 3)]) stage.tell(`feishu: ${line}`)
    return [
      atMost('feishu-card', quantile(took, 0.5), CARD_MS, 'ms, p50 from a forward until its card is sent'),
      stated('feishu-card-p95', quantile(took, 0.95), 'ms'),
      atMost('feishu-burst-lost', found.lost, 0, `of ${BURST} forwards had no card, or lack what belongs below it`),
      atMost('feishu-burst-doubled', found.doubled, 0, 'messages that were said before'),
      atMost('feishu-burst-disordered', found.disordered, 0, 'messages that stand before what was said first'),
      stated('feishu-burst-last-card', found.lastCardS, 's until the last card'),
      stated('feishu-burst-last', found.lastS, `s until the last of ${found.messages} messages in the room`),
      stated('feishu-burst-refused', found.refused.length, 'calls that the platform refused'),
    ]
  } finally {
    await desk.close()
  }
}

/** What waits would be handled and said, at the platform's pace, while the next is measured. */
async function emptied({ sql }: OnPlatform): Promise<void> {
  await sql`delete from inbox where state = 'waiting'`
  await sql`delete from outbox where state = 'waiting'`
  await quiet(sql, 'inbox and outbox')
  await sql`vacuum analyze`
}

async function eventsIn({ sql }: OnPlatform): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int from inbox`
  return row?.count ?? 0
}

const medianOf = (runs: number[][], share: number) => median(runs.map((run) => quantile(run, share)))

const shown = (run: number[] = []) =>
  `p50 ${quantile(run, 0.5).toFixed(1)} ms, p95 ${quantile(run, 0.95).toFixed(1)} ms, p99 ${quantile(run, 0.99).toFixed(1)} ms`
