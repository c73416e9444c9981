// Which of several requests is meant: what is not said and not plain is asked, and nothing is done to another.
import { no, type Story } from '../../capability/capability.ts'
import type { PersonsCommandType } from '../../capability/command.ts'
import type { Refusal } from '../../capability/refusal.ts'
import type { RequestKind } from '../../case/case.ts'
import { type RequestCalled, requestCalled } from '../../case/request-names.ts'
import { openRequests } from '../../case/requests.ts'
import { decidersOf, mayDecide, namesOf, requestsFor } from '../../notice/recipients.ts'
import { isSamePerson } from '../../org/org.ts'

interface Waiting {
  kind: RequestKind
  number: number
}

declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** Several wait: `waiting` are those that could be meant; `called`: what was said, where no request is called so. */
    'which-request': { command: PersonsCommandType; waiting: Waiting[]; called: string }
    /** None that is called so waits; `waiting` do. */
    'no-such-request': { command: PersonsCommandType; called: RequestCalled; waiting: Waiting[] }
  }
}

/** The one of these that is meant. `said`: '' where nothing was said. */
export function requestMeant<R extends Waiting>(
  waiting: readonly R[],
  said: string,
  command: PersonsCommandType,
): { request: R } | { refused: Refusal } {
  const faces = waiting.map(({ kind, number }) => ({ kind, number }))
  const named = said === '' ? null : requestCalled(said)
  if (said !== '' && named === null) return no({ reason: 'which-request', command, waiting: faces, called: said })
  const meant = waiting.filter(
    ({ kind, number }) => named === null || (kind === named.kind && [null, number].includes(named.number)),
  )
  const [request, ...others] = meant
  if (request === undefined && named !== null)
    return no({ reason: 'no-such-request', command, called: named, waiting: faces })
  if (request === undefined || others.length > 0)
    return no({
      reason: 'which-request',
      command,
      waiting: meant.map(({ kind, number }) => ({ kind, number })),
      called: '',
    })
  return { request }
}

/** The one that this person decides on. Authority has seen to it that there is one where nothing was said. */
export function awaited({ state, context: { org, actor } }: Story, said: string, command: PersonsCommandType) {
  const theirs = requestsFor(org, state, actor.person)
  const meant = requestMeant(said === '' ? theirs : openRequests(state), said, command)
  if ('refused' in meant) {
    const ofTheirs = said === '' ? meant : requestMeant(theirs, said, command)
    return 'refused' in ofTheirs ? meant : ofTheirs
  }
  const { request } = meant
  if (mayDecide(org, state, request, actor.person)) return meant
  const asked = request.kind === 'reply' ? {} : { request: request.kind }
  if (isSamePerson(org, actor.person, request.by)) return no({ reason: 'own-draft', ...asked })
  const { role, people } = decidersOf(org, state, request)
  return no({ reason: 'not-your-turn', role, names: namesOf(org, people), ...asked })
}
