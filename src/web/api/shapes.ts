// The values that several routes read or answer: numbers in addresses, instants, cases, events.
import { z } from 'zod'
import { STATUSES } from '../../domain/case/case.ts'
import { SOURCES } from '../../domain/case/source.ts'
import { EVENT_TYPES } from '../../domain/commands/index.ts'
import { CLOCK_KINDS, ROLES } from '../../domain/policy/policy.ts'
import { names } from '../../wording/en/names.ts'
import { shownAs, told } from '../spoken.ts'

// As it is written in an address: no sign, no exponent, no hexadecimal digits.
export const digits = shownAs(
  z
    .string()
    .regex(/^\d{1,15}$/, 'write a whole number')
    .transform(Number),
  { type: 'integer', minimum: 0 },
)
export const between = (least: number, most: number) =>
  shownAs(digits.pipe(z.number().min(least).max(most)), { type: 'integer', minimum: least, maximum: most })

/** With what is taken where it is left out. */
export const betweenOr = (least: number, most: number, otherwise: number) =>
  shownAs(between(least, most).default(otherwise), {
    type: 'integer',
    minimum: least,
    maximum: most,
    default: otherwise,
  })

/** The greatest that the database can hold: above it there is nothing to look for. */
export const LAST_NUMBER = 2_147_483_647

const count = () => z.int().min(0)
/** UTC, ISO 8601 with milliseconds. */
export const instant = () =>
  shownAs(z.iso.datetime({ precision: 3 }), {
    type: 'string',
    format: 'date-time',
    examples: ['2026-10-09T01:20:00.000Z'],
  })
/** Any ISO 8601 instant with its offset, read into UTC. */
export const instantGiven = () =>
  shownAs(
    z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()),
    { type: 'string', format: 'date-time', examples: ['2026-10-09T09:20:00+08:00'] },
  )
export const date = () => shownAs(z.iso.date('write a date: 2026-10-09'), { type: 'string', format: 'date' })

export const CLOCK_STATES = ['running', 'met', 'met-late', 'overdue', 'suspended', 'cancelled'] as const

const post = z.strictObject({
  url: told(
    z.string().nullable(),
    '转报时的链接；无链接的为空',
    'The link as it was forwarded; null where there is none',
  ),
  canonicalUrl: told(z.string().nullable(), '归一后的链接', 'The link that tells the post from others'),
  platform: z.string().nullable(),
  title: z.string(),
  publishedAt: told(instant().nullable(), '发布时间；不详的为空', 'Null where it is not known'),
  discoveredAt: instant(),
})

const clock = z.strictObject({
  id: z.string(),
  kind: z.enum(CLOCK_KINDS),
  owner: z.enum(ROLES),
  base: told(z.enum(Object.keys(names.base)), '自何时起算', 'What the clock counts from'),
  baseAt: instant(),
  dueAt: instant(),
  state: z.enum(CLOCK_STATES),
  metAt: instant().nullable(),
  nextAt: told(instant().nullable(), '下一次催办；不再催办的为空', 'The next reminder; null where there will be none'),
  generation: told(count(), '时限变更一次加一', 'Rises whenever the due instant changes or the clock resumes'),
  why: told(z.string(), '为何是这个时限', 'One sentence that explains the due instant, in the language of the desk'),
})

const approval = z.strictObject({ by: z.string(), role: z.enum(ROLES), at: instant() })
const published = { at: instant(), by: z.string() }
const publication = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('link'), url: z.string(), ...published }),
  z.strictObject({ way: z.literal('private'), how: z.string(), ...published }),
])

const reply = z.strictObject({
  draft: told(count(), '第几稿', 'The number of the draft'),
  text: z.string(),
  draftedBy: z.string(),
  draftedAt: instant(),
  approvals: z.array(approval),
  publication: publication.nullable(),
})

export const caseShape = z
  .strictObject({
    number: told(count(), '群聊中的编号，如 #23', 'As in the chat: #23'),
    title: z.string(),
    status: z.enum(STATUSES),
    level: told(count(), '等级，1 最重', '1 is the gravest'),
    levelName: z.string(),
    levelSetBy: told(
      z.string(),
      'policy（预案）、rule（规则）或定级人的代号',
      '"policy", "rule", or the key of the person who set it',
    ),
    leadDepartment: told(z.string().nullable(), '责任单位的代号', 'Its key'),
    coDepartments: z.array(z.string()),
    claimedBy: told(z.array(z.string()), '签收人的代号', 'Keys of people'),
    openedAt: instant(),
    source: told(
      z.enum(SOURCES),
      '来源方式：forward 转报，call 来电，letter 来信，visit 来访，superior 上级交办 等',
      'How it came in: forwarded, or otherwise',
    ),
    sourceNumber: told(z.string().nullable(), '上级交办的来文号', 'The number of the superior body’s paper'),
    deadline: told(instant().nullable(), '上级要求反馈的时限', 'Until when the superior body wants the answer'),
    place: told(z.string().nullable(), '涉及地', 'Where the matter is'),
    posts: z.array(post),
    sightings: told(count(), '转报次数', 'How often its posts were forwarded'),
    clocks: z.array(clock),
    reply: told(reply.nullable(), '尚无送审稿的为空', 'Null before there is a draft'),
    version: told(
      count(),
      '事件数；随 commands 送回可防止改旧',
      'The number of its events; send it along with a command',
    ),
  })
  .meta({ id: 'Case' })

export const eventShape = z
  .strictObject({
    seq: told(count(), '在本案中的序号，自 1 起', 'Its place among the events of the case, from 1 on'),
    type: z.enum(EVENT_TYPES),
    at: instant(),
    actor: told(
      z.string(),
      '人员代号；程序为 api: 加令牌名；值班台自身为 zhiban',
      'The key of a person, "api:" and the name of a token, "webhook:" and its name, or "zhiban"',
    ),
    data: told(z.record(z.string(), z.unknown()), '因 type 而异', 'Differs by type'),
  })
  .meta({ id: 'Event' })

export const nextShape = told(
  z.string().nullable(),
  '续读时的 cursor（事件为 after）；已读完的为空',
  'What to go on with; null where there is nothing more',
)
