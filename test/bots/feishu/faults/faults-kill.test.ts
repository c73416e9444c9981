// Processes killed with -9 in the middle of a burst: nothing that was said is lost, and nothing is answered twice.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../../../../src/db/engine/connect.ts'
import { verify } from '../../../../src/db/operations/audit.ts'
import { engine, type FreshPlace, freshPlace } from '../../../support/database.ts'
import { type Stage, startStage } from '../../../support/feishu/stage.ts'
import { SERVICE_ENV, Serving } from '../../../support/serving.ts'
import { atRest, comesTrue, expectSound, saidTwice } from './parts.ts'

let place: FreshPlace
let stage: Stage
let folder: string
let serving: Serving
beforeEach(async () => {
  place = await freshPlace()
  folder = await mkdtemp(join(tmpdir(), 'zhiban-kill-'))
  stage = await startStage({ orgFile: 'docs/sample-org.yaml', lang: 'zh-CN' })
  serving = new Serving()
  await writeFile(join(folder, 'org.yaml'), stage.orgText)
})
afterEach(async () => {
  await serving.killAll()
  await stage.stop()
  await place.dispose()
  await rm(folder, { recursive: true, force: true })
})

const METRICS_TOKEN = 'a token for the metrics'

const envOf = () => ({
  ZHIBAN_METRICS_TOKEN: METRICS_TOKEN,
  ...place.env,
  ...SERVICE_ENV,
  ZHIBAN_ORG: join(folder, 'org.yaml'),
  FEISHU_APP_ID: stage.settings.appId,
  FEISHU_APP_SECRET: stage.settings.appSecret,
  FEISHU_ENCRYPT_KEY: stage.settings.encryptKey ?? '',
  FEISHU_VERIFICATION_TOKEN: stage.settings.verificationToken ?? '',
  FEISHU_DOMAIN: stage.settings.domain,
  FEISHU_MODE: 'long-connection',
})

const FORWARDS = 16
const KILLS = 2

it('a burst outlives those that answer it', { timeout: 240_000 }, async () => {
  const { platform } = stage
  const duty = chat('值班群')
  const instances = engine() === 'pglite' ? 1 : 2
  const children = await Promise.all(Array.from({ length: instances }, () => serving.start(envOf())))
  await platform.whenConnected(instances)
  const forwards: string[] = []
  for (let index = 0; index < FORWARDS; index += 1) {
    forwards.push(
      platform.say(duty, person('李敏'), { text: `积水${index} https://weibo.com/1234567890/Nburst${index}` }),
    )
    await pause(60)
    if (index % (FORWARDS / KILLS) !== 5) continue
    // Something is being handled or sent just now.
    const dying = children.shift()
    dying?.child.kill('SIGKILL')
    await dying?.child.ended
    children.push(await serving.start(envOf()))
  }
  const cards = () => platform.messages(duty).filter(({ text }) => text.includes('\n来源\n'))
  await comesTrue(
    async () => forwards.every((forward) => cards().some(({ rootId }) => rootId === forward)),
    async () => `${cards().length} of ${FORWARDS} have a card; ${platform.undelivered} events wait`,
    120_000,
  )
  expect(cards()).toHaveLength(FORWARDS)
  const left = () => waiting(children[0]?.url ?? '')
  await comesTrue(
    async () => (await left()).every((line) => line.endsWith(' 0')),
    async () => (await left()).join('\n'),
  )
  for (const { child } of children) {
    child.kill('SIGTERM')
    await child.ended
  }
  const database = await openDatabase({ ...place.place })
  try {
    const whole = { platform, services: [{ desk: { database } }] }
    await atRest(whole)
    expect(saidTwice(whole)).toEqual([])
    await expectSound(whole)
    expect((await verify(database.db, null)).cases).toBe(FORWARDS)
  } finally {
    await database.close()
  }
})

/** How much waits in the inbox and the outbox, as a process tells it. */
async function waiting(url: string): Promise<string[]> {
  const told = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  const lines = (await told.text()).split('\n')
  const queues = lines.filter((line) =>
    /^zhiban_(?:inbox|outbox)_messages\{state="(?:waiting|working|sending|parked)"/.test(line),
  )
  if (queues.length < 5) throw new Error(`the metrics tell of ${queues.length} queues`)
  return queues
}

const chat = (name: string) => stage.platform.chats().find((each) => each.name === name)?.chatId ?? ''
const person = (name: string) =>
  [...stage.platform.world.users.values()].find((each) => each.name === name)?.openId ?? ''
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))
