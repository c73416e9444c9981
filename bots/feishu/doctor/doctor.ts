// For `zhiban doctor`: whether the platform lets this app do what it must, found out by calls that change nothing.
import type { DiagnosedPlace, Diagnosis } from '../../../src/channel.ts'
import type { Parts } from '../address.ts'
import { redacted } from '../api/logger.ts'
import { account } from './account.ts'
import { groups } from './groups.ts'
import { listening } from './listening.ts'
import { people } from './people.ts'
import { permissions } from './permissions.ts'
import type { Line } from './probe.ts'
import { rooms } from './rooms.ts'
import { subscriptions } from './subscriptions.ts'

/** Never throws. What there was no time for is told, not passed over. */
export async function diagnose(parts: Parts, place: DiagnosedPlace, signal: AbortSignal): Promise<Diagnosis[]> {
  const { settings } = parts.deps
  const found = await look(parts, place, signal).catch((error: unknown): Line[] => [
    { level: 'PROBLEM', what: 'diagnosis', says: `it broke off: ${String(error)}` },
  ])
  const late: Line[] = signal.aborted
    ? [{ level: 'WARNING', what: 'diagnosis', says: 'there was no time to ask all: run it again' }]
    : []
  const once = new Map([...found, ...late].map((line) => [`${line.what}: ${line.says}`, line]))
  return [...once.values()].map(({ level, what, says }) => ({
    level,
    what: oneLine(what),
    says: says === null ? null : redacted(oneLine(says), settings),
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
