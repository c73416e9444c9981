// The policy in force, and what another one would say and move.
import { z } from 'zod'
import { BASES, CHECKS, CLOCK_KINDS, GUARDED, ROLES, SEVERITIES } from '../../../domain/policy/policy.ts'
import type { Contract } from '../../contract.ts'
import { told } from '../../spoken.ts'
import { date, instant } from '../values.ts'

const named = z.strictObject({ 'zh-CN': z.string(), en: z.string() })
const figure = z.int().nullable()
const rule = z.strictObject({
  kind: z.enum(CLOCK_KINDS),
  base: z.string(),
  within: told(z.string(), '如 24h、4wh、5wd', 'Such as 24h, 4wh, 5wd'),
  owner: z.enum(ROLES),
  rungs: told(z.int(), '催办阶梯的级数', 'How many rungs its ladder has'),
  assumed: told(z.boolean(), '预案未写明，系默认', 'The plan leaves it open; a default stands here'),
})
const level = z.strictObject({
  level: told(z.int(), '1 最重', '1 is the gravest'),
  name: named,
  thresholds: z.strictObject({ reads: figure, comments: figure, outlets: figure, sightings: figure }).nullable(),
  approvers: z.array(z.enum(ROLES)),
  clocks: z.array(rule),
})

export const policyShape = z
  .strictObject({
    name: z.string(),
    title: named,
    timeZone: z.string(),
    workingTime: z.strictObject({
      workdays: told(z.array(z.int()), '1 为周一', '1 is Monday'),
      hours: z.array(z.strictObject({ from: z.string(), to: z.string() })),
      closures: z.array(date()),
      openings: z.array(date()),
    }),
    opensAt: told(z.int(), '登记时的等级', 'The level at which a case opens'),
    commitAtMost: told(z.string().nullable(), '承诺日期的上限', 'How far a department may commit to a date'),
    commitment: z.strictObject({
      from: told(z.enum(BASES), '上限自何时起算', 'What the cap counts from'),
      times: told(
        z.int(),
        '一案可承诺的次数，超过的由上一级审定',
        'How many of a case; each further one is decided a rank higher',
      ),
      approvers: told(
        z.array(z.enum(ROLES)).nullable(),
        '审定人；为空时为部门负责人，逾期后为最近一次被通知到的一级',
        'Who decides; null: the head, and once the reply is late the rank that was last told',
      ),
    }),
    statements: told(
      z.strictObject({ 'first-response': z.array(z.enum(ROLES)), interim: z.array(z.enum(ROLES)) }),
      '首次回应和阶段通报的审核人',
      'Who approves first responses and interim statements',
    ),
    checks: told(
      z.record(z.enum(CHECKS), z.enum(SEVERITIES)),
      '稿件送审前的核对项及其轻重',
      'What is looked at in a statement before it goes to an approver, and how much it weighs',
    ),
    secondPerson: z.strictObject({
      acts: told(z.array(z.enum(GUARDED)), '须另一人同意的事项', 'What another person must agree to'),
      by: told(z.array(z.enum(ROLES)), '可以同意的岗位，首位先问', 'Who may agree; the first is asked'),
      aloneAtNight: told(
        z.boolean(),
        '非工作时间独自值班的，先办、后确认',
        'Who is alone on duty outside working hours acts at once and is confirmed later',
      ),
    }),
    confirmSubsided: told(
      z.int(),
      '该级及更重的须人工确认平息方可办结；0 为不须',
      'At this level and graver ones a person confirms that it has subsided before the case closes; 0: at none',
    ),
    levels: z.array(level),
  })
  .meta({ id: 'Policy' })

const problem = z
  .strictObject({
    line: told(z.int(), '自 1 起', 'From 1 on'),
    column: told(z.int(), '自 1 起', 'From 1 on'),
    message: z.string(),
  })
  .meta({ id: 'Problem' })

const moved = z.strictObject({
  case: z.int(),
  clock: told(z.string(), '时限的 id', 'Id of the clock'),
  kind: z.enum(CLOCK_KINDS),
  dueAt: told(instant(), '现在的时限', 'As it is'),
  wouldBeDueAt: told(instant(), '按此预案的时限', 'As it would be'),
})

export const movesShape = z.strictObject({
  cases: told(z.int(), '未办结的案件', 'Open cases'),
  clocks: told(z.int(), '其中仍在计时的时限', 'Their clocks that still run'),
  unmoved: z.int(),
  earlier: z.int(),
  later: z.int(),
  overdueAtOnce: told(z.int(), '因提前而立即逾期的', 'Those that would be overdue at once'),
  dropped: told(z.int(), '此预案没有的时限', 'Clocks that this policy does not have'),
  committed: told(z.int(), '部门已承诺日期的，不变', 'Dates that a department has committed to: they stand'),
  sample: told(z.array(moved), '至多 100 条，变动大的在前', 'At most 100, the greatest moves first'),
})

export const PREVIEW_BODY = z.strictObject({
  source: told(z.string().max(1_000_000), '预案文件的内容（YAML）', 'The policy file, YAML'),
})

export const CURRENT = {
  method: 'GET',
  url: '/api/v1/policies/current',
  id: 'getCurrentPolicy',
  group: 'policies',
  summary: { zh: '现行预案', en: 'The policy in force' },
  may: 'read',
  answers: {
    200: {
      says: { zh: '预案及其文件', en: 'The policy, and the file that it was read from' },
      schema: z.strictObject({
        id: z.int(),
        publishedAt: instant(),
        sha256: z.string(),
        policy: policyShape,
        source: told(z.string(), '文件原文', 'The file as it was published'),
      }),
    },
  },
  errors: [],
  example: { path: '/api/v1/policies/current' },
} satisfies Contract

export const PREVIEW = {
  method: 'POST',
  url: '/api/v1/policies/preview',
  id: 'previewPolicy',
  group: 'policies',
  summary: { zh: '预览预案', en: 'Preview a policy' },
  detail: {
    zh: '只读不改：有误的逐条指出行列；无误的列出提示和默认项，并对未办结案件逐一试算哪些时限会变动。发布预案本身从不改动在办案件的时限。',
    en: 'Changes nothing. What is wrong is named by line and column; a right one is answered with its warnings, what it assumes, and which due instants of open cases would move. Publishing a policy never moves a live deadline by itself.',
  },
  may: 'read',
  body: { schema: PREVIEW_BODY, types: ['application/yaml', 'text/yaml', 'text/plain'] },
  answers: {
    200: {
      says: { zh: '有误之处，或试算结果', en: 'What is wrong, or what it says and would move' },
      schema: z.discriminatedUnion('ok', [
        z.strictObject({ ok: z.literal(false), problems: z.array(problem) }),
        z.strictObject({
          ok: z.literal(true),
          policy: policyShape,
          warnings: z.array(problem),
          assumed: z.array(problem),
          moves: movesShape,
        }),
      ]),
    },
  },
  errors: [400, 413],
  example: {
    path: '/api/v1/policies/preview',
    headers: { 'Content-Type': 'application/yaml' },
    body: '@policy.yaml',
  },
} satisfies Contract
