// A monitoring product for tests: a webhook, and pushes signed as it signs.
import { createHmac } from 'node:crypto'
import type { Webhook } from '../../src/desk/startup/webhook-file.ts'
import type { Answer, TestServer } from './server.ts'

export const HOOK: Webhook = {
  name: 'news-watch',
  secret: 'a secret of the news watch',
  signature: { header: 'x-signature', encoding: 'hex', prefix: 'sha256=' },
  timestamp: { header: 'x-timestamp', format: 'unix-seconds', toleranceMs: 300_000 },
  items: ['list'],
  id: ['id'],
  map: {
    url: { paths: [['link'], ['mobile', 'link']], format: null },
    title: { paths: [['title']], format: null },
    text: { paths: [['content']], format: null },
    platform: { value: '新闻网' },
    publishedAt: { paths: [['published']], format: 'YYYY-MM-DD HH:mm:ss' },
    'metrics.reads': { paths: [['stats', 'reads']], format: null },
  },
}

/** Pushes a document (a text as it is), signed at the server's time. */
export function pushed(
  server: TestServer,
  document: unknown,
  {
    hook = HOOK,
    at = server.now,
    headers = {},
  }: { hook?: Webhook; at?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const body = typeof document === 'string' ? document : JSON.stringify(document)
  const stamp = hook.timestamp === null ? null : String(Date.parse(at) / 1_000)
  return server.call('POST', `/api/v1/webhooks/${hook.name}`, {
    body,
    token: null,
    headers: {
      ...(hook.timestamp === null || stamp === null ? {} : { [hook.timestamp.header]: stamp }),
      [hook.signature.header]: signatureOf(hook, body, stamp),
      ...headers,
    },
  })
}

export function signatureOf({ secret, signature }: Webhook, body: string, stamp: string | null): string {
  const mac = createHmac('sha256', secret)
  if (stamp !== null) mac.update(`${stamp}.`)
  return `${signature.prefix}${mac.update(body).digest(signature.encoding)}`
}
