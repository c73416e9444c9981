// Refusals of the platform's API: status, code and words are the platform's own, since they are what is compared.

export interface DocumentedRefusal {
  status: number
  /** Headers of the gateway. */
  headers: string[]
  body: { code: number; msg: string }
}

export const refusals: Record<'expired token' | 'card too old' | 'too many requests', DocumentedRefusal> = {
  // The documentation has 401 for it; the API answers 400.
  'expired token': {
    status: 400,
    headers: [],
    body: {
      code: 99991663,
      msg: 'Invalid access token for authorization. Please make a request with token attached.',
    },
  },
  'card too old': {
    status: 400,
    headers: [],
    body: {
      code: 230031,
      msg: 'Message has expired when updating message, ext=Message can only be updated within fourteen days.',
    },
  },
  'too many requests': {
    status: 429,
    headers: ['x-ogw-ratelimit-limit', 'x-ogw-ratelimit-reset'],
    body: { code: 99991400, msg: 'request trigger frequency limit' },
  },
}

/** Of a card that cannot be laid out: the inner code, the path to the element, what is wrong with it, and with which value. */
export const CARD_REFUSED =
  'Failed to create card content, ext=ErrCode: 200861; ErrPath: ROOT -> body -> elements -> [0](tag: chart); ErrMsg: unsupported tag chart; ErrorValue: chart; '
