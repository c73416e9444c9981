// /api/v1/policies: the policy in force, and a preview of another one, which changes nothing.

import { and, asc, eq, gt, notInArray } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { readCurrent } from '../../db/institution/institution.ts'
import { cases, policies } from '../../db/schema/schema.ts'
import type { Desk } from '../../desk/desk.ts'
import type { WorkCalendar } from '../../domain/calendar/calendar.ts'
import { formatDuration } from '../../domain/calendar/duration.ts'
import { ENDED } from '../../domain/case/case.ts'
import { upcastCase } from '../../domain/case/upcasting/upcast-case.ts'
import type { ClockRule, Level, Policy } from '../../domain/policy/policy.ts'
import { readPolicy } from '../../domain/policy/policy-file.ts'
import type { Problem } from '../../domain/yaml/mistake.ts'
import { problemText } from '../../wording/mistakes/index.ts'
import type { Auth } from '../auth.ts'
import { serve } from '../contract.ts'
import { parsed } from '../errors.ts'
import { HEAVY_LIMIT } from '../rate-limits.ts'
import { CURRENT, PREVIEW } from './contracts/policies.ts'
import { Moves } from './policy-moves.ts'

/** Wants an app of its own: YAML is read here alone. */
export function policyRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  app.addContentTypeParser(PREVIEW.body.types, { parseAs: 'string' }, (_request, source, done) =>
    done(null, { source }),
  )

  serve(app, CURRENT, async (request) => {
    await auth.caller(request, CURRENT.may)
    const { policyId } = await readCurrent(desk.database.db)
    const [row] = await desk.database.db.select().from(policies).where(eq(policies.id, policyId))
    if (row === undefined) throw new Error(`policy ${policyId} is not in the database`)
    const { id, publishedAt, sha256, source, body } = row
    return { id, publishedAt, sha256, policy: policyView(body as Policy), source }
  })

  serve(
    app,
    PREVIEW,
    async (request) => {
      await auth.caller(request, PREVIEW.may)
      const { source } = parsed(PREVIEW.body.schema, request.body)
      const read = readPolicy(source, 'policy.yaml')
      if (!read.ok) return { ok: false, problems: read.problems.map(problemView) }
      const { policy, warnings, assumed } = read
      const moves = await movesUnder(desk, policy)
      return {
        ok: true,
        policy: policyView(policy),
        warnings: warnings.map(problemView),
        assumed: assumed.map(problemView),
        moves,
      }
    },
    { config: { rateLimit: HEAVY_LIMIT }, bodyLimit: 4 * 1024 * 1024 },
  )
}

const PAGE = 200

/** Page by page: others are served in between, whatever the number of open cases. */
async function movesUnder({ database, versions, time }: Desk, policy: Policy) {
  const { db } = database
  const { policyId } = await readCurrent(db)
  const { official } = (await versions.policy(db, policyId)).calendar
  const calendar: WorkCalendar = { ...policy.work, timeZone: policy.timeZone, official }
  const moves = new Moves(policy, calendar, time.now())
  for (let after = 0; ; ) {
    const page = await db
      .select({ number: cases.number, state: cases.state })
      .from(cases)
      .where(and(notInArray(cases.status, [...ENDED]), gt(cases.number, after)))
      .orderBy(asc(cases.number))
      .limit(PAGE)
    for (const { state } of page) moves.add(upcastCase(state))
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return moves.counted()
    after = last.number
  }
}

/** An API's messages are English. */
const problemView = (each: Problem) => ({ line: each.line, column: each.column, message: problemText(each, 'en') })
const bilingual = ({ zh, en }: { zh: string; en: string }) => ({ 'zh-CN': zh, en })

const policyView = ({
  name,
  title,
  timeZone,
  work,
  opensAt,
  commitAtMost,
  commitment,
  statements,
  checks,
  secondPerson,
  confirmSubsided,
  levels,
}: Policy) => ({
  name,
  title: bilingual(title),
  timeZone,
  workingTime: {
    workdays: work.workdays,
    hours: work.spans,
    closures: work.closures,
    openings: work.openings,
  },
  opensAt,
  commitAtMost: commitAtMost === null ? null : formatDuration(commitAtMost),
  commitment: { from: commitment.from, times: commitment.times, approvers: commitment.approvers },
  statements,
  checks,
  secondPerson,
  confirmSubsided,
  levels: levels.map(levelView),
})

const levelView = ({ number, name, thresholds, approvers, clocks }: Level) => ({
  level: number,
  name: bilingual(name),
  thresholds,
  approvers,
  clocks: clocks.map(clockView),
})

const clockView = ({ kind, base, within, owner, ladder, assumed }: ClockRule) => ({
  kind,
  base,
  within: formatDuration(within),
  owner,
  rungs: ladder.length,
  assumed,
})
