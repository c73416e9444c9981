// What the sending half of the channel is given in tests: a keeping in memory, the world's clock, a log that is kept.

import type { Parts } from '../../../bots/feishu/address.ts'
import { feishuClient } from '../../../bots/feishu/api/client.ts'
import type { FeishuDeps, FeishuSettings } from '../../../bots/feishu/deps.ts'
import type { ChannelStore, Outgoing } from '../../../src/channel.ts'
import { instantOf } from '../../../src/domain/calendar/instant.ts'
import { answerCard, type Button, type Card } from '../../../src/wording/card/card.ts'

export interface Sender extends Parts {
  kept: Map<string, string>
  logged: string[]
}

export function senderFor(settings: FeishuSettings, given: Partial<FeishuDeps> = {}): Sender {
  const kept = new Map<string, string>()
  const logged: string[] = []
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const deps: FeishuDeps = {
    settings,
    keeping: inMemory(kept),
    lang: 'zh-CN',
    now: () => instantOf(Date.now()),
    drillTime: (real) => real,
    log: { info: write, warn: write, error: write },
    ...given,
  }
  return { client: feishuClient(deps), deps, kept, logged }
}

const inMemory = (kept: Map<string, string>): ChannelStore => ({
  get: async (key) => kept.get(key) ?? null,
  set: async (key, value) => void kept.set(key, value),
  take: async () => true,
})

let keys = 0

export const outgoingOf = (given: Partial<Outgoing> & Pick<Outgoing, 'to'>): Outgoing => ({
  key: `key-${++keys}`,
  thread: null,
  replaces: null,
  card: cardOf('请尽快签收。'),
  mention: [],
  way: 'mention',
  at: '2026-10-09T01:20:00.000Z',
  ...given,
})

export const cardOf = (line: string, more: Partial<Card> = {}): Card => ({
  ...answerCard('#23 幼儿园门口积水', { lines: [line] }),
  case: 23,
  level: { number: 2, name: '重大', mark: '▲' },
  ...more,
})

export const buttonOf = (given: Partial<Button> & Pick<Button, 'action' | 'label'>): Button => ({
  tone: 'plain',
  inputs: [],
  typed: null,
  ...given,
})

/** Gives up after as long as the desk would. */
export const inTime = (ms = 10_000): AbortSignal => AbortSignal.timeout(ms)

/** Where an answer will never come there is no use in waiting for it; all else is given its time, however slow the machine. */
export const patience = ({ kind }: { kind: string }): AbortSignal =>
  ['hang', 'accepted-then-timeout'].includes(kind) ? inTime(1_000) : inTime()
