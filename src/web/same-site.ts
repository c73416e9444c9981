// A browser sends a session along whoever made it ask: what signs in or out must come from our own pages.
import type { FastifyRequest } from 'fastify'
import { HttpError } from './errors.ts'

/**
 * Throws a 403 where a browser says that another site's page asks. Who says nothing of it is no browser, or one that is
 * too old to; both then hold what another site does not have, the link's secret or the cookie that is for our site alone.
 */
export function checkSameSite({ headers }: FastifyRequest, publicUrl: string, says: string): void {
  const site = headers['sec-fetch-site']
  if (site !== undefined) {
    // `none`: typed, or opened by another program.
    if (site === 'same-origin' || site === 'none') return
    throw new HttpError(403, 'forged', says)
  }
  if (headers.origin === undefined) return
  const ours = [hostOf(publicUrl), headers.host]
  if (!ours.includes(hostOf(headers.origin) ?? '')) throw new HttpError(403, 'forged', says)
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}
