// How a call to the platform failed, without the request: that holds the token, and where a token is asked for the secret.

export interface CallFacts {
  /** Of the network (`ECONNRESET`, `ETIMEDOUT`, `ERR_CANCELED` …). */
  code?: string | undefined
  /** Where the platform answered. */
  response?: { status: number; headers: Record<string, string>; data: unknown } | undefined
  /** It failed while a token was asked for: the call itself never set out. */
  beforeCall?: boolean
}

export class CallError extends Error {
  readonly code: string | undefined
  readonly response: CallFacts['response']
  readonly beforeCall: boolean

  constructor(message: string, { code, response, beforeCall = false }: CallFacts) {
    super(message)
    this.name = 'CallError'
    this.code = code
    this.response = response
    this.beforeCall = beforeCall
  }
}
