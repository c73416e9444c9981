// WeChat as a channel: an account of the desk's own, logged in by wechaty in a separate process.
import { resolve as absolute } from 'node:path'
import type { Account, Channel, ChannelHost } from '../../src/channel.ts'
import { MINUTE, millisBetween } from '../../src/domain/calendar/instant.ts'
import { keptStanding } from './account-status.ts'
import { decode } from './decode.ts'
import { CHANNEL, type WechatDeps } from './deps.ts'
import { diagnose } from './doctor/doctor.ts'
import { Places } from './id-map.ts'
import { Supervisor } from './process/supervisor.ts'
import { Receiving } from './receive.ts'
import { isPartial, resolve } from './resolve.ts'
import { send } from './send.ts'
import { wordsOf } from './words.ts'

export type { Rebound, State, Timing, WechatDeps, WechatSettings } from './deps.ts'

/** How often chats and people that are not certain are looked for again. */
const SETTLE_MS = MINUTE

export function wechatChannel(given: WechatDeps): Channel {
  // The folder is the child's working directory: a relative path would mean another one there.
  const deps = { ...given, settings: { ...given.settings, folder: absolute(given.settings.folder) } }
  const places = new Places(deps)
  let receiving: Receiving | null = null
  const supervisor = new Supervisor(deps, {
    hear: (message) => receiving?.hear(message),
    gone: () => receiving?.gone(),
  })
  let settling: NodeJS.Timeout | undefined
  return {
    name: CHANNEL,
    // The child says one every two to four seconds: an account that speaks like a machine is banned like one. No faster than
    // that: what waits there cannot be taken back once it has gone another way.
    pace: { room: { perSecond: 0.3, burst: 1 }, app: { perSecond: 0.3, burst: 1 } },
    patienceMs: 10 * MINUTE,
    showsOnce: true,
    redelivers: true,
    decode: (body) => decode(body, deps.drillTime),
    isPartial,
    resolve: (incoming, body) => resolve({ folder: deps.settings.folder, now: deps.now }, incoming, body),
    send: (outgoing, signal) => send({ deps, supervisor, places }, outgoing, signal),
    start: async (host: ChannelHost) => {
      await places.load()
      const acknowledge = (seq: number) => supervisor.acknowledge(seq)
      receiving = new Receiving(deps, places, host, acknowledge, () => supervisor.refuse())
      settling = setInterval(() => receiving?.settle(), SETTLE_MS)
      supervisor.start()
    },
    diagnose: (place) => diagnose(deps, place),
    account: () => account(deps),
    reportsOwnOutages: true,
    isElsewhere: () => supervisor.isElsewhere,
    hears: () => (supervisor.isMine ? hears(supervisor, deps) : null),
    stop: async () => {
      clearInterval(settling)
      await supervisor.stop()
      await receiving?.stop()
    },
  }
}

function hears({ standing }: Supervisor, { lang }: WechatDeps): { ok: boolean; says: string; deafMs: number } {
  const words = wordsOf(lang)
  const deafMs = standing.deafMs()
  const says = words.state[standing.state]
  if (standing.state === 'logged-in') return { ok: true, says, deafMs: 0 }
  return { ok: false, says: `${says}${lang === 'en' ? ' ' : '，'}${words.deaf(Math.floor(deafMs / MINUTE))}`, deafMs }
}

/** From whichever instance has it. */
async function account({ keeping, now, lang }: WechatDeps): Promise<Account | null> {
  const kept = await keptStanding(keeping)
  if (kept === null) return null
  const { state, since, at, account: name, qr: code, why } = kept
  const words = wordsOf(lang)
  const isOld = millisBetween(at, now()) > OLD_MS
  return {
    says: isOld ? words.old : words.state[state],
    since: isOld ? at : since,
    name,
    why: isOld ? null : why,
    code: isOld ? null : code,
    isOld,
  }
}

const OLD_MS = 3 * MINUTE
