// Events as HTTP posts: encrypted and signed over the raw bytes, whatever white space those have.
import { createCipheriv, createHash } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { Reply, Transport } from './transport.ts'
import type { World } from './world.ts'

export interface WebhookParts {
  world: World
  encryptKey: string | null
  verificationToken: string
  /** How long an answer may take now. */
  answerMs(): number
}

export class Webhook implements Transport {
  private readonly agent = new Agent({ keepAlive: true })
  private urls: string[] = []

  constructor(private readonly parts: WebhookParts) {}

  /** Where events are posted to; of several places one is drawn each time, as a load balancer would. */
  pointAt(urls: string[]): void {
    this.urls = urls
  }

  get on(): boolean {
    return this.urls.length > 0
  }

  async deliver(payload: object): Promise<Reply> {
    const posted = await this.post(this.bytesOf(payload), true)
    if ('why' in posted) return { ok: false, why: posted.why }
    if (posted.status !== 200) return { ok: false, why: 'refused' }
    return { ok: true, body: bodyIn(posted.text) }
  }

  /** What the developer console does when the address is typed in: unsigned, and answered within a second. */
  async challenge(): Promise<boolean> {
    const challenge = this.parts.world.ids.opaque()
    const asked = { challenge, token: this.parts.verificationToken, type: 'url_verification' }
    const posted = await this.post(this.bytesOf(asked), false, 1000)
    if ('why' in posted || posted.status !== 200) return false
    return (bodyIn(posted.text) as { challenge?: unknown } | null)?.challenge === challenge
  }

  /** The exact bytes and headers of a delivery, for tests that post it themselves, forged or late. */
  signed(payload: object, atMs = this.parts.world.now()): { body: Buffer; headers: Record<string, string> } {
    const body = this.bytesOf(payload)
    return { body, headers: this.headersFor(body, atMs) }
  }

  stop(): void {
    this.agent.destroy()
  }

  private async post(
    body: Buffer,
    sign: boolean,
    answerMs = this.parts.answerMs(),
  ): Promise<{ status: number; text: string } | { why: 'nobody' | 'late' | 'unreachable' }> {
    const url = this.urls[this.parts.world.ids.pick(this.urls.length)]
    if (url === undefined) return { why: 'nobody' }
    const headers = sign ? this.headersFor(body, this.parts.world.now()) : plainHeaders
    return new Promise((resolve) => {
      const signal = AbortSignal.timeout(answerMs)
      const asked = request(url, { method: 'POST', agent: this.agent, signal, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', () => resolve({ why: 'late' }))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        )
      })
      asked.on('error', () => resolve({ why: signal.aborted ? 'late' : 'unreachable' }))
      asked.end(body)
    })
  }

  private headersFor(body: Buffer, atMs: number): Record<string, string> {
    const { encryptKey, world } = this.parts
    const timestamp = String(Math.floor(atMs / 1000))
    const nonce = world.ids.opaque()
    const signature = createHash('sha256')
      .update(timestamp + nonce + (encryptKey ?? ''))
      .update(body)
      .digest('hex')
    return {
      ...plainHeaders,
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      // Without an encrypt key there is no signature at all.
      ...(encryptKey === null ? {} : { 'x-lark-signature': signature }),
    }
  }

  private bytesOf(payload: object): Buffer {
    const { encryptKey, world } = this.parts
    const write = spacings[world.ids.pick(spacings.length)] ?? JSON.stringify
    if (encryptKey === null) return Buffer.from(write(payload))
    return Buffer.from(write({ encrypt: encrypted(encryptKey, JSON.stringify(payload)) }))
  }
}

const plainHeaders = { 'content-type': 'application/json; charset=utf-8' }

/** The same JSON in different bytes: what is signed are the bytes. */
const spacings: ((value: object) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => `${JSON.stringify(value).replace('":', '" : ')}\n`,
  (value) => JSON.stringify(value).replaceAll('/', '\\/'),
  (value) =>
    JSON.stringify(value).replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
]

export function encrypted(encryptKey: string, text: string): string {
  const iv = createHash('md5').update(text).digest()
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv)
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
}

function bodyIn(text: string): unknown {
  try {
    return text === '' ? null : (JSON.parse(text) as unknown)
  } catch {
    return text
  }
}
