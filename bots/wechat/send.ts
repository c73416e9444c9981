// Sends a card in WeChat through the child, which sends each key once and knows whether it was echoed.
import type { Outgoing, SendResult, Urgent } from '../../src/channel.ts'
import type { WechatDeps } from './deps.ts'
import { encode } from './encode.ts'
import type { Places } from './id-map.ts'
import type { Outcome } from './process/protocol.ts'
import type { Supervisor } from './process/supervisor.ts'
import { wordsOf } from './words.ts'

export interface Parts {
  deps: WechatDeps
  supervisor: Pick<Supervisor, 'send' | 'isMine' | 'standing'>
  places: Pick<Places, 'today' | 'called' | 'final'>
}

const SOON_MS = 2_000
const LATER_MS = 5_000

export async function send(parts: Parts, outgoing: Outgoing, signal: AbortSignal): Promise<SendResult> {
  const { deps, supervisor, places } = parts
  const hindrance = hindranceOf(parts)
  if (hindrance !== null) return hindrance
  const to = places.today(outgoing.to)
  if (to === null) {
    return places.final
      ? { ok: false, again: false, ...said(wordsOf(deps.lang).uncertain) }
      : unsent('chats and people are still being found after the login', LATER_MS)
  }
  const called = to.direct || outgoing.way === 'dm' ? [] : places.called(outgoing.mention)
  const text = encode(outgoing.card, { lang: deps.lang, mention: called.map(({ name }) => name) })
  const asked = {
    key: outgoing.key,
    to: to.id,
    text,
    againMark: wordsOf(deps.lang).again,
    mention: called.map(({ id }) => id),
  }
  const result = resultOf(await supervisor.send(asked, signal), deps)
  return result.ok && isUrgent(outgoing.way) ? { ...result, weaker: weakerOf(outgoing.way, to.direct, deps) } : result
}

/** What stands in the way of saying anything now. */
function hindranceOf({ deps, supervisor }: Parts): SendResult | null {
  if (supervisor.standing.state === 'missing')
    return { ok: false, again: false, ...said(wordsOf(deps.lang).state.missing) }
  if (!supervisor.isMine) return unsent('another instance has the WeChat account', SOON_MS)
  const { state } = supervisor.standing
  if (state === 'logged-in') return null
  const standing = wordsOf(deps.lang).state[state]
  return { ...unsent(standing, LATER_MS), says: standing }
}

function resultOf(outcome: Outcome | null, { lang, counted }: WechatDeps): SendResult {
  // The child goes on with it: a retry with the same key returns its outcome.
  if (outcome === null) return { ok: false, again: true, error: 'it has not come back yet', afterMs: SOON_MS }
  switch (outcome.kind) {
    case 'confirmed':
      return { ok: true, messageId: outcome.id }
    case 'unsent':
      return unsent(outcome.error, LATER_MS)
    case 'again':
      return { ok: false, again: true, error: outcome.error, afterMs: SOON_MS }
    case 'never':
      counted('given-up-unknown')
      return { ok: false, again: false, ...said(wordsOf(lang).unknown) }
  }
}

const unsent = (error: string, afterMs: number) => ({
  ok: false as const,
  again: true as const,
  unsent: true,
  error,
  afterMs,
})

/** The channel's own words are in the institution's language. */
const said = (words: string) => ({ error: words, says: words })

const isUrgent = (way: Outgoing['way']): way is Urgent => way.startsWith('urgent-')

const weakerOf = (asked: Urgent, direct: boolean, { lang }: WechatDeps) => ({
  asked,
  used: direct ? ('dm' as const) : ('mention' as const),
  ...said(wordsOf(lang).notUrgent),
})
