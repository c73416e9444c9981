// Errors that a request is answered with: the app's error handler writes them as {"error": {code, message, path?}}.

export class RequestError extends Error {
  readonly statusCode: number
  readonly code: string
  /** The offending field; left out where the error is of the whole request. */
  readonly path?: string

  constructor(statusCode: number, code: string, message: string, path?: string) {
    super(message)
    this.statusCode = statusCode
    this.code = code
    if (path !== undefined) this.path = path
  }
}

export const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500
