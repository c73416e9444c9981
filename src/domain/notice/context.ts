// What notices are made from: the case before and after, the facts of the decision, and who could act on what they say.

import type { PersonsCommandType } from '../capability/command.ts'
import type { DecisionContext } from '../capability/context.ts'
import type { Case } from '../case/case.ts'
import type { Addressee, Envelope } from './envelope.ts'
import type { Notice } from './notice.ts'

export interface NoticeContext {
  before: Case | null
  after: Case
  facts: DecisionContext
  /** Whether somebody who reads it there may do this to the case as it is now. */
  mayDo(to: Addressee, command: PersonsCommandType): boolean
}

/** A message in the case's thread; none where there is no addressee. */
export const saying = (key: string, to: Envelope['to'] | null, notice: Notice, mention: string[] = []): Envelope[] =>
  to === null
    ? []
    : [{ key, kind: 'say', to, thread: 'case', notice, mention, way: 'mention', missed: [], clock: null }]
