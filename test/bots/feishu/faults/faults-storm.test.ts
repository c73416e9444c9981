// A storm: cases live their whole lives while everything that can go wrong between desk and platform goes wrong, by lot.
import { afterEach, describe, expect, it } from 'vitest'
import type { Case } from '../../../../src/domain/case/case.ts'
import { engine } from '../../../support/database.ts'
import type { Fault } from '../../../support/feishu/faults.ts'
import { seededIds } from '../../../support/feishu/ids.ts'
import { FeishuService, type Mode } from '../../../support/feishu-service.ts'
import { isProof, scaled } from '../../../support/scale.ts'
import { atRest, cardsOf, caseOf, expectSound, saidTwice } from './parts.ts'

let desk: FeishuService
afterEach(() => desk.close())

const CASES = 4
const STORM_MS = scaled(7_000, 14_000)
const PRESSES = 40
/** Dead after half of the emulator's pause between pings; hung after two seconds. */
const TIMING = { pingTimeoutS: 0.1, watchEveryMs: 50, requestMs: 2_000 }

const MODES: [Mode, number][] = [
  ['long-connection', 20_261_121],
  ['webhook', 4_711],
]
/** In `npm test` each engine has one of the two, as a proof both. */
const onThisEngine = MODES.filter(
  ([mode]) => isProof || mode === (engine() === 'pglite' ? 'webhook' : 'long-connection'),
)

describe.each(onThisEngine)('over the %s, seed %i', (mode, seed) => {
  it('nothing is lost, nothing is said twice, no case is stuck', { timeout: 240_000 }, async () => {
    desk = await FeishuService.open({ mode, instances: 2, timing: TIMING })
    const storm = new Storm(mode, seed)
    const raging = storm.rage()
    const lives = Array.from({ length: CASES }, (_, index) => life(index, seededIds(seed + index).pick))
    await Promise.all(lives.map((each) => each.catch(() => {})))
    storm.over = true
    await raging
    await storm.calm()
    const numbers = await Promise.all(lives)
    expect(new Set(numbers).size).toBe(CASES)
    await atRest(desk)
    for (const number of numbers) {
      expect((await caseOf(desk, number))?.status).toBe('closed')
      for (const chat of ['值班群', '城管局工作群']) {
        const cards = cardsOf(desk, chat, number)
        expect(cards.at(-1)?.text).toContain('\n状态\n已办结\n')
        expect(cards.slice(0, -1).filter(({ messageId }) => !storm.aged.includes(messageId))).toEqual([])
      }
    }
    expect(await caseOf(desk, CASES + 1)).toBeNull()
    expect(saidTwice(desk)).toEqual([])
    await expectSound(desk, { replaced: storm.aged })
  })
})

/** From forward to end; answers the case's number. What was not done, by its status, is tried again, as people do. */
async function life(index: number, pick: (below: number) => number): Promise<number> {
  const path = `life${index}`
  desk.say('李敏', '值班群', `积水第${index}处 https://weibo.com/1234567890/N${path}`)
  const number = await numberOf(index)
  await until(
    number,
    'waiting',
    () => byCard('值班群', number, '周洁', '分办', { department: 'urban' }),
    () => typed('周洁', '值班群', `/分办 #${number} 城管局`),
    pick,
  )
  await until(
    number,
    'handling',
    () => byCard('城管局工作群', number, '陈宇', '签收'),
    () => typed('陈宇', '城管局工作群', `/签收 #${number}`),
    pick,
  )
  await until(
    number,
    'reviewing',
    () => byCard('城管局工作群', number, '陈宇', '拟稿送审', { text: `第${index}处今日18时前完成。` }),
    () => typed('陈宇', '城管局工作群', `/拟稿 #${number} 第${index}处今日18时前完成。`),
    pick,
  )
  await until(
    number,
    'approved',
    () => byCard('城管局工作群', number, '林峰', '审定'),
    () => typed('林峰', '城管局工作群', `/审定 #${number}`),
    pick,
  )
  const url = `https://weibo.com/9876543210/N${path}`
  await until(
    number,
    'watching',
    () => byCard('城管局工作群', number, '陈宇', '登记发布链接', { url }),
    () => typed('陈宇', '城管局工作群', `/发布 #${number} ${url}`),
    pick,
  )
  await until(
    number,
    'closed',
    () => byCard('值班群', number, '周洁', '办结', { reason: '满意' }),
    () => typed('周洁', '值班群', `/办结 #${number} 满意`),
    pick,
  )
  return number
}

async function numberOf(index: number): Promise<number> {
  for (let waited = 0; waited < 90_000; waited += 100) {
    for (let number = 1; number <= CASES; number += 1)
      if ((await caseOf(desk, number))?.title.includes(`第${index}处`)) return number
    await pause(100)
  }
  throw new Error(`forward ${index} has no case`)
}

async function until(
  number: number,
  status: Case['status'],
  byClick: () => Promise<boolean>,
  byWord: () => Promise<boolean>,
  pick: (below: number) => number,
): Promise<void> {
  for (let press = 0; press < PRESSES; press += 1) {
    const done = await (pick(3) === 0 ? byWord : byClick)()
    const now = async () => (await caseOf(desk, number))?.status === status
    // What was toasted as done is done.
    if (done) expect((await caseOf(desk, number))?.status).toBe(status)
    for (let waited = 0; waited < 3_000 && !(await now()); waited += 100) await pause(100)
    if (await now()) return
  }
  throw new Error(`#${number} did not become ${status}; it is ${(await caseOf(desk, number))?.status}`)
}

/** False where nobody knows whether it was done: no card yet, no answer, or one that says no. */
async function byCard(chat: string, number: number, who: string, button: string, values = {}): Promise<boolean> {
  const card = desk
    .said(chat)
    .findLast(({ text, buttons }) => text.includes(`#${number} `) && buttons.some(({ label }) => label === button))
  if (card === undefined) return false
  const clicked = await desk.platform.click(card.messageId, desk.account(who), button, values)
  return clicked.ok && clicked.toastType === 'success'
}

async function typed(who: string, chat: string, text: string): Promise<boolean> {
  if (desk.platform.world.chat(desk.chat(chat)).hasBot) desk.say(who, chat, text)
  return false
}

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

/** What goes wrong, drawn by lot, for a while; then `calm`. */
class Storm {
  over = false
  private readonly pick: (below: number) => number
  private slow = 6

  constructor(
    private readonly mode: Mode,
    seed: number,
  ) {
    this.pick = seededIds(seed).pick
  }

  async rage(): Promise<void> {
    const { platform } = desk
    platform.repeatEvents()
    const ends = performance.now() + STORM_MS
    while (performance.now() < ends && !this.over) {
      const deeds = [
        () => this.fault(),
        () => this.fault(),
        () => this.fault(),
        () => this.mix(),
        () => platform.expireTokens(),
        () => this.cut(),
        () => this.putOut(),
        () => this.age(),
      ]
      deeds[this.pick(deeds.length)]?.()
      await pause(100 + this.pick(300))
    }
  }

  /** The cards that grew too old to be changed: each was posted anew where it had to be. */
  readonly aged: string[] = []

  async calm(): Promise<void> {
    const { platform } = desk
    platform.clearFaults()
    platform.refuseConnections(null)
    platform.repeatEvents(false)
    platform.release('shuffle')
    // Whoever did not hear that the desk came back would hear it again within minutes.
    const room = desk.chat('城管局工作群')
    if (platform.world.chat(room).hasBot) platform.removeBot(room, desk.account('陈宇'))
    platform.addBot(room, desk.account('陈宇'))
    await platform.settled()
  }

  private fault(): void {
    const status = (code: number, more: object = {}): Fault => ({ kind: 'status', status: 400, code, ...more })
    const calls = [
      {},
      { method: 'POST', path: /messages/ },
      { method: 'PATCH', path: /messages/ },
      { method: 'GET' },
      { path: /tenant_access_token/ },
    ]
    const faults: Fault[] = [
      { kind: 'status', status: 429, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '1' } },
      { kind: 'status', status: 500 },
      { kind: 'reset' },
      { kind: 'garbage' },
      { kind: 'accepted-then-reset' },
      { kind: 'accepted-then-garbage' },
      status(99991663),
      status(2200),
      status(230049),
      status(230020),
      status(11232),
    ]
    const fault = faults[this.pick(faults.length)] ?? { kind: 'reset' }
    if (this.slow > 0 && this.pick(6) === 0) {
      this.slow -= 1
      desk.platform.fault({ kind: this.pick(2) === 0 ? 'hang' : 'accepted-then-timeout', path: /messages/ })
    } else desk.platform.fault({ ...calls[this.pick(calls.length)], ...fault })
  }

  /** Events gather and come in any order. */
  private mix(): void {
    desk.platform.hold()
    setTimeout(() => desk.platform.release('shuffle'), 300)
  }

  private cut(): void {
    const { platform } = desk
    if (this.mode === 'webhook') return
    const how = this.pick(4)
    if (how === 0) platform.halfOpen()
    else if (how === 1) {
      platform.refuseConnections((['http-500', 'code-514', 'handshake-403'] as const)[this.pick(3)] ?? null)
      platform.closeConnections()
      setTimeout(() => platform.refuseConnections(null), 1_000)
    } else platform.closeConnections()
  }

  /** A card that was posted more than fourteen days ago. */
  private age(): void {
    const cards = ['值班群', '城管局工作群'].flatMap((chat) =>
      desk.said(chat).filter(({ text }) => text.includes('\n来源\n')),
    )
    const card = cards[this.pick(Math.max(1, cards.length))]
    if (card === undefined || this.pick(3) > 0) return
    desk.platform.world.message(card.messageId).createdAt -= 15 * 24 * 3_600_000
    this.aged.push(card.messageId)
  }

  private putOut(): void {
    const { platform } = desk
    const room = desk.chat('城管局工作群')
    if (this.pick(4) > 0 || !platform.world.chat(room).hasBot) return
    platform.removeBot(room, desk.account('陈宇'))
    setTimeout(() => platform.world.chat(room).hasBot || platform.addBot(room, desk.account('陈宇')), 700)
  }
}
