// What notices are made from: the case before and after, and the facts of the decision.
import type { Case } from '../case/case.ts'
import type { DecisionContext } from '../decide/unfold.ts'
import type { Envelope } from './envelope.ts'
import type { Notice } from './notice.ts'

export interface NoticeContext {
  before: Case | null
  after: Case
  facts: DecisionContext
}

/** A plain saying in the case's thread. */
export const saying = (key: string, to: Envelope['to'] | null, notice: Notice, mention: string[] = []): Envelope[] =>
  to === null
    ? []
    : [{ key, kind: 'say', to, thread: 'case', notice, mention, way: 'mention', missed: [], clock: null }]
