// Cases over the API: the list, one case, its events, commands to it.
import { z } from 'zod'
import type { PersonsCommandType } from '../../../domain/capability/command.ts'
import { STATUSES } from '../../../domain/case/case.ts'
import { PERSONS_COMMANDS } from '../../../domain/commands/index.ts'
import { fieldNames, namesOfCommand } from '../../../domain/input/command-form.ts'
import { MAX_URL_LENGTH } from '../../../domain/post/post.ts'
import { cleanText } from '../../../domain/text/text.ts'
import type { Contract } from '../../contract.ts'
import { shownAs, told, type Words } from '../../spoken.ts'
import { caseShape, eventShape, nextShape } from '../shapes.ts'
import { between, betweenOr, digits, LAST_NUMBER } from '../values.ts'
import { idempotency } from './sightings.ts'

const params = z.object({ number: told(digits, '案件编号', 'The number of the case') })

export const listQuery = z.strictObject({
  status: z.enum(STATUSES).optional(),
  level: told(between(1, 99).optional(), '等级，1 最重', '1 is the gravest'),
  department: told(
    z.string().max(100).transform(cleanText).optional(),
    '责任单位的代号',
    'The key of the lead department',
  ),
  overdue: told(
    z.enum(['true', 'false']).optional(),
    '是否有逾期的时限',
    'Whether a clock that still runs is past its due instant',
  ),
  q: told(
    z.string().max(MAX_URL_LENGTH).transform(cleanText).optional(),
    '编号（#12），或标题、涉及地、上级来文号、帖文链接中的字词；大小写不计',
    'A number (#12), or a part of the title, the place, the superior’s paper or a post’s address, in any case',
  ),
  cursor: told(between(1, LAST_NUMBER).optional(), '上一页的 next', 'The `next` of the page before'),
  limit: betweenOr(1, 200, 50),
})

export const eventsQuery = z.strictObject({
  after: told(betweenOr(0, LAST_NUMBER, 0), '此序号之后的事件', 'Events after this one'),
  limit: betweenOr(1, 1_000, 1_000),
})

const level = z.union([z.string(), z.number().int()])
const co = z.union([z.string(), z.array(z.string())])

// Which fields a command has, and what is missing of them, the form's own reader says.
export const commandBody = shownAs(
  z
    .object({
      type: z.string().max(50),
      version: z.number().int().min(0).optional(),
      level: level.transform(String).optional(),
      co: co.transform((each) => [each].flat().join(' ')).optional(),
    })
    .catchall(z.string()),
  (lang) => ({ oneOf: PERSONS_COMMANDS.map((type) => shapeOf(type, lang)) }),
)

export const LIST = {
  method: 'GET',
  url: '/api/v1/cases',
  id: 'listCases',
  group: 'cases',
  summary: { zh: '案件列表，新的在前', en: 'Cases, the newest first' },
  may: 'read',
  query: listQuery,
  answers: {
    200: {
      says: { zh: '一页案件', en: 'A page of cases' },
      schema: z.strictObject({ cases: z.array(caseShape), next: nextShape }),
    },
  },
  errors: [400],
  example: { path: '/api/v1/cases?status=waiting&overdue=true&limit=20' },
} satisfies Contract

export const ONE = {
  method: 'GET',
  url: '/api/v1/cases/:number',
  id: 'getCase',
  group: 'cases',
  summary: { zh: '一个案件', en: 'One case' },
  may: 'read',
  params,
  answers: { 200: { says: { zh: '案件', en: 'The case' }, schema: caseShape } },
  errors: [400, 404],
  example: { path: '/api/v1/cases/23' },
} satisfies Contract

export const EVENTS = {
  method: 'GET',
  url: '/api/v1/cases/:number/events',
  id: 'listEvents',
  group: 'cases',
  summary: { zh: '案件的事件，按先后', en: 'What happened to a case, in order' },
  may: 'read',
  params,
  query: eventsQuery,
  answers: {
    200: {
      says: { zh: '一页事件', en: 'A page of events' },
      schema: z.strictObject({ events: z.array(eventShape), next: nextShape }),
    },
  },
  errors: [400, 404],
  example: { path: '/api/v1/cases/23/events?after=12' },
} satisfies Contract

export const COMMAND = {
  method: 'POST',
  url: '/api/v1/cases/:number/commands',
  id: 'commandCase',
  group: 'cases',
  summary: { zh: '办理案件', en: 'Give a case a command' },
  detail: {
    zh: '命令及字段与群聊命令一致，以令牌所属人员或 Zhiban-As 所指人员的身份作出；不合规则的以 409 答复，code 为理由。',
    en: 'Commands and fields are those of the chat, given as the person of the token or of Zhiban-As. What the rules refuse is a 409; its code is the reason.',
  },
  may: 'commands',
  params,
  headers: idempotency,
  body: { schema: commandBody },
  answers: {
    200: {
      says: { zh: '案件的现状及新的事件', en: 'The case as it is now, and the events that the command made' },
      schema: z.strictObject({ case: caseShape, events: z.array(eventShape) }),
    },
  },
  errors: [400, 404, 409, 413, 422],
  example: {
    path: '/api/v1/cases/23/commands',
    headers: { 'Zhiban-As': 'zhou', 'Idempotency-Key': 'assign-23' },
    body: { type: 'assign', department: '城管局', co: ['卫健委'], version: 7 },
  },
} satisfies Contract

const TEXT = { type: 'string' }
const FIELDS: Record<string, { shape: object; words: Words }> = {
  level: { shape: { type: ['string', 'integer'] }, words: { zh: '等级的编号或名称', en: 'By number or by name' } },
  co: {
    shape: { type: ['string', 'array'], items: TEXT },
    words: { zh: '协办单位的代号、名称或简称', en: 'Contributing departments by key, name or alias' },
  },
  department: { shape: TEXT, words: { zh: '责任单位的代号、名称或简称', en: 'By key, name or alias' } },
  date: {
    shape: TEXT,
    words: {
      zh: '2026-10-15、10月15日 17:00，或自今起的时长如 3wd',
      en: '2026-10-15, 10月15日 17:00, or a duration from now such as 3wd',
    },
  },
  url: { shape: { ...TEXT, format: 'uri' }, words: { zh: '公开答复的链接', en: 'Where the reply was published' } },
  link: { shape: { ...TEXT, format: 'uri' }, words: { zh: '同 url', en: 'The same as url' } },
  published: {
    shape: TEXT,
    words: {
      zh: '发布时间：ISO 8601，或 11-28 09:30、昨天 9:30；只写日期的自当日 0 时起算',
      en: 'ISO 8601, or 11-28 09:30, yesterday 9:30; a day alone counts from 00:00',
    },
  },
  publishedAt: { shape: TEXT, words: { zh: '同 published', en: 'The same as published' } },
  place: { shape: TEXT, words: { zh: '涉及地', en: 'Where the matter is' } },
  post: {
    shape: TEXT,
    words: {
      zh: '哪一条帖文：链接，或在 posts 中的序号（自 1 起）',
      en: 'Which post: its link, or its place among the posts, from 1 on',
    },
  },
  statement: {
    shape: TEXT,
    words: {
      zh: '所指事项，同时有几项时须写：reply、first-response、interim-2、commitment-1',
      en: 'Which one is meant, where several wait: reply, first-response, interim-2, commitment-1',
    },
  },
  other: {
    shape: TEXT,
    words: {
      zh: '另一案件的编号；不写的，为卡片所提示的',
      en: 'The number of the other case; left out: the one that is asked about',
    },
  },
  case: { shape: TEXT, words: { zh: '同 other', en: 'The same as other' } },
  how: {
    shape: TEXT,
    words: { zh: '点对点告知的方式，如 电话', en: 'How it was told, where there is no link: such as by phone' },
  },
  private: { shape: TEXT, words: { zh: '同 how', en: 'The same as how' } },
  when: {
    shape: TEXT,
    words: { zh: '告知的时刻：2026-10-10T15:00+08:00、10-10 15:00', en: 'When: 2026-10-10T15:00+08:00, 10-10 15:00' },
  },
  handledBy: { shape: TEXT, words: { zh: '经办', en: 'Who has told it' } },
  by: { shape: TEXT, words: { zh: '同 handledBy', en: 'The same as handledBy' } },
  evidence: { shape: TEXT, words: { zh: '凭证，如 录音、回执', en: 'What shows it: a recording, a receipt' } },
  body: { shape: TEXT, words: { zh: '依法调取的机关', en: 'The body that has lawfully asked' } },
  document: { shape: TEXT, words: { zh: '调取文书号', en: 'The number of its paper' } },
  approver: { shape: TEXT, words: { zh: '本单位批准人', en: 'Who of the institution has approved' } },
  given: { shape: TEXT, words: { zh: '调取内容', en: 'What was handed over' } },
  reaction: { shape: TEXT, words: { zh: '对方反应', en: 'How it was taken' } },
}
const VERSION = {
  zh: '案件的 version；已有变动的以 stale-version 拒绝',
  en: 'The version that you know; refused with stale-version where the case has moved on',
}

/** From the tables that the command is read by. */
function shapeOf(type: PersonsCommandType, lang: keyof Words) {
  const called = [...new Set([type, ...namesOfCommand(type)])]
  const fields = fieldNames(type).map((name) => {
    const field = FIELDS[name]
    return [name, field ? { ...field.shape, description: field.words[lang] } : TEXT]
  })
  return {
    type: 'object',
    title: type,
    required: ['type'],
    properties: {
      type: { enum: called },
      ...Object.fromEntries(fields),
      version: { type: 'integer', minimum: 0, description: VERSION[lang] },
    },
    additionalProperties: false,
  }
}
