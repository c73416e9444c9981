// For `zhiban doctor`: whether the platform lets this app do what it must, found out by calls that change nothing.
import type { DiagnosedPlace, Diagnosis } from '../../../src/channel.ts'
import type { Parts } from '../address.ts'
import { redacted } from '../api/logger.ts'
import type { FeishuDeps } from '../deps.ts'
import { account } from './account.ts'
import { type Line, problem, warning } from './findings.ts'
import { groups } from './groups.ts'
import { listening } from './listening.ts'
import { people } from './people.ts'
import { permissions } from './permissions.ts'
import { rooms } from './rooms.ts'
import { subscriptions } from './subscriptions.ts'
import { told } from './tell.ts'

/** In the institution's language; see `found`. */
export async function diagnose(parts: Parts, place: DiagnosedPlace, signal: AbortSignal): Promise<Diagnosis[]> {
  return toldOf(await found(parts, place, signal), parts.deps)
}

/** Never throws. What there was no time for is told, not passed over. */
export async function found(parts: Parts, place: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  const lines = await look(parts, place, signal).catch((error: unknown): Line[] => [
    problem('diagnosis', { code: 'broke-off', error: String(error) }),
  ])
  return signal.aborted ? [...lines, warning('diagnosis', { code: 'no-time' })] : lines
}

/** What several calls were refused for is told once. */
export function toldOf(lines: Line[], { lang, settings }: Pick<FeishuDeps, 'lang' | 'settings'>): Diagnosis[] {
  const all = lines.map((line) => told(line, lang))
  const once = new Map(all.map((each) => [`${each.what}: ${each.says}`, each]))
  return [...once.values()].map(({ level, what, says }) => ({
    level,
    what: oneLine(what),
    says: redacted(oneLine(says), settings),
  }))
}

/** Names of groups are whatever people typed. */
const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ')

async function look(parts: Parts, place: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  const { usable, lines } = await account(parts, signal)
  // Needs no token: it looks at our own address, or asks where to connect.
  const heard = await listening(parts, place, signal)
  if (!usable) return [...lines, ...heard]
  const granted = await permissions(parts, place, signal)
  const rest = await Promise.all([
    subscriptions(parts, place, signal),
    groups(parts, place, signal),
    rooms(parts, place, signal),
    people(parts, place, signal),
  ])
  const isNews = ({ anyOf }: Line) => !anyOf?.some((scope) => granted.missing.has(scope))
  return [...lines, ...granted.lines, ...heard, ...rest.flat().filter(isNews)]
}
