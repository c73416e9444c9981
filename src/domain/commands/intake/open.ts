// A first forward opens a case.

import type { Instant } from '../../calendar/instant.ts'
import { CARD_ONLY, type EventSpec, no, type Result, type Story } from '../../capability/capability.ts'
import type { CommandOf } from '../../capability/command.ts'
import type { DecisionContext } from '../../capability/context.ts'
import type { CasePost, Core } from '../../case/case.ts'
import type { EventData } from '../../case/events.ts'
import { departmentCalled } from '../../org/org.ts'
import { levelByThresholds, type Metrics } from '../../policy/policy.ts'
import { levelCalled, unknownLevel } from '../handling/level.ts'

declare module '../../capability/command.ts' {
  interface ServiceCommands {
    /** `number` was drawn after the post's key was won; `discoveredAt` is the platform's time of the forward. */
    open: {
      number: number
      posts: CasePost[]
      title: string
      text: string
      source: string
      metrics: Metrics
      discoveredAt: Instant
      level: string | null
      department: string | null
    }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    opened: Pick<
      Core,
      'policy' | 'title' | 'level' | 'levelSetBy' | 'discoveredAt' | 'publishedAt' | 'posts' | 'metrics'
    > & { text: string; source: string }
  }
}

const opened: EventSpec<'opened'> = {
  fields: {
    policy: 'plain',
    title: 'personal',
    text: 'personal',
    level: 'plain',
    levelSetBy: 'plain',
    discoveredAt: 'plain',
    publishedAt: 'plain',
    posts: 'personal',
    metrics: 'plain',
    source: 'plain',
  },
  // evolve() makes the case of it.
  apply(state) {
    throw new Error(`case ${state.number} is opened twice`)
  },
  clocks: { gives: ['published', 'discovered', 'opened'] },
  tells: CARD_ONLY,
}

/** The first event makes the case: there is no story before it. */
type Begin = (number: number, data: EventData<'opened'>, context: DecisionContext) => Story

export const open = {
  decide(command: CommandOf<'open'>, context: DecisionContext, begin: Begin): Result {
    const { policy, org, actor } = context
    const asked = command.level === null ? null : levelCalled(policy, command.level)
    if (asked === undefined) return no(unknownLevel(policy, command.level ?? ''))
    const department = command.department === null ? null : departmentCalled(org, command.department)
    if (department === undefined) {
      const known = org.departments.map(({ name }) => name)
      return no({ reason: 'unknown-department', called: command.department ?? '', known })
    }
    const byRule = levelByThresholds(policy, command.metrics, 1)
    const data = {
      policy: context.policyId,
      title: command.title,
      text: command.text,
      level: asked?.number ?? byRule ?? policy.opensAt,
      levelSetBy: asked ? { person: actor.person } : byRule === null ? ('policy' as const) : ('rule' as const),
      discoveredAt: command.discoveredAt,
      publishedAt: command.posts.map(({ publishedAt }) => publishedAt).find((at) => at !== null) ?? null,
      posts: command.posts,
      metrics: command.metrics,
      source: command.source,
    }
    const story = begin(command.number, data, context)
    return department === null ? story : story.happen('assigned', { lead: department.key, co: [] })
  },
  events: { opened },
}
