// Who asks: by session or token; in drills, and only there, also whomever the visitor has picked to speak as.
import type { FastifyRequest } from 'fastify'
import type { ChannelHost } from '../../src/channel.ts'
import type { Person } from '../../src/domain/org/org.ts'
import type { RoomDeps } from './deps.ts'
import { RequestError } from './errors.ts'
import { wordsOf } from './words.ts'

export interface Speaker {
  person: string
  name: string
}

/** Throws the HTTP error that fits where nobody may be recognised. */
export async function readerOf(request: FastifyRequest, deps: RoomDeps, host: ChannelHost): Promise<Speaker> {
  const query = request.query as { as?: unknown }
  return (await picked(request, deps, typeof query.as === 'string' ? query.as : undefined)) ?? host.identify(request)
}

/**
 * As `readerOf`, for what changes something. A browser sends its session along unasked, but another site's page cannot
 * add a header to a JSON request without our leave: where no token proves who asks, such a header must be there.
 */
export async function writerOf(request: FastifyRequest, deps: RoomDeps, host: ChannelHost): Promise<Speaker> {
  const drillSpeaker = await picked(request, deps, undefined)
  if (drillSpeaker) return drillSpeaker
  const identified = await host.identify(request)
  if (!request.headers.authorization && request.headers['x-zhiban'] !== 'room') {
    throw new RequestError(403, 'forged', wordsOf(deps.lang).errors.forged)
  }
  return identified
}

/** For the page: a drill's visitor who has picked nobody yet speaks as whoever is signed in, else as the first of the org. */
export async function visitorOf(request: FastifyRequest, deps: RoomDeps, host: ChannelHost): Promise<Speaker> {
  const query = request.query as { as?: unknown }
  if (deps.drill && query.as === undefined && !request.headers['zhiban-as'] && !request.headers.authorization) {
    const [first] = await deps.people()
    if (first) return (await signedIn(request, host)) ?? speaker(first)
  }
  return readerOf(request, deps, host)
}

async function signedIn(request: FastifyRequest, host: ChannelHost): Promise<Speaker | null> {
  try {
    return await host.identify(request)
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 401) return null
    throw error
  }
}

async function picked(request: FastifyRequest, deps: RoomDeps, inQuery: string | undefined): Promise<Speaker | null> {
  // A token says for itself whom it may act as, in drills too.
  if (!deps.drill || request.headers.authorization) return null
  const header = request.headers['zhiban-as']
  const key = (typeof header === 'string' ? header : undefined) ?? inQuery
  if (key === undefined) return null
  const person = (await deps.people()).find((each) => each.key === key)
  if (!person) throw new RequestError(400, 'unknown-person', wordsOf(deps.lang).errors.noPerson, 'Zhiban-As')
  return speaker(person)
}

const speaker = ({ key, name }: Person): Speaker => ({ person: key, name })
