// A day's ledger: the cases that were opened that day, and how each obligation was met.
import { z } from 'zod'
import { STATUSES } from '../../../domain/case/case.ts'
import { CLOCK_KINDS, ROLES } from '../../../domain/policy/policy.ts'
import type { Contract } from '../../contract.ts'
import { told } from '../../spoken.ts'
import { CLOCK_STATES, wholeTimeShape } from '../shapes.ts'
import { date, instant } from '../values.ts'

const when = () => instant().nullable()
const row = z.strictObject({
  number: z.int(),
  level: z.int(),
  levelName: z.string(),
  title: z.string(),
  department: told(z.string().nullable(), '责任单位的代号', 'The key of the lead department'),
  departmentName: z.string().nullable(),
  openedAt: instant(),
  assignedAt: told(when(), '首次分办', 'The first time'),
  claimedAt: told(when(), '首次签收', 'The first time'),
  publishedAt: told(when(), '答复的发布或送达', 'When the reply was published or delivered'),
  closedAt: told(
    when(),
    '办结、不办或计入另案；未办结的为空',
    'Closed, dismissed or counted at another case; null where it is open',
  ),
  status: z.enum(STATUSES),
  wholeTime: told(wholeTimeShape, '全程用时：自发现至答复', 'From the discovery to the answer on record'),
  clocks: z.array(
    z.strictObject({
      kind: z.enum(CLOCK_KINDS),
      dueAt: instant(),
      metAt: when(),
      state: z.enum(CLOCK_STATES),
      onTime: told(
        z.boolean().nullable(),
        '是否按时；未到期、已取消的为空',
        'Whether it was kept; null where that is still open, or the clock was cancelled',
      ),
      lateSeconds: told(z.int(), '共逾期多少秒；改期不免除', 'How long it was late; a later date does not undo it'),
      lateDepartment: told(
        z.string().nullable(),
        '逾期主要在哪个单位手中',
        'The department that had it for the longest part of that, by its key',
      ),
      lateRole: told(z.enum(ROLES).nullable(), '逾期主要在哪一职责手中', 'Or the role that had it'),
    }),
  ),
})

/** Nothing on record is older. */
const EARLIEST = '2000-01-01'

export const dayQuery = z.strictObject({
  date: told(
    date().refine((day) => day >= EARLIEST, `there is no ledger before ${EARLIEST}`),
    '当地日期',
    'By the wall clock of the institution',
  ),
})

export const DAY = {
  method: 'GET',
  url: '/api/v1/ledgers/day',
  id: 'getDayLedger',
  group: 'ledgers',
  summary: { zh: '日台账', en: "A day's ledger" },
  detail: { zh: '当日登记的案件，按编号，以现状为准。', en: 'The cases opened that day, by number, as they are now.' },
  may: 'read',
  query: dayQuery,
  answers: {
    200: {
      says: { zh: '当日的案件', en: 'The cases of the day' },
      schema: z.strictObject({
        date: date(),
        from: told(instant(), '当日起', 'Where the day begins'),
        to: told(instant(), '当日止（不含）', 'Where the next one begins'),
        cases: z.array(row),
      }),
    },
  },
  errors: [400],
  example: { path: '/api/v1/ledgers/day?date=2026-10-09' },
} satisfies Contract
