// What a request is refused with, and the one handler that writes it: {"error": {code, message, path?}}.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify'
import type { z } from 'zod'
import type { Refusal } from '../domain/capability/refusal.ts'
import type { Wording } from '../wording/index.ts'

export class HttpError extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
    readonly path?: string | undefined,
    readonly headers: Record<string, string> = {},
  ) {
    super(message)
  }
}

/** 404 for a case that is not there, 409 for every other refusal by the rules; `code` is the reason. */
export function refusalError(refusal: Refusal, wording: Wording): HttpError {
  const status = refusal.reason === 'unknown-case' ? 404 : refusal.reason === 'too-long' ? 413 : 409
  return new HttpError(status, refusal.reason, wording.refusal(refusal))
}

/** The body or query as its schema says; otherwise 400 with the path of the first offending field. */
export function parsed<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const path = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join('.')
  const message = unknown === undefined ? `${path || 'the body'}: ${issue?.message}` : `${path}: there is no such field`
  throw new HttpError(400, 'malformed', message, path || undefined)
}

/** What is wrong before there is a route: an address that cannot be decoded, or is too long. */
export function refuseAddress(_error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  void reply.status(400).send({ error: { code: 'malformed', message: 'This address cannot be read.' } })
}

/** What is wrong before there is a request: what came over the connection is not HTTP, or its header is too large. */
export const refuseConnection: NonNullable<FastifyServerOptions['clientErrorHandler']> = (error, socket) => {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const body = JSON.stringify({ error: { code: 'malformed', message: 'This request cannot be read.' } })
  const head = ['HTTP/1.1 400 Bad Request', 'Content-Type: application/json', `Content-Length: ${body.length}`]
  socket.end(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`)
}

/** Lays an error out for a browser; `says` is its sentence. */
export type ErrorPage = (status: number, says: string) => string

/** Programs get JSON; whoever opens a page in a browser gets one, where it is known how it looks. */
export function handleErrors(app: FastifyInstance, page?: ErrorPage): void {
  app.setErrorHandler<FastifyError | HttpError>((error, request, reply) => write(error, request, reply, page))
  app.setNotFoundHandler((request, reply) => {
    const message = 'There is nothing at this address.'
    if (page && wantsPage(request)) return sendPage(reply.status(404), page(404, message))
    void reply.status(404).send({ error: { code: 'not-found', message } })
  })
}

/** A browser that is being led somewhere, not a script of a page. */
const wantsPage = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  !url.startsWith('/api/') &&
  (headers.accept ?? '').split(',').some((each) => each.trim().startsWith('text/html'))

function sendPage(reply: FastifyReply, html: string): void {
  void reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy':
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .send(html)
}

function write(error: FastifyError | HttpError, request: FastifyRequest, reply: FastifyReply, page?: ErrorPage) {
  const status = error.statusCode ?? 500
  if (page && wantsPage(request)) {
    if (status >= 500 && !(error instanceof HttpError)) request.log.error({ err: error }, 'a request failed')
    reply.headers(error instanceof HttpError ? error.headers : {})
    return sendPage(reply.status(status), page(status, error.message))
  }
  if (status >= 500 && !(error instanceof HttpError)) {
    request.log.error({ err: error }, 'a request failed')
    return reply
      .status(status)
      .send({ error: { code: 'failed', message: 'The request failed; it has been logged. Try again.' } })
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    const message = 'Send JSON, with the header "Content-Type: application/json".'
    return reply.status(400).send({ error: { code: 'malformed', message, path: 'Content-Type' } })
  }
  const path = 'path' in error && error.path !== undefined ? { path: error.path } : {}
  return reply
    .status(status)
    .headers(error instanceof HttpError ? error.headers : {})
    .send({ error: { code: CODES[error.code] ?? error.code, message: error.message, ...path } })
}

const CODES: Record<string, string> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_VALIDATION: 'malformed',
}
