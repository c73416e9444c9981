// What the platform takes and refuses: shapes and sizes of messages, of template cards, of webhooks' bodies.
import { z } from 'zod'

export interface Refusal {
  errcode: number
  errmsg: string
}

export const OK: Refusal = { errcode: 0, errmsg: 'ok' }
/** aibot_send_msg knows no plain text: seen on the platform, and what the documents list. */
const INVALID_TYPE: Refusal = { errcode: 40008, errmsg: 'invalid message type' }
const invalid = (what: string): Refusal => ({ errcode: 40058, errmsg: `invalid request parameter: ${what}` })

export const MARKDOWN_BYTES = 4_096
const TEXT_BYTES = 2_048

const bytes = (text: string) => Buffer.byteLength(text, 'utf8')

/** Null where it is taken. `used`: the ids of tasks that were taken before. */
export function refusedSend(body: Record<string, unknown>, used: Set<string>): Refusal | null {
  if (body.msgtype === 'markdown') return refusedMarkdown(body.markdown)
  if (body.msgtype === 'template_card') return refusedCard(body.template_card, used)
  return INVALID_TYPE
}

/** Null where it is taken. */
export function refusedRobot(body: Record<string, unknown>): Refusal | null {
  if (body.msgtype === 'markdown') return refusedMarkdown(body.markdown)
  if (body.msgtype !== 'text') return INVALID_TYPE
  const found = robotText.safeParse(body.text)
  if (!found.success) return invalid('text')
  return bytes(found.data.content) > TEXT_BYTES ? invalid('text.content exceeds max length') : null
}

const robotText = z.object({ content: z.string().min(1), mentioned_list: z.array(z.string()).optional() })

function refusedMarkdown(given: unknown): Refusal | null {
  const found = z.object({ content: z.string().min(1) }).safeParse(given)
  if (!found.success) return invalid('markdown.content')
  return bytes(found.data.content) > MARKDOWN_BYTES ? invalid('markdown.content exceeds max length') : null
}

const taskId = z.string().regex(/^[\w@-]{1,128}$/u)
const webUrl = z.url({ protocol: /^https?$/u })
const field = z.strictObject({
  type: z.union([z.literal(0), z.literal(1), z.literal(3)]).optional(),
  keyname: z.string().min(1),
  value: z.string().optional(),
  url: webUrl.optional(),
  userid: z.string().optional(),
})
const parts = {
  main_title: z.strictObject({ title: z.string().optional(), desc: z.string().optional() }),
  sub_title_text: z.string().optional(),
  horizontal_content_list: z
    .array(field)
    .max(6)
    .refine((fields) => fields.every(({ type, url, userid }) => (type !== 1 || url) && (type !== 3 || userid)))
    .optional(),
}
const jump = z.strictObject({ type: z.union([z.literal(1), z.literal(2)]), url: webUrl })
const button = z.strictObject({
  text: z.string().min(1),
  style: z.number().int().min(1).max(4).optional(),
  key: z
    .string()
    .min(1)
    .refine((key) => bytes(key) <= 1_024),
})
const card = z.discriminatedUnion('card_type', [
  z.strictObject({
    card_type: z.literal('button_interaction'),
    ...parts,
    card_action: jump.optional(),
    button_list: z
      .array(button)
      .min(1)
      .max(6)
      .refine((buttons) => new Set(buttons.map(({ key }) => key)).size === buttons.length),
    task_id: taskId,
  }),
  // Its jump is required, and must lead somewhere.
  z.strictObject({ card_type: z.literal('text_notice'), ...parts, card_action: jump, task_id: taskId.optional() }),
])

/** Null where it is taken; `used` null where it takes the place of one that is there. */
export function refusedCard(given: unknown, used: Set<string> | null): Refusal | null {
  const found = card.safeParse(given)
  if (!found.success)
    return invalid(`template_card: ${found.error.issues[0]?.path.join('.')} ${found.error.issues[0]?.message}`)
  const { task_id, main_title, sub_title_text } = found.data
  if (!main_title.title && !sub_title_text) return invalid('template_card: neither main_title.title nor sub_title_text')
  if (used !== null && task_id !== undefined && used.has(task_id)) return invalid('template_card.task_id is used')
  return null
}
