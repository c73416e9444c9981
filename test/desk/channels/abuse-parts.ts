// A desk with a WeChat that fails, comes back, and is looked at: for attacks on what goes another way.
import type { Outgoing, SendResult } from '../../../src/channel.ts'
import { readEvents } from '../../../src/db/cases/cases.ts'
import { importOrg } from '../../../src/db/institution/institution.ts'
import type { NewOutboxRow, OutboxRow } from '../../../src/db/messages/outbox.ts'
import { enqueue } from '../../../src/db/messages/outbox.ts'
import { outbox } from '../../../src/db/schema/schema.ts'
import { accept } from '../../../src/desk/intake/inbox.ts'
import { MINUTE } from '../../../src/domain/calendar/instant.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import { RecordingChannel, type TestDesk } from '../../support/desk.ts'
import { ORG } from '../../support/sample.ts'
import { ADMIN, openTwoChannels, PEOPLE, roomsWith, WECHAT } from '../../support/two-channels.ts'

export const DUTY_ROOM = 'r1@chatroom'
export const URBAN_ROOM = 'r2@chatroom'
export const URBAN_IN_WECHAT: Org = { ...ORG, people: PEOPLE, rooms: roomsWith('urban', URBAN_ROOM) }
export const DUTY_IN_WECHAT: Org = { ...ORG, people: [...PEOPLE, ADMIN], rooms: roomsWith('duty', DUTY_ROOM) }
const SECOND_ROOM = { ...WECHAT, key: 'duty-2', channel: 'room', id: 'duty-2' }
export const TWO_DUTY: Org = { ...DUTY_IN_WECHAT, rooms: [...DUTY_IN_WECHAT.rooms, SECOND_ROOM] }

export const down = (): SendResult => ({
  ok: false,
  again: true,
  unsent: true,
  error: 'not logged in',
  afterMs: MINUTE,
})
export const never = (): SendResult => ({ ok: false, again: false, error: 'gone' })

const SUBJECT = { number: 1, title: '积水', level: 4, levelName: { zh: '一般', en: 'general' }, url: null }
export const noteInRoom = (more: Pick<NewOutboxRow, 'key' | 'mention'>): NewOutboxRow => ({
  kind: 'say',
  channel: 'wechat',
  address: { room: URBAN_ROOM },
  lane: `wechat|${URBAN_ROOM}|1`,
  pace: `wechat|${URBAN_ROOM}`,
  caseNumber: 1,
  clockId: null,
  notice: { kind: 'noted', subject: SUBJECT, by: '周洁', text: '请尽快', way: 'mention', missed: [] },
  ...more,
})

export class Attacked {
  private constructor(
    readonly test: TestDesk,
    readonly wechat: RecordingChannel,
  ) {}

  static async open(org: Org): Promise<Attacked> {
    const { test, wechat } = await openTwoChannels(org)
    return new Attacked(test, wechat)
  }

  /** A third channel. */
  addFeishu(): RecordingChannel {
    const feishu = Object.assign(new RecordingChannel(), { name: 'feishu' })
    this.test.desk.channels.set('feishu', feishu)
    return feishu
  }

  becomes(org: Org): Promise<unknown> {
    return importOrg(this.test.database.db, org, this.test.now)
  }

  goesOut(): void {
    Object.assign(this.wechat, {
      reportsOwnOutages: true,
      hears: () => ({ ok: false, says: 'out', deafMs: 11 * MINUTE }),
    })
    this.wechat.answers = down
  }

  comesBack(): void {
    Object.assign(this.wechat, { hears: () => ({ ok: true, says: '', deafMs: 0 }) })
    this.wechat.answers = (outgoing) => this.wechat.show(outgoing)
  }

  async pass(minutes: number): Promise<void> {
    for (let i = 0; i < minutes; i += 1) {
      this.test.pass(MINUTE)
      await this.test.settle()
    }
  }

  async writes(from: string, room: string, text: string): Promise<void> {
    await this.test.write(from, room, text)
    await this.test.settle()
  }

  /** 李敏 forwards a post in the duty room of WeChat. */
  async forwards(url = 'https://news.example/a'): Promise<void> {
    const place = { room: DUTY_ROOM, direct: false, messageId: url, thread: null, replyTo: null }
    const body = { kind: 'message', ...place, from: 'wx-li', at: this.test.now, text: `积水 ${url}` }
    await accept(this.test.desk, { channel: 'wechat', key: url, lane: DUTY_ROOM, body })
    await this.test.settle()
  }

  async enqueue(row: NewOutboxRow): Promise<void> {
    await this.test.database.db.transaction((tx) => enqueue(tx, [row], this.test.now))
    await this.test.settle()
  }

  /** What the built-in room was asked to tell a person privately. */
  privateTo(person: string): Outgoing[] {
    return this.test.channel.asked.filter(({ to }) => 'person' in to && to.person === person)
  }

  async undelivered(): Promise<object[]> {
    const events = await readEvents(this.test.database.db, 1)
    return events.flatMap(({ type, data }) => (type === 'undelivered' ? [data] : []))
  }

  async rows(which: (row: OutboxRow) => boolean): Promise<OutboxRow[]> {
    return (await this.test.database.db.select().from(outbox)).filter(which)
  }
}
