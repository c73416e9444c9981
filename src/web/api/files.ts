// A file of a case, for whoever is signed in and has to do with the case.
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { chunksOf, fileOfCase } from '../../db/cases/attachments.ts'
import { readCase } from '../../db/cases/cases.ts'
import type { Desk } from '../../desk/desk.ts'
import { currentOrg } from '../../desk/outbox/service-notice.ts'
import { maySeeCase } from '../../domain/input/questions.ts'
import { actorOf } from '../../domain/org/org.ts'
import type { Auth } from '../auth.ts'
import { HttpError, parsed } from '../errors.ts'
import { LAST_NUMBER } from './values.ts'

const params = z.object({
  number: z.coerce.number().int().min(1).max(LAST_NUMBER),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** What a browser may show by itself; everything else is for the disk. */
const SHOWN = /^(image\/(png|jpeg|gif|webp|bmp)|application\/pdf|text\/plain)$/

export function fileRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  const { db } = desk.database
  app.get('/cases/:number/files/:sha256', async (request, reply) => {
    const person = await auth.person(request).catch((error: unknown) => {
      if (error instanceof HttpError && error.statusCode === 401 && request.headers.authorization === undefined)
        return null
      throw error
    })
    if (person === null) return reply.redirect('/sign-in')
    const { number, sha256 } = parsed(params, request.params)
    const state = await readCase(db, number)
    const file = await fileOfCase(db, number, sha256)
    const org = await currentOrg(db, desk)
    if (state === null || file === null || !maySeeCase(state, actorOf(org, person)))
      throw new HttpError(404, 'not-found', `There is no such file of case ${number} for you.`)
    const bytes = Buffer.concat((await chunksOf(db, sha256)).map((chunk) => desk.cipher.open(chunk)))
    const how = SHOWN.test(file.mime) ? 'inline' : 'attachment'
    return reply
      .type(file.mime === 'text/plain' ? 'text/plain; charset=utf-8' : file.mime)
      .headers({
        'content-disposition': `${how}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'x-content-type-options': 'nosniff',
        // Whoever forwarded it may have written anything into it.
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, max-age=3600',
      })
      .send(bytes)
  })
}
