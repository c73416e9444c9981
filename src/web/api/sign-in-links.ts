// POST /api/v1/sign-in-links: an administrator makes a one-time link for somebody.
import type { FastifyInstance } from 'fastify'
import { readCurrent } from '../../db/institution/institution.ts'
import type { Desk } from '../../desk/desk.ts'
import { personOf } from '../../domain/org/org.ts'
import type { Auth } from '../auth.ts'
import { serve } from '../contract.ts'
import { HttpError, parsed } from '../errors.ts'
import { linkBody, SIGN_IN_LINK } from './contracts/administration.ts'

export function signInLinkRoutes(app: FastifyInstance, desk: Desk, auth: Auth, publicUrl: () => string): void {
  serve(app, SIGN_IN_LINK, async (request, reply) => {
    await auth.caller(request, SIGN_IN_LINK.may)
    const { person } = parsed(linkBody, request.body)
    const { database, versions } = desk
    const { orgVersion } = await readCurrent(database.db)
    if (!personOf(await versions.org(database.db, orgVersion), person))
      throw new HttpError(404, 'unknown-person', `There is no person "${person}" in the org.`, 'person')
    const { path, expiresAt } = await auth.newLink(person)
    return reply.status(201).send({ url: `${publicUrl()}${path}`, expiresAt })
  })
}
