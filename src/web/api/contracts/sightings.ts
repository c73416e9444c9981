// A sighting over the API: what a monitoring product or a person's tool forwards.
import { z } from 'zod'
import { LONGEST_FORWARD } from '../../../desk/intake/forwards/forwarded-message.ts'
import { SOURCES } from '../../../domain/case/source.ts'
import type { Contract } from '../../contract.ts'
import { told } from '../../spoken.ts'
import { instantGiven } from '../values.ts'

const figure = z.number().int().min(0).max(1_000_000_000_000)

export const sightingBody = z
  .strictObject({
    url: told(z.string().min(1).optional(), '帖文链接；url 和 text 至少一项', 'The link; send a url, a text, or both'),
    text: told(
      z.string().optional(),
      `帖文原文，至多 ${LONGEST_FORWARD} 字；无链接的按文字识别，至少 8 字`,
      `What the post says, at most ${LONGEST_FORWARD} characters; without a link the post is known by it (8 at least)`,
    ),
    title: z.string().max(500).optional(),
    platform: told(z.string().max(100).optional(), '省略的按链接识别', 'Left out: known by the link'),
    publishedAt: told(instantGiven().optional(), '发布时间', 'When the post was published'),
    discoveredAt: told(instantGiven().optional(), '发现时间；省略的为收到时', 'Left out: when the request came'),
    metrics: told(
      z.strictObject({ reads: figure.optional(), comments: figure.optional(), outlets: figure.optional() }).optional(),
      '阅读、评论、媒体数；达到预案门槛的自动定级',
      'Figures of reads, comments and media outlets; thresholds of the policy go by them',
    ),
    level: told(
      z.union([z.number().int(), z.string().max(50)]).optional(),
      '等级的编号或名称；省略的由预案定',
      'By number or by name; left out: by the policy',
    ),
    department: told(
      z.string().max(100).optional(),
      '责任单位；写明的随即分办',
      'By key, name or alias: the case is assigned at once',
    ),
    source: told(
      z.enum(SOURCES).optional(),
      '来源方式；省略的为转报。来电、来信、来访、上级交办的文字不与他案合并',
      'Left out: forwarded. The words of calls, letters, visits and papers of the superior body are not joined to another case',
    ),
    sourceNumber: told(
      z.string().trim().min(1).max(100).optional(),
      '来文号；上级交办的必填',
      'The number of the superior body’s paper: with source "superior", and only then',
    ),
    deadline: told(
      instantGiven().optional(),
      '反馈时限；上级交办的必填',
      'Until when the superior body wants the answer: with source "superior", and only then',
    ),
  })
  .refine(({ url, text }) => url !== undefined || (text ?? '').trim() !== '', {
    path: ['url'],
    message: 'send a url, a text, or both',
  })
  .superRefine(({ source, sourceNumber, deadline }, { addIssue }) => {
    const given = { sourceNumber, deadline }
    for (const path of ['sourceNumber', 'deadline'] as const) {
      if ((given[path] !== undefined) === (source === 'superior')) continue
      const message = source === 'superior' ? 'needed with source "superior"' : 'only with source "superior"'
      addIssue({ code: 'custom', path: [path], message })
    }
  })

export type SightingBody = z.output<typeof sightingBody>

export const takenShape = z.strictObject({
  case: told(z.int(), '案件编号', 'The number of the case'),
  opened: told(z.boolean(), '是否因此新登记案件', 'Whether it was opened by this'),
  sighting: z.int(),
  like: told(z.int().optional(), '文字相同的另一案件；未合并', 'Another case in the same words, which was not joined'),
})

export const idempotency = z.object({
  'idempotency-key': told(
    z
      .string()
      .regex(/^\P{Cc}{1,200}$/u)
      .optional(),
    '同一令牌以同一键再次发送，得到同一答复，不重复登记',
    'The same key again, of the same token, is answered the same and does nothing',
  ),
})

export const SIGHT = {
  method: 'POST',
  url: '/api/v1/sightings',
  id: 'addSighting',
  group: 'sightings',
  summary: { zh: '转报一条帖文', en: 'Forward a post' },
  detail: {
    zh: '未登记过的帖文登记为案件，已登记的计一次转报。发帖人的信息不予接收。',
    en: 'What nobody had forwarded before opens a case; what is known is counted. Nothing about who posted is accepted.',
  },
  may: 'sightings',
  headers: idempotency,
  body: { schema: sightingBody },
  answers: {
    200: { says: { zh: '此键此前的答复', en: 'The same key before: the same answer' }, schema: takenShape },
    201: { says: { zh: '已登记', en: 'Recorded' }, schema: takenShape },
  },
  errors: [400, 409, 413, 422],
  example: {
    path: '/api/v1/sightings',
    headers: { 'Idempotency-Key': '4711' },
    body: {
      url: 'https://weibo.com/1234567890/Nabcdefgh',
      title: '幼儿园门口积水',
      publishedAt: '2026-10-09T09:20:00+08:00',
      metrics: { reads: 1200, comments: 40 },
    },
  },
} satisfies Contract
