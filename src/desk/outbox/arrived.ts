// What is told and measured of a message that has arrived: that it was told in a weaker way, and how late a reminder was.
import type { SendResult } from '../../channel.ts'
import { nominalOfRow } from '../../db/cases/reminders.ts'
import type { Db } from '../../db/engine/connect.ts'
import type { OutboxRow } from '../../db/messages/outbox.ts'
import { millisBetween } from '../../domain/calendar/instant.ts'
import { runCaseIn, TICKING } from '../cases/run-case.ts'
import type { Desk } from '../desk.ts'
import { type Meter, NO_METER } from '../operations/metrics-port.ts'
import type { Enqueued } from './render.ts'

/** It was told, though not as firmly as the ladder asks: the desk learns it with the record of the sending. */
export async function reportWeaker(
  tx: Db,
  desk: Desk,
  row: OutboxRow,
  number: number,
  { asked, used, error, says }: NonNullable<Extract<SendResult, { ok: true }>['weaker']>,
): Promise<void> {
  const { kind: notice } = row.notice as Enqueued
  desk.log.warn({ outbox: row.id, channel: row.channel, asked, used, error }, 'a message was sent in a weaker way')
  const about = { notice, clock: row.clockId, to: row.mention as string[], asked, used }
  const told = { ...about, error: says ?? desk.wording.failure('refused') }
  await runCaseIn(tx, desk, number, { type: 'report-weaker', ...told }, TICKING)
}

/** How late a reminder has arrived. What cannot be measured is sent all the same. */
export async function measure(desk: Desk, row: OutboxRow, meter: Meter): Promise<void> {
  const notice = row.notice as Enqueued
  const { caseNumber, clockId: clock } = row
  if (
    notice.kind !== 'reminder' ||
    row.messageId !== null ||
    caseNumber === null ||
    clock === null ||
    meter === NO_METER
  )
    return
  const at = desk.time.now()
  const { step, repeat } = notice
  const nominal = await nominalOfRow(desk.database.db, { caseNumber, clock, step, repeat }).catch((error: unknown) => {
    desk.log.warn({ outbox: row.id, err: error }, 'how late a reminder was sent could not be measured')
    return null
  })
  if (nominal !== null) meter.reminder('sent', millisBetween(nominal, at))
}
