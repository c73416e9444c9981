// The emulated platform's refusals are the documented ones, word for word.
import { describe, expect, test } from 'vitest'
import { CARD_REFUSED, refusals } from '../../../support/feishu/documented/refusals.ts'
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

describe('as documented', () => {
  test.each<[keyof typeof refusals, () => Promise<Outcome>]>([
    ['expired token', () => refusedAfter((platform) => platform.expireTokens())],
    ['card too old', () => refusedAfter((_, clock) => clock.advance(15 * 24 * 3600_000))],
    ['too many requests', () => refusedAfter(() => {}, { times: 5 })],
  ])('%s', async (name, refused) => {
    const { status, headers, body } = refusals[name]
    const told = await refused()
    expect(told.status).toBe(status)
    expect(told.data).toEqual(body)
    expect(Object.keys(told.headers)).toEqual(expect.arrayContaining(headers))
  })

  test('a card that cannot be laid out', async () => {
    const told = await refusedAfter(() => {}, { card: aCard([{ tag: 'chart' }]) })
    const words =
      /^Failed to create card content, ext=ErrCode: \d+; ErrPath: ROOT -> .*\[\d+\]\(tag: chart\); ErrMsg: .+; /
    expect(CARD_REFUSED).toMatch(words)
    expect(told).toMatchObject({ status: 400, code: 230099, data: { msg: expect.stringMatching(words) } })
  })
})
