// The emulated platform's refusals are those of the documented examples, word for word, where these are at hand.
import { describe, expect, test } from 'vitest'
import { example, examplesThere } from '../../../support/feishu/examples.ts'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { aCard, handClock, type Outcome, outcomeOf, sdkFor, send, sentId } from '../../../support/feishu/sdk.ts'

type Deed = (platform: FeishuPlatform, clock: ReturnType<typeof handClock>) => void

/** What showing a card anew is refused with, after the deed. */
async function refusedAfter(deed: Deed, { card = aCard(), times = 1 } = {}): Promise<Outcome> {
  const clock = handClock()
  const platform = await FeishuPlatform.start({ clock })
  const { client, forgetToken } = sdkFor(platform)
  const person = platform.addUser({ name: '甲' }).openId
  const { chatId } = platform.addChat({ name: '群', members: [person] })
  const id = await sentId(send(client, chatId, aCard()))
  const before = clock.now()
  deed(platform, clock)
  if (clock.now() > before) forgetToken()
  const patch = () =>
    outcomeOf(client.im.v1.message.patch({ path: { message_id: id }, data: { content: JSON.stringify(card) } }))
  for (let time = 1; time < times; time += 1) await patch()
  const refused = await patch()
  await platform.stop()
  return refused
}

describe.skipIf(!examplesThere)('as in the example', () => {
  test.each<[string, () => Promise<Outcome>]>([
    ['api_err_400_99991663_token.json', () => refusedAfter((platform) => platform.expireTokens())],
    ['api_err_400_230031_14days.json', () => refusedAfter((_, clock) => clock.advance(15 * 24 * 3600_000))],
    ['api_err_rate_limit_99991400_body.json', () => refusedAfter(() => {}, { times: 5 })],
  ])('%s', async (file, refused) => {
    const { http_status, headers, body } = example(file) as { http_status: number; headers?: object; body: object }
    const told = await refused()
    expect(told.status).toBe(http_status)
    expect(told.data).toEqual(body)
    const limits = Object.keys(headers ?? {}).filter((name) => name.startsWith('x-ogw'))
    expect(Object.keys(told.headers)).toEqual(expect.arrayContaining(limits))
  })

  test('api_err_230099_card_content_with_ext.json', async () => {
    const told = await refusedAfter(() => {}, { card: aCard([{ tag: 'chart' }]) })
    const { msg } = example('api_err_230099_card_content_with_ext.json') as { msg: string }
    const words =
      /^Failed to create card content, ext=ErrCode: \d+; ErrPath: ROOT -> .*\[\d+\]\(tag: chart\); ErrMsg: .+; /
    expect(msg).toMatch(words)
    expect(told).toMatchObject({ status: 400, code: 230099, data: { msg: expect.stringMatching(words) } })
  })
})

if (!examplesThere)
  test.skip('the example payloads are not beside the repository: no refusal was compared', () => {
    expect(examplesThere).toBe(false)
  })
