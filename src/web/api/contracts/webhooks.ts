// A webhook: what is pushed is the sender's own, what is answered is ours.
import { z } from 'zod'
import type { Contract } from '../../contract.ts'
import { told } from '../../spoken.ts'
import { takenShape } from './sightings.ts'

const problem = z.strictObject({ code: z.string(), message: z.string(), path: z.string().optional() })
const outcome = z.strictObject({
  at: told(z.string(), '在所推送文档中的位置', 'Where it stands in the document that was pushed'),
  status: told(
    z.int(),
    '201 已登记；200 此前已登记；其余为未登记及其原因',
    '201 recorded, 200 recorded before; everything else was not recorded',
  ),
  ...takenShape.partial().shape,
  error: problem.optional(),
})

export const pushedShape = z.strictObject({
  taken: told(z.int(), '已登记的（含此前已登记的）', 'How many are recorded, those recorded before included'),
  refused: z.int(),
  items: z.array(outcome),
})

export const PUSH = {
  method: 'POST',
  url: '/api/v1/webhooks/:name',
  id: 'pushWebhook',
  group: 'sightings',
  summary: { zh: '监测产品推送帖文', en: 'A monitoring product pushes posts' },
  detail: {
    zh: '任意 JSON，按 ZHIBAN_WEBHOOKS 所指文件取字段，以签名代替令牌。一条有误不影响其余；可原样重发，同一 id 得到同一案件。',
    en: 'Any JSON, read as the file of ZHIBAN_WEBHOOKS says, and signed instead of sent with a token. One wrong post does not hold up the others; send the same again at will, the same id answers the same case.',
  },
  may: 'signature',
  params: z.object({ name: told(z.string(), '配置文件中的名称', 'Its name in the file') }),
  body: { schema: told(z.unknown(), '发送方自己的文档', "The sender's own document") },
  answers: {
    200: { says: { zh: '全部已登记', en: 'All are recorded' }, schema: pushedShape },
    207: {
      says: { zh: '部分或全部未登记，逐条说明', en: 'Some or all were not recorded: each says why' },
      schema: pushedShape,
    },
  },
  errors: [400, 401, 404, 413],
  example: {
    path: '/api/v1/webhooks/news-watch',
    headers: { 'X-Signature': 'sha256=…', 'X-Timestamp': '1791508800' },
    body: { data: { list: [{ id: 'n-4711', link: 'https://news.example/a', title: '幼儿园门口积水' }] } },
  },
} satisfies Contract
