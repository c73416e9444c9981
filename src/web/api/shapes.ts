// What several routes answer: cases, events, whole times.
import { z } from 'zod'
import { STATUSES } from '../../domain/case/case.ts'
import { EVIDENCE_CLASSES } from '../../domain/case/evidence.ts'
import { SOURCES } from '../../domain/case/source.ts'
import { BESIDE } from '../../domain/case/statement-kind.ts'
import { EVENT_TYPES } from '../../domain/commands/index.ts'
import { CHECKS, CLOCK_KINDS, ROLES } from '../../domain/policy/policy.ts'
import { names } from '../../wording/en/names.ts'
import { told } from '../spoken.ts'
import { like } from './like-shape.ts'
import { count, instant } from './values.ts'

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

const file = z.strictObject({
  number: told(
    z.string().nullable(),
    '类别-年-序，如 图片-2026-0003；早期版本留存的为空',
    'Class, year and place in that year, in the language of the desk; null where an earlier version kept it',
  ),
  class: z.enum(EVIDENCE_CLASSES).nullable(),
  year: count().nullable(),
  seq: count().nullable(),
  name: z.string(),
  mime: z.string(),
  size: told(count(), '字节', 'Bytes'),
  sha256: told(z.string(), '文件见 /cases/编号/files/sha256', 'The file itself: /cases/NUMBER/files/SHA256'),
  takenAt: instant().nullable(),
  takenBy: told(z.string().nullable(), '采集人的代号', 'The key of the person who brought it'),
})

const disclosure = z.strictObject({
  body: z.string(),
  document: z.string(),
  approver: z.string(),
  given: z.string(),
  at: instant(),
  by: told(z.string(), '登记人的代号', 'The key of the person who recorded it'),
})

const stretch = z.strictObject({
  from: instant(),
  until: told(instant().nullable(), '仍在持续的为空', 'Null while it lasts'),
  department: told(z.string().nullable(), '在单位手中的，其代号', 'Its key where a department had it in hand'),
  role: told(
    z.enum(ROLES).nullable(),
    '在审核人或值班员等手中的，其职责；旧版本未记录的两项皆空',
    'The role where an approver or the desk had it; both are null where an earlier version did not record it',
  ),
})

/** From the discovery to the answer on record; nothing resets it. */
export const wholeTimeShape = z.strictObject({
  from: instant(),
  until: told(instant().nullable(), '尚无答复的为空', 'Null while the answer is wanted'),
  seconds: count(),
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
  late: told(
    z.array(stretch),
    '何时逾期、在谁手中；改期不免除已发生的逾期',
    'When it was late and in whose hands; a later date does not undo it',
  ),
  lateStruck: told(
    z.array(stretch),
    '更正发布时间前曾计的逾期，已不计入',
    'What was counted as late before the time of publication was corrected, and is counted no more',
  ),
})

const approval = z.strictObject({
  by: z.string(),
  role: z.enum(ROLES),
  at: instant(),
  turn: told(z.enum(ROLES).optional(), '轮到的岗位，由他人代为审核时', 'Whose turn it was, where another stood in'),
  reason: told(z.string().optional(), '对未过的核对项准予放行的理由', 'Why what the checks refuse was let pass'),
})
const published = { at: instant(), by: z.string() }
const publication = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('link'), url: z.string(), ...published }),
  z.strictObject({
    way: z.literal('private'),
    how: z.string(),
    when: told(
      instant().nullable(),
      '告知的时刻；早期登记未记的为空',
      'When it was told; null where that was not asked for yet',
    ),
    handledBy: told(z.string().nullable(), '经办', 'Who has told it'),
    evidence: told(z.string().nullable(), '凭证', 'What shows it'),
    reaction: told(z.string().nullable(), '对方反应', 'How it was taken'),
    ...published,
  }),
])

const finding = z.strictObject({
  check: told(z.enum(CHECKS), '预案 checks 中的核对项', 'As in the policy’s checks'),
  severity: told(
    z.enum(['refuse', 'warn']),
    'refuse 须由审定人写明理由方可放行，warn 为提示',
    'What is refused needs the approver’s reason; a warning does not',
  ),
  why: told(z.string(), '问题的代号，如 formula、wrong-weekday', 'What is wrong, such as formula or wrong-weekday'),
  offset: told(count(), '在 text 中的位置，自 0 起，按 UTF-16 计', 'Its place in the text, from 0 on, in UTF-16 units'),
  length: told(count(), '缺少内容的为 0，位置在末尾', '0 at the end of the text where something is missing'),
  excerpt: told(z.string(), '该处的文字', 'What stands there'),
  right: told(
    z.string().optional(),
    '应为何字、何日或星期几',
    'What would be right: a word, a date, or a weekday from 1 on',
  ),
  claim: told(count().optional(), '所指诉求在 claims 中的序号，自 1 起', 'Which of the claims it is about, from 1 on'),
})

const claim = z.strictObject({
  text: told(z.string(), '诉求原文摘录，个人信息已隐去', 'An excerpt; personal data are masked'),
  kind: told(
    z.enum(['question', 'demand', 'accusation']),
    'question 询问，demand 要求，accusation 指责',
    'A question, a demand or an accusation',
  ),
  met: told(
    z.enum(['words', 'number', 'note']).nullable(),
    '据何认为已回应：words 字词，number 序号，note 送审说明；未见回应的为空',
    'What seems to take it up: words, a number, or the note to the approver; null where nothing does',
  ),
})

/** What the checks said of a text when it was submitted. */
const examined = {
  findings: told(
    z.array(finding).nullable(),
    '送审时的核对结果；已发布的说明为空，见其事件',
    'What the checks found when it was submitted; null of a published statement, whose events have it',
  ),
  claims: told(
    z.array(claim).nullable(),
    '来帖诉求及是否见回应，同上',
    'What the post asks, and whether it is taken up; null likewise',
  ),
}

const statement = z.strictObject({
  id: z.string(),
  kind: told(
    z.enum(BESIDE),
    'first-response 首次回应，interim 阶段通报，commitment 承诺',
    'A first response, an interim statement, or a commitment',
  ),
  number: told(count(), '同类中的序号，自 1 起', 'Counts its kind, from 1 on'),
  state: told(
    z.enum(['open', 'approved', 'published']),
    '待审定、待发布或已发布',
    'With its approvers, waiting to be published, or published',
  ),
  text: z.string(),
  until: told(instant().nullable(), '承诺的日期', 'The date that a commitment names'),
  draftedBy: z.string(),
  draftedAt: instant(),
  turn: told(z.enum(ROLES).nullable(), '现由何岗位审定', 'Whose decision is awaited'),
  approvals: z.array(approval),
  ...examined,
  publication: publication.nullable(),
})

const promised = z.strictObject({
  number: told(count(), '承诺的序号', 'The number of the commitment'),
  statement: told(z.string(), '作出承诺的稿件', 'The statement in which it was made'),
  of: told(z.enum(['reply', 'measures']), 'reply 答复日期，measures 措施', 'By when the reply comes, or measures'),
  text: z.string(),
  until: instant(),
  madeAt: instant(),
  fulfilledAt: told(instant().nullable(), '尚未兑现的为空', 'Null while it is open'),
  kept: told(z.boolean().nullable(), '是否按期', 'Whether in time; null while it is open'),
  replacedBy: told(count().nullable(), '改期后的承诺', 'The later commitment that took its place'),
})

const reply = z.strictObject({
  draft: told(count(), '第几稿', 'The number of the draft'),
  text: z.string(),
  draftedBy: z.string(),
  draftedAt: instant(),
  approvals: z.array(approval),
  ...examined,
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
    files: told(z.array(file), '附件，先归档的在前', 'Files of the case, the first kept first'),
    disclosures: told(z.array(disclosure), '依法调取登记', 'What was handed over to bodies that may lawfully ask'),
    posts: z.array(post),
    sightings: told(count(), '转报次数', 'How often its posts were forwarded'),
    folded: told(
      count().nullable(),
      '作为同一事项计入的案件编号',
      'The case at which it is counted, being the same matter',
    ),
    likes: told(z.array(like), '可能为同一事项的案件', 'Cases that may be the same matter'),
    clocks: z.array(clock),
    wholeTime: told(wholeTimeShape, '全程用时：自发现至答复', 'From the discovery to the answer on record'),
    hands: told(z.array(stretch), '先后在谁手中', 'In whose hands the case was, oldest first'),
    reply: told(reply.nullable(), '尚无送审稿的为空', 'Null before there is a draft'),
    statements: told(
      z.array(statement),
      '答复以外对公众的说明：已发布的在前，办理中的在后',
      'What else is said to the public: what is published, then what is under way',
    ),
    promises: told(z.array(promised), '对公众的承诺', 'What the public was promised'),
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
