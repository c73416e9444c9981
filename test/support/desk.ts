// A desk on the engine of the running project, with a clock that a test turns and a channel that remembers what it sent.
import type { Channel, Incoming, IncomingMessage, Outgoing, RawIncoming, SendResult } from '../../src/channel.ts'
import type { Database } from '../../src/db/engine/connect.ts'
import { foundInstitution, importOrg, publishPolicy, Versions } from '../../src/db/institution/institution.ts'
import { sweep } from '../../src/desk/cases/sweep.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { compareRound } from '../../src/desk/intake/comparing/comparison.ts'
import { accept, inboxOf } from '../../src/desk/intake/inbox.ts'
import { LONGEST_SLEEP_MS } from '../../src/desk/operations/lookout.ts'
import { type Outbox, outboxOf } from '../../src/desk/outbox/outbox.ts'
import { cipherOf } from '../../src/desk/startup/cipher.ts'
import { type Instant, later } from '../../src/domain/calendar/instant.ts'
import type { Org } from '../../src/domain/org/org.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import { plainText } from '../../src/wording/card/card.ts'
import { wordingOf } from '../../src/wording/index.ts'
import type { FreshDatabase } from './database.ts'
import { lentDatabase } from './lent-database.ts'
import { NOON, ORG, POLICY } from './sample.ts'

export const TABLE = { version: 'test', years: { 2026: { holidays: {}, makeUpDays: {} } } }

/** What the channel was asked to show, once a key; `answers` decides what it answers. */
export class RecordingChannel implements Channel {
  readonly name: string = 'room'
  readonly pace = { room: { perSecond: 1_000, burst: 1_000 }, app: { perSecond: 10_000, burst: 10_000 } }
  /** Off: in a test whose clock stands, people say the same twice at the same instant. */
  redelivers = false
  readonly asked: Outgoing[] = []
  readonly shown = new Map<string, { id: string; outgoing: Outgoing }>()
  answers: (outgoing: Outgoing) => Promise<SendResult> | SendResult = (outgoing) => this.show(outgoing)

  decode(body: unknown): Incoming | null {
    if (body === 'poison') throw new Error('not to be read')
    return body as Incoming | null
  }

  async send(outgoing: Outgoing): Promise<SendResult> {
    this.asked.push(outgoing)
    return this.answers(outgoing)
  }

  show(outgoing: Outgoing): SendResult {
    const known = this.shown.get(outgoing.key)
    const id = known?.id ?? outgoing.replaces ?? `m${this.shown.size + 1000}`
    if (known === undefined) this.shown.set(outgoing.key, { id, outgoing })
    return { ok: true, messageId: id }
  }

  /** Plain texts of what was newly shown in a room (cards shown anew left out). */
  texts(room: string): string[] {
    return [...this.shown.values()]
      .filter(({ outgoing }) => outgoing.replaces === null && 'room' in outgoing.to && outgoing.to.room === room)
      .map(({ outgoing }) => plainText(outgoing.card))
  }
}

export class TestDesk {
  readonly outbox: Outbox

  private constructor(
    readonly desk: Desk,
    readonly database: FreshDatabase,
    readonly channel: RecordingChannel,
    private readonly clock: { at: Instant },
  ) {
    this.outbox = outboxOf(desk)
  }

  static async open({ org = ORG, policy = POLICY }: { org?: Org; policy?: Policy } = {}): Promise<TestDesk> {
    const database = await lentDatabase()
    const clock = { at: NOON }
    await foundOn(database, { org, policy, drill: false, at: clock.at })
    const channel = new RecordingChannel()
    return new TestDesk(deskOn(database, clock, channel), database, channel, clock)
  }

  /** Another process on the same database, with a channel that sends to the same place. */
  another(): TestDesk {
    return new TestDesk(deskOn(this.database, this.clock, this.channel), this.database, this.channel, this.clock)
  }

  get now(): Instant {
    return this.clock.at
  }

  pass(millis: number): void {
    this.clock.at = later(this.clock.at, millis)
  }

  /** A person writes in a room. */
  async write(
    from: string,
    room: string,
    text: string,
    more: Partial<IncomingMessage> & { id?: string } = {},
  ): Promise<string> {
    const messageId = more.id ?? nextName('p')
    const { id: _id, thread = null, ...rest } = more
    const body = {
      kind: 'message',
      room,
      direct: room.startsWith('dm-'),
      messageId,
      thread,
      replyTo: thread,
      from,
      at: this.now,
      text,
      ...rest,
    }
    await accept(this.desk, { channel: 'room', key: messageId, lane: room, body })
    return messageId
  }

  /** Something else than a message comes in. */
  async happens(incoming: Incoming): Promise<void> {
    const key = nextName('h')
    await accept(this.desk, { channel: 'room', key, lane: incoming.room, body: incoming } satisfies RawIncoming)
    await this.settle()
  }

  /** Works until nothing is left to do now. */
  settle(): Promise<void> {
    return settle(this.desk, this.outbox)
  }

  /** One round of the outbox, to the end of its sends. */
  async send(): Promise<number> {
    return sendAll(this.outbox)
  }

  async close(): Promise<void> {
    await this.database.dispose()
  }
}

/** An institution with a policy and an org, as the first start makes it. */
export const foundOn = (
  { db }: Pick<FreshDatabase, 'db'>,
  { org, policy, drill, at }: { org: Org; policy: Policy; drill: boolean; at: Instant },
): Promise<void> =>
  db.transaction(async (tx) => {
    await foundInstitution(tx, at, drill)
    await publishPolicy(tx, policy, JSON.stringify(policy), at)
    await importOrg(tx, org, at)
  })

/** The workers, until nothing is left to do now; the sweep takes `width` cases at a time. */
export async function settle(desk: Desk, outbox = outboxOf(desk), width?: number): Promise<void> {
  await receiveAll(desk)
  await sweepAll(desk, width)
  while ((await compareRound(desk)) < LONGEST_SLEEP_MS);
  while ((await sendAll(outbox)) === 0);
}

/** Every message that is due, with what is fetched for it. */
export async function receiveAll(desk: Desk): Promise<void> {
  const inbox = inboxOf(desk)
  for (let pause = 0; pause === 0; await inbox.idle()) pause = await inbox.round()
}

/** One round of the outbox, to the end of its sends. */
async function sendAll(outbox: Outbox): Promise<number> {
  const pause = await outbox.round()
  await outbox.idle()
  return pause
}

async function sweepAll(desk: Desk, width?: number): Promise<void> {
  for (let rounds = 0; rounds < 50; rounds += 1) if ((await sweep(desk, undefined, width)) > 0) return
  throw new Error('the sweep finds no end')
}

let named = 0

function nextName(prefix: string): string {
  named += 1
  return `${prefix}${named}`
}

/** A desk whose two clocks both show `clock`; without a channel until it is given one. */
export function deskOn(database: Database, clock: { at: Instant }, channel?: Channel): Desk {
  return {
    database,
    versions: new Versions(TABLE),
    time: {
      now: () => clock.at,
      realNow: () => clock.at,
      domainAt: (real) => real,
      realMillisUntil: (at) => Math.max(1, Date.parse(at) - Date.parse(clock.at)),
    },
    channels: new Map(channel ? [[channel.name, channel]] : []),
    wording: wordingOf('zh-CN', 'Asia/Shanghai'),
    cipher: cipherOf('a secret of at least thirty-two characters'),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    instance: nextName('test-'),
    wake: { inbox: () => {}, outbox: () => {}, sweep: () => {}, lookups: () => {}, comparison: () => {} },
    storage: { full: false },
    publicUrl: () => 'https://desk.example',
    salt: 'test',
  }
}
