// The SDK's client as it is configured here: retries without a limit, and limits each handshake.
import { WSClient } from '@wecom/aibot-node-sdk'
import { timingOf, type WecomDeps } from '../deps.ts'
import { quietLogger } from './logger.ts'

/** `once`: to try credentials; does not retry. */
export function clientFor(deps: WecomDeps, { once }: { once: boolean } = { once: false }): WSClient {
  const { settings } = deps
  const { handshakeMs, heartbeatMs, reconnectMs } = timingOf(deps)
  return new WSClient({
    botId: settings.botId,
    secret: settings.secret,
    maxReconnectAttempts: once ? 0 : -1,
    maxAuthFailureAttempts: once ? 0 : -1,
    reconnectInterval: reconnectMs,
    heartbeatInterval: heartbeatMs,
    ...(settings.address === undefined ? {} : { wsUrl: settings.address }),
    // Without this, a handshake that is never answered hangs for ever.
    wsOptions: { handshakeTimeout: handshakeMs },
    logger: quietLogger(deps),
  })
}
