// A group's own robot: a webhook that speaks in its group and hears nothing.

import { redacted } from '../connection/logger.ts'
import { timingOf, type WecomDeps } from '../deps.ts'
import { brokenOff, type Failure, refusalIn, unknown } from '../failure.ts'

export type RobotMessage =
  | { msgtype: 'markdown'; markdown: { content: string } }
  | { msgtype: 'text'; text: { content: string; mentioned_list: string[] } }

/** Null where the platform took it. Never throws. */
export async function sendByRobot(
  deps: WecomDeps,
  url: string,
  message: RobotMessage,
  signal: AbortSignal,
): Promise<Failure | null> {
  try {
    const answered = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timingOf(deps).requestMs)]),
    })
    const body: unknown = await answered.json().catch(() => null)
    return refusalIn(body) ?? (answered.ok ? null : unknown(`HTTP ${answered.status}`))
  } catch (caught) {
    const failure = brokenOff(caught)
    return { ...failure, error: redacted(failure.error, deps.settings) }
  }
}
