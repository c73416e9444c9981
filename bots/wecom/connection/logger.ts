// The SDK's log without people's messages and without secrets: the SDK prints whole frames.
import type { WSClientOptions } from '@wecom/aibot-node-sdk'
import type { WecomDeps } from '../deps.ts'

const LONGEST = 300

/** Only the SDK's own sentences; its further arguments are frames. A failed call is logged by its caller. */
export function quietLogger({
  settings,
  log,
}: Pick<WecomDeps, 'settings' | 'log'>): NonNullable<WSClientOptions['logger']> {
  const told = (message: string) => ({ sdk: redacted(message, settings) })
  return {
    error: (message) => log.warn(told(message), 'wecom: the SDK reports'),
    warn: (message) => log.info(told(message), 'wecom: the SDK reports'),
    info: () => {},
    debug: () => {},
  }
}

/** `text` without the bot's secret and the keys of robots: whoever has one may speak as it. */
export function redacted(text: string, { secret, robots }: WecomDeps['settings']): string {
  const keys = Object.values(robots).map((url) => (URL.canParse(url) ? new URL(url).searchParams.get('key') : null))
  return [secret, ...keys]
    .filter((each) => each !== null && each !== '')
    .reduce<string>((left, each) => left.replaceAll(each as string, '***'), String(text))
    .replace(/\b(?:secret|key|token)=[^&\s"]+/giu, '***')
    .slice(0, LONGEST)
}
