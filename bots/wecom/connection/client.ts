// The SDK's client as it is configured here: it retries for good, and waits for no handshake without end.
import { WSClient } from '@wecom/aibot-node-sdk'
import { timingOf, type WecomDeps } from '../deps.ts'
import { quietLogger } from './logger.ts'

/** `once`: for trying credentials; it gives up with the first failure. */
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
    // Without it a handshake that is never answered hangs for good.
    wsOptions: { handshakeTimeout: handshakeMs },
    logger: quietLogger(deps),
  })
}
