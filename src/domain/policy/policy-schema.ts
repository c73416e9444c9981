// The shape of a policy file: what each key may hold. What its parts must be to each other is in policy-mistakes.ts.
import { z } from 'zod'
import type { Example } from '../yaml/mistake-parts.ts'
import {
  eachOf,
  fields,
  flag,
  list,
  listOrEmpty,
  listOrNone,
  named,
  oneOf,
  text,
  textLike,
  whole,
  wrong,
  yesNo,
} from '../yaml/yaml-shape.ts'
import { BASES, CHECKS, type CheckName, CLOCK_KINDS, DOCUMENTS, GUARDED, ROLES, SEVERITIES, WAYS } from './policy.ts'
import { date, duration, offset, span, timeOfDay, timeZone } from './policy-values.ts'

/**
 * Where a plan leaves something open and a default fills it in, the value is written `{ value: …, assumed: true }`.
 * `inside` is how to reach the value in the document.
 */
const markable = <T extends z.ZodType>(value: T, write: Example) =>
  z
    .union(
      [
        value,
        fields({ value, assumed: flag }, typeof write === 'string' ? `{ value: ${write}, assumed: true }` : write),
      ],
      {
        error: ({ input }) => plainMistake(value, input),
      },
    )
    .transform((written) => {
      const marked = written as { value: z.output<T>; assumed: boolean }
      return isMarked(written)
        ? { value: marked.value, assumed: marked.assumed, inside: ['value'] }
        : { value: written as z.output<T>, assumed: false, inside: [] }
    })

const isMarked = (written: unknown) => typeof written === 'object' && written !== null && 'assumed' in written

/** Neither kind fits: what the plain one says is what most people want to know. */
const plainMistake = (value: z.ZodType, input: unknown) => value.safeParse(input).error?.issues[0]?.message

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const levelNumber = whole(1, 9, 'level-number', { words: 'level-numbers' })
const role = oneOf(ROLES, 'role')

const rung = fields(
  {
    at: offset,
    tell: list(oneOf(['owner', ...ROLES], 'told'), '[owner]'),
    how: oneOf(WAYS, 'way').default('mention'),
    document: oneOf(DOCUMENTS, 'document').optional(),
    repeat: duration.optional(),
  },
  '{ at: 0, tell: [owner] }',
)
const rungs = list(rung, '[{ at: +1wd, tell: [leading-group], repeat: 1wd }]')

const figure = whole(1, 1_000_000_000, 'figure', '1000')
const thresholds = fields(
  {
    reads: figure.optional(),
    comments: figure.optional(),
    outlets: figure.optional(),
    sightings: figure.optional(),
  },
  '{ reads: 1000, comments: 100 }',
)

const ladder = z.union([z.string(), rungs], {
  error: ({ input }) =>
    wrong('ladder', { words: input === undefined ? 'and-ladder-name' : 'ladder-name' }).error({ input }),
})

const override = fields(
  {
    within: duration.optional(),
    ladder: ladder.optional(),
    assumed: yesNo().optional(),
  },
  '{ within: 2h }',
)

const clock = fields(
  {
    base: oneOf(BASES, 'base'),
    within: duration,
    owner: role.optional(),
    ladder,
    assumed: flag,
    /** What is different at single levels. */
    levels: named(
      /^[1-9]$/,
      { what: 'level-key', write: { words: 'level-keys' } },
      override,
      '{ 1: { within: 2h } }',
    ).default({}),
    /** Of progress notes only. */
    'while-watched': yesNo().optional(),
    /** Levels that do not have this clock. */
    'not-at': listOrNone(levelNumber, '[3, 4]'),
  },
  '{ base: assigned, within: 24h, ladder: department }',
)

const level = fields(
  {
    level: levelNumber,
    'zh-CN': text('一般'),
    en: text('Ordinary'),
    thresholds: thresholds.optional(),
    approvers: markable(list(role, '[head]'), '[head]'),
    assumed: flag,
  },
  '{ level: 1, zh-CN: 一般, en: Ordinary, approvers: [head] }',
)

/** What a commitment's cap may count from. */
const COMMIT_BASES = ['discovered', 'published', 'opened', 'assigned'] as const
/** Those with a rank; whoever waits for a decision of others cannot be told to decide. */
const APPROVER_ROLES = ['head', 'office', 'supervisor', 'principal', 'leading-group'] as const
const chain = list(oneOf(APPROVER_ROLES, 'approver-role'), '[head]')
const statement = fields({ approvers: markable(chain, '[head]') }, '{ approvers: [head] }')

const workingTime = fields(
  {
    days: list(oneOf(DAYS, 'weekday'), '[mon, tue, wed, thu, fri]'),
    hours: list(span, '["08:30-12:00", "14:30-18:00"]'),
    closed: listOrNone(date, '[2026-10-08]'),
    open: listOrNone(date, '[2026-10-10]'),
    assumed: flag,
  },
  '{ days: [mon, tue, wed, thu, fri], hours: ["08:30-12:00", "14:30-18:00"] }',
)

const quietHours = fields(
  { from: timeOfDay, to: timeOfDay, 'exempt-levels': listOrNone(levelNumber, '[1]'), assumed: flag },
  '{ from: "22:00", to: "07:00", exempt-levels: [1] }',
)

const severity = oneOf(SEVERITIES, 'severity').optional()

const checks = fields(
  {
    ...(Object.fromEntries(CHECKS.map((check) => [check, severity])) as Record<CheckName, typeof severity>),
    assumed: flag,
  },
  '{ formula: refuse, claims: warn, typing: off }',
)

export const policySchema = fields(
  {
    name: textLike(/^[a-z0-9][a-z0-9-]{0,40}$/, 'policy-name', 'our-plan'),
    title: fields({ 'zh-CN': text('本单位预案'), en: text('Our plan') }, '{ zh-CN: 本单位预案, en: Our plan }'),
    'time-zone': timeZone.default('Asia/Shanghai'),
    'working-time': workingTime,
    levels: list(level, '[{ level: 1, zh-CN: 一般, en: Ordinary, approvers: [head] }]'),
    'opens-at': markable(levelNumber, '4'),
    commit: fields(
      {
        'at-most': duration,
        from: oneOf(COMMIT_BASES, 'commit-base').default('discovered'),
        times: whole(1, 9, 'times', '1').default(1),
        approvers: chain.optional(),
        assumed: flag,
      },
      '{ at-most: 5wd }',
    ).optional(),
    statements: fields(
      { 'first-response': statement.optional(), interim: statement.optional() },
      '{ first-response: { approvers: [head] } }',
    ).optional(),
    clocks: eachOf(CLOCK_KINDS, clock, '{ triage: { base: opened, within: 30m, owner: duty-officer, ladder: desk } }'),
    ladders: named(
      /^[a-z][a-z0-9-]{0,40}$/,
      { what: 'ladder-key', write: { words: 'ladder-key' } },
      markable(rungs, { words: 'marked-rungs' }),
      { words: 'ladder-keys' },
    ).default({}),
    watch: markable(list(duration, '[24h, 72h, 7d]'), '[24h, 72h, 7d]').optional(),
    'quiet-hours': quietHours.optional(),
    checks: checks.optional(),
    'second-person': markable(
      listOrEmpty(oneOf(GUARDED, 'guarded'), '[dismiss, lower]'),
      '[dismiss, lower]',
    ).optional(),
    'second-person-by': list(role, '[office, supervisor, principal, leading-group]').optional(),
    'confirm-subsided': markable(whole(0, 9, 'confirm-level', { words: 'gravest-levels' }), '2').optional(),
    'alone-at-night': yesNo().optional(),
  },
  { words: 'policy-keys' },
)

export { DAYS }
export type PolicyFile = z.output<typeof policySchema>
export type ClockEntry = PolicyFile['clocks'][keyof PolicyFile['clocks']] & object
export type RungEntry = z.output<typeof rung>
export type LevelEntry = PolicyFile['levels'][number]
