// A one-time sign-in link for a person: only its hash is kept, so it is made at the moment it is sent.
import { randomBytes } from 'node:crypto'
import { addSignInLink } from '../../db/institution/access.ts'
import { later, MINUTE } from '../../domain/calendar/instant.ts'
import type { Desk } from '../desk.ts'

export const LINK_MINUTES = 10

export async function signInLink(desk: Desk, person: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await addSignInLink(desk.database.db, secret, person, later(desk.time.realNow(), LINK_MINUTES * MINUTE))
  return `${desk.publicUrl()}/sign-in/${secret}`
}
