// A call to the platform's API and its answer.

export interface Call {
  method: string
  /** As the caller named this server. */
  host: string
  path: string
  query: URLSearchParams
  /** What the `:names` of the route stood for. */
  at: Record<string, string>
  contentType: string
  raw: Buffer
  /** The body as an object; empty where it is none. */
  body: Record<string, unknown>
}

export interface Answer {
  status: number
  body: object | Buffer
  headers?: Record<string, string>
}

export type Route = [method: string, pattern: string, handle: (call: Call) => Answer]

export const ok = (data: object): Answer => ({ status: 200, body: { code: 0, msg: 'success', data } })

/** The platform says most refusals with HTTP 400 and tells them apart by the code in the body. */
export const refuse = (code: number, msg: string, status = 400): Answer => ({ status, body: { code, msg } })

export const invalid = (what: string): Answer =>
  refuse(230001, `Your request contains an invalid request parameter, ext=${what}`)

/** What the gateway in front of all APIs says of a field. */
export const badField = (field: string, value: unknown, description: string): Answer => ({
  status: 400,
  body: {
    code: 99992402,
    msg: 'field validation failed',
    error: { field_violations: [{ field, value: String(value ?? ''), description }] },
  },
})

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
