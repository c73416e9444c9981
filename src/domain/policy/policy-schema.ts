// The shape of a policy file: what each key may hold. What its parts must be to each other is in policy-mistakes.ts.
import { z } from 'zod'
import {
  eachOf,
  fields,
  flag,
  list,
  listOrEmpty,
  listOrNone,
  named,
  oneOf,
  shown,
  text,
  textLike,
  whole,
  wrong,
} from '../yaml/yaml-shape.ts'
import { BASES, CHECKS, type CheckName, CLOCK_KINDS, DOCUMENTS, GUARDED, ROLES, SEVERITIES, WAYS } from './policy.ts'
import { date, duration, offset, span, timeOfDay, timeZone } from './policy-values.ts'

/**
 * Where a plan leaves something open and a default fills it in, the value is written `{ value: …, assumed: true }`.
 * `inside` is how to reach the value in the document.
 */
const markable = <T extends z.ZodType>(value: T, example: string) =>
  z
    .union([value, fields({ value, assumed: flag }, `{ value: ${example}, assumed: true }`)], {
      error: ({ input }) => markableSentence(value, input),
    })
    .transform((written) => {
      const marked = written as { value: z.output<T>; assumed: boolean }
      return isMarked(written)
        ? { value: marked.value, assumed: marked.assumed, inside: ['value'] }
        : { value: written as z.output<T>, assumed: false, inside: [] }
    })

const isMarked = (written: unknown) => typeof written === 'object' && written !== null && 'assumed' in written

/** Neither kind fits: what the plain one says is what most people want to know. */
const markableSentence = (value: z.ZodType, input: unknown) => value.safeParse(input).error?.issues[0]?.message

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const levelNumber = whole(1, 9, 'the number of a level', '1 for the gravest, 2 for the next, at most 9')
const role = oneOf(ROLES, 'a role')

const rung = fields(
  {
    at: offset,
    tell: list(oneOf(['owner', ...ROLES], 'somebody to tell'), '[owner]'),
    how: oneOf(WAYS, 'a way to tell').default('mention'),
    document: oneOf(DOCUMENTS, 'a document').optional(),
    repeat: duration.optional(),
  },
  '{ at: 0, tell: [owner] }',
)
const rungs = list(rung, '[{ at: +1wd, tell: [leading-group], repeat: 1wd }]')

const figure = whole(1, 1_000_000_000, 'a figure', '1000')
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
    input === undefined
      ? 'write {key}: and the name of one under "ladders"'
      : `${shown(input)} is not a ladder: write the name of one under "ladders"`,
})

const override = fields(
  {
    within: duration.optional(),
    ladder: ladder.optional(),
    assumed: z.boolean(wrong('true or false', 'true')).optional(),
  },
  '{ within: 2h }',
)

const clock = fields(
  {
    base: oneOf(BASES, 'an instant to count from'),
    within: duration,
    owner: role.optional(),
    ladder,
    assumed: flag,
    /** What is different at single levels. */
    levels: named(/^[1-9]$/, 'is not the number of a level: write 1 to 9', override, '{ 1: { within: 2h } }').default(
      {},
    ),
    /** Of progress notes only. */
    'while-watched': z.boolean(wrong('true or false', 'true')).optional(),
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
const chain = list(oneOf(APPROVER_ROLES, 'a role that may decide'), '[head]')
const statement = fields({ approvers: markable(chain, '[head]') }, '{ approvers: [head] }')

const workingTime = fields(
  {
    days: list(oneOf(DAYS, 'a day of the week'), '[mon, tue, wed, thu, fri]'),
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

const severity = oneOf(SEVERITIES, 'how much a check weighs').optional()

const checks = fields(
  {
    ...(Object.fromEntries(CHECKS.map((check) => [check, severity])) as Record<CheckName, typeof severity>),
    assumed: flag,
  },
  '{ formula: refuse, claims: warn, typing: off }',
)

export const policySchema = fields(
  {
    name: textLike(/^[a-z0-9][a-z0-9-]{0,40}$/, 'a name (lower-case letters, digits, hyphens; at most 41)', 'our-plan'),
    title: fields({ 'zh-CN': text('本单位预案'), en: text('Our plan') }, '{ zh-CN: 本单位预案, en: Our plan }'),
    'time-zone': timeZone.default('Asia/Shanghai'),
    'working-time': workingTime,
    levels: list(level, '[{ level: 1, zh-CN: 一般, en: Ordinary, approvers: [head] }]'),
    'opens-at': markable(levelNumber, '4'),
    commit: fields(
      {
        'at-most': duration,
        from: oneOf(COMMIT_BASES, 'an instant that the cap counts from').default('discovered'),
        times: whole(1, 9, 'a number of times', '1').default(1),
        approvers: chain.optional(),
        assumed: flag,
      },
      '{ at-most: 5wd }',
    ).optional(),
    statements: fields(
      { 'first-response': statement.optional(), interim: statement.optional() },
      '{ first-response: { approvers: [head] } }',
    ).optional(),
    clocks: eachOf(CLOCK_KINDS, clock, 'triage: { base: opened, within: 30m, owner: duty-officer, ladder: desk }'),
    ladders: named(
      /^[a-z][a-z0-9-]{0,40}$/,
      'is not a name for a ladder: write lower-case letters, digits and hyphens',
      markable(rungs, 'the rungs'),
      'department: and its rungs below',
    ).default({}),
    watch: markable(list(duration, '[24h, 72h, 7d]'), '[24h, 72h, 7d]').optional(),
    'quiet-hours': quietHours.optional(),
    checks: checks.optional(),
    'second-person': markable(
      listOrEmpty(oneOf(GUARDED, 'something that needs a second person'), '[dismiss, lower]'),
      '[dismiss, lower]',
    ).optional(),
    'second-person-by': list(role, '[office, supervisor, principal, leading-group]').optional(),
    'confirm-subsided': markable(
      whole(0, 9, 'a level, or 0 where nobody need confirm it', '2 for the two gravest levels'),
      '2',
    ).optional(),
    'alone-at-night': z.boolean(wrong('true or false', 'true')).optional(),
  },
  'name: our-plan, and the other keys of a policy',
)

export { DAYS }
export type PolicyFile = z.output<typeof policySchema>
export type ClockEntry = PolicyFile['clocks'][keyof PolicyFile['clocks']] & object
export type RungEntry = z.output<typeof rung>
export type LevelEntry = PolicyFile['levels'][number]
