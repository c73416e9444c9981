// A first forward, or what was registered otherwise, opens a case.

import type { Instant } from '../../calendar/instant.ts'
import {
  CARD_ONLY,
  type EventSpec,
  type EventSpecs,
  no,
  type RegionSpecs,
  type Result,
  type Story,
} from '../../capability/capability.ts'
import type { CommandOf } from '../../capability/command.ts'
import type { DecisionContext } from '../../capability/context.ts'
import type { CasePost, Core, Place, Status } from '../../case/case.ts'
import type { EventData } from '../../case/events.ts'
import { type CameIn, FORWARDED, type Order, type Source } from '../../case/source.ts'
import { departmentCalled } from '../../org/org.ts'
import { levelByThresholds, type Metrics } from '../../policy/policy.ts'
import { levelCalled, unknownLevel } from '../handling/level.ts'
import { cameMeant } from './order.ts'

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
      /** Left out: forwarded. */
      came?: CameIn
    }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** What was typed is no way in which matters come in; `called` is empty where nothing was typed. */
    'unknown-source': { called: string; nearest: Source[] }
    /** What has come in so must be registered with more. */
    'register-lacks': { source: Source; what: RegisterLack[] }
    /** A number or a deadline of a superior's paper was filled in, and another source chosen. */
    'order-of-superior': { source: Source }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    source: Source
    /** What was said or written, where no link leads to it. */
    said: string | null
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    /** What was registered has the words of another case, and need not be the same matter. */
    'same-words': { subject: Subject; source: Source; like: Subject; likeStatus: Status }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    opened: Pick<
      Core,
      'policy' | 'title' | 'level' | 'levelSetBy' | 'discoveredAt' | 'publishedAt' | 'posts' | 'metrics'
    > & { text: string; source: string; cameBy?: Source; order?: Order }
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
    cameBy: 'plain',
    order: 'plain',
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

/** Where a matter may be registered, by whoever is registered: the desk sees it there; or in the thread of its case. */
export const takesRegistration = ({ purpose }: Place, inThread = false): boolean =>
  inThread || purpose === 'duty' || purpose === 'direct' || purpose === 'api'

/** What a registration may lack. */
export type RegisterLack = 'text' | 'number' | 'deadline'

export const open = {
  /** As it is typed where there is no link to forward. */
  names: { en: ['register'], zh: ['登记'] },
  decide(command: CommandOf<'open'>, context: DecisionContext, begin: Begin): Result {
    const { policy, org, actor } = context
    const asked = command.level === null ? null : levelCalled(policy, command.level)
    if (asked === undefined) return no(unknownLevel(policy, command.level ?? ''))
    const department = command.department === null ? null : departmentCalled(org, command.department)
    if (department === undefined) {
      const known = org.departments.map(({ name }) => name)
      return no({ reason: 'unknown-department', called: command.department ?? '', known })
    }
    const came = cameMeant(command.came ?? FORWARDED, context)
    if ('reason' in came) return no(came)
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
      ...recordOf(came),
    }
    const story = begin(command.number, data, context)
    return department === null ? story : story.happen('assigned', { lead: department.key, co: [] })
  },
  events: { opened },
  regions: {
    source: { begins: FORWARDED.source, perRound: false },
    said: { begins: null, perRound: false },
  },
} satisfies { events: Partial<EventSpecs>; regions: Partial<RegionSpecs>; [part: string]: unknown }

/** What an event keeps of how the matter came in; nothing of a forward. */
const recordOf = (came: CameIn): { cameBy?: Source; order?: Order } =>
  came.source === 'forward' ? {} : { cameBy: came.source, ...(came.order === null ? {} : { order: came.order }) }

/** What the opening says of the regions that it declares, and whether only the day of the publication is known. */
export function regionsOpened({ cameBy, order, posts, text }: EventData<'opened'>) {
  const linked = posts.some(({ url }) => url !== null)
  const first = posts.find(({ publishedAt }) => publishedAt !== null)
  const publishedToDay = first?.toDay ?? false
  return {
    source: cameBy ?? FORWARDED.source,
    order: order ?? null,
    said: cameBy && !linked ? text : null,
    publishedToDay,
  }
}
