// What the environment says of the API: limits, proxies and webhooks, each wrong value named at the start.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { readWebhookFile } from '../../src/desk/startup/webhook-file.ts'

describe('ZHIBAN_RATE_LIMIT', () => {
  it.each([
    [undefined, 600],
    ['', 600],
    ['1200', 1_200],
    ['off', null],
  ])('%j is %j a minute', (ZHIBAN_RATE_LIMIT, limit) => {
    expect(readConfig({ ZHIBAN_RATE_LIMIT }).rateLimit).toBe(limit)
  })

  it.each(['0', '-1', 'many', '1.5', 'on'])('is refused as %j', (ZHIBAN_RATE_LIMIT) => {
    expect(() => readConfig({ ZHIBAN_LANG: 'en', ZHIBAN_RATE_LIMIT })).toThrow(
      /ZHIBAN_RATE_LIMIT: must be a number of requests a minute/,
    )
  })
})

describe('ZHIBAN_TRUST_PROXY', () => {
  it.each([
    [undefined, false],
    ['off', false],
    ['127.0.0.1', ['127.0.0.1']],
    ['10.0.0.0/8, ::1,loopback', ['10.0.0.0/8', '::1', 'loopback']],
  ])('%j is %j', (ZHIBAN_TRUST_PROXY, trusted) => {
    expect(readConfig({ ZHIBAN_TRUST_PROXY }).trustProxy).toEqual(trusted)
  })

  it.each(['on', 'true', '1', 'proxy.example', '10.0.0.0/33', '10.0.0.0/', '1.2.3', ','])(
    'is refused as %j',
    (ZHIBAN_TRUST_PROXY) => {
      expect(() => readConfig({ ZHIBAN_LANG: 'en', ZHIBAN_TRUST_PROXY })).toThrow(
        /ZHIBAN_TRUST_PROXY: must be off, or your proxies' addresses/,
      )
    },
  )
})

describe('ZHIBAN_WEBHOOKS', () => {
  const FILE = `webhooks:
  - name: news-watch
    secret-env: NEWS_WATCH_SECRET
    signature: { header: X-Signature, algorithm: hmac-sha256, encoding: hex }
    map: { url: link }
`
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhiban-settings-'))
    file = join(folder, 'webhooks.yaml')
    await writeFile(file, FILE)
  })
  afterEach(() => rm(folder, { recursive: true }))
  const read = (variables: Record<string, string>, name = file) => {
    const { webhooks } = readConfig({ ...variables, ZHIBAN_WEBHOOKS: name })
    return readWebhookFile(webhooks ?? { file: '', secretOf: () => undefined })
  }

  it('names the file, and the file the variable of each secret', async () => {
    expect(readConfig({}).webhooks).toBeNull()
    const [hook] = await read({ NEWS_WATCH_SECRET: 'sixteen characters' })
    expect(hook).toMatchObject({
      name: 'news-watch',
      secret: 'sixteen characters',
      items: null,
      id: null,
      timestamp: null,
    })
    expect(hook).not.toHaveProperty('secretEnv')
  })

  it('is refused where a secret is missing or short, with line and column', async () => {
    await expect(read({})).rejects.toThrow(/webhooks\.yaml:3:17 .*the environment has no NEWS_WATCH_SECRET: set it/)
    await expect(read({ NEWS_WATCH_SECRET: 'short' })).rejects.toThrow(/:3:17 .*is short: at least 16 characters/)
  })

  it('is refused where there is no such file, or it is wrong', async () => {
    await expect(read({}, join(folder, 'none.yaml'))).rejects.toThrow(/ZHIBAN_WEBHOOKS: .*none\.yaml cannot be read/)
    await writeFile(file, FILE.replace('map:', 'maps:'))
    await expect(read({})).rejects.toThrow(/webhooks\.yaml:5:5 .*did you mean "map"\?/)
  })
})
