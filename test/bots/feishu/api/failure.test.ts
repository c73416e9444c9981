// What a failed call means: by the body's code first, then by the HTTP status, then by how the connection broke.
import { describe, expect, it } from 'vitest'
import { CallError } from '../../../../bots/feishu/api/call-error.ts'
import { failureOf, refusalIn } from '../../../../bots/feishu/api/failure.ts'

const refused = (status: number, data: unknown, headers: Record<string, string> = {}) =>
  failureOf(new CallError(`HTTP ${status}`, { response: { status, headers, data } }))

const broken = (code: string) => failureOf(new CallError('it broke', { code }))

describe('by the code in the body', () => {
  it.each([99991400, 230020, 11232, 99991661, 99991663, 99991664, 99991665])(
    '%i: again, and surely not sent',
    (code) => {
      expect(refused(400, { code, msg: 'm' })).toEqual({ again: true, unsent: true, code, error: `${code} m` })
      expect(refusalIn({ code, msg: 'm' })).toEqual({ again: true, unsent: true, code, error: `${code} m` })
    },
  )

  it.each([2200, 230049])('%i: again, and perhaps sent', (code) => {
    expect(refused(400, { code, msg: 'm' })).toEqual({ again: true, unsent: false, code, error: `${code} m` })
  })

  it.each([230011, 230110, 230031, 230002, 232009, 230013, 230025, 230099, 230028, 99991672, 230001, 1234567])(
    '%i: never',
    (code) => {
      expect(refused(400, { code, msg: 'm' })).toMatchObject({ again: false, code })
      expect(refusalIn({ code, msg: 'm' })).toMatchObject({ again: false, code })
    },
  )

  it('names the platform’s own record of it', () => {
    const error = { log_id: '20240913161' }
    expect(refused(400, { code: 230099, msg: 'Failed', error }).error).toBe('230099 Failed (log_id 20240913161)')
  })

  it('is nothing where all is well', () => {
    expect(refusalIn({ code: 0, msg: 'success' })).toBeNull()
  })
})

describe('a limit', () => {
  it.each([
    ['52', 52_000],
    ['0', 1_000],
    ['0.2', 1_000],
    ['999999', 3_600_000],
  ])('that ends in %s seconds is waited for', (seconds, afterMs) => {
    const headers = { 'x-ogw-ratelimit-limit': '100', 'x-ogw-ratelimit-reset': seconds }
    expect(refused(429, { code: 99991400, msg: 'm' }, headers)).toEqual({
      again: true,
      unsent: true,
      code: 99991400,
      error: '99991400 m',
      afterMs,
    })
    // Some APIs say it with HTTP 400.
    expect(refused(400, { code: 99991400, msg: 'm' }, headers).afterMs).toBe(afterMs)
  })

  it('without a time is tried again when the desk thinks fit', () => {
    expect(refused(429, null)).toEqual({
      again: true,
      unsent: true,
      code: null,
      error: 'HTTP 429 without an answer',
    })
    expect(refused(429, {}, { 'x-ogw-ratelimit-reset': 'soon' }).afterMs).toBeUndefined()
  })
})

describe('without a word of the API', () => {
  it.each([500, 502, 503, 504, 408])('HTTP %i may have been done', (status) => {
    expect(refused(status, '<html>')).toMatchObject({ again: true, unsent: false, code: null })
  })

  it('HTTP 500 with an unknown code may have been done too', () => {
    expect(refused(500, { code: 77, msg: 'm' })).toMatchObject({ again: true, unsent: false, code: 77 })
  })

  it.each([403, 404, 413])('HTTP %i from something in between is tried again', (status) => {
    expect(refused(status, '404 page not found')).toMatchObject({ again: true, unsent: false })
  })

  it('an answer that is no answer leaves open what was done', () => {
    for (const body of [null, undefined, 'ok', {}, { code: '0' }])
      expect(refusalIn(body)).toMatchObject({ again: true, unsent: false, code: null })
  })
})

describe('a connection', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED'])('that never was (%s): not sent', (code) => {
    expect(broken(code)).toEqual({ again: true, unsent: true, code: null, error: `${code} it broke` })
  })

  it.each(['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED', 'EPIPE'])(
    'that broke (%s): who knows',
    (code) => {
      expect(broken(code)).toMatchObject({ again: true, unsent: false })
    },
  )

  it('on which no token could be had: the call itself never set out', () => {
    const error = new CallError('no access token: HTTP 500', {
      beforeCall: true,
      response: { status: 500, headers: {}, data: null },
    })
    expect(failureOf(error)).toMatchObject({ again: true, unsent: true, error: 'no access token: HTTP 500' })
    const wrongSecret = new CallError('no access token: 10014 app secret invalid', {
      beforeCall: true,
      response: { status: 200, headers: {}, data: { code: 10014 } },
    })
    expect(failureOf(wrongSecret)).toMatchObject({ again: true, unsent: true, code: 10014 })
  })

  it('anything else that was thrown may have been done', () => {
    for (const thrown of [null, undefined, 'x', new TypeError('x'), { response: { status: 502 } }])
      expect(failureOf(thrown)).toMatchObject({ again: true, unsent: false })
  })
})

it('keeps what it says short', () => {
  expect(refused(400, { code: 230099, msg: 'x'.repeat(9_000) }).error.length).toBeLessThan(320)
})
