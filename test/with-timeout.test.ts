// The time limit: the outcome in time, a named value or a named error after it, and nothing left behind.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TimedOut, withTimeout } from '../src/with-timeout.ts'

const never = () => new Promise<never>(() => {})

describe('a time limit', () => {
  const unhandled: unknown[] = []
  const note = (error: unknown) => void unhandled.push(error)
  beforeEach(() => {
    unhandled.length = 0
    process.on('unhandledRejection', note)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    process.off('unhandledRejection', note)
    vi.useRealTimers()
  })
  /** Node reports unhandled rejections once the microtasks are done. */
  const reported = () => new Promise((resolve) => setImmediate(resolve))

  it('answers what the work answers, and leaves no timer', async () => {
    expect(await withTimeout(1_000, async () => 'done', { answer: 'late' })).toBe('done')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rejects with the error of the work, and leaves no timer', async () => {
    const failing = async () => Promise.reject(new Error('refused'))
    await expect(withTimeout(1_000, failing, { answer: 'late' })).rejects.toThrow('refused')
    const throwing = (): Promise<string> => {
      throw new Error('thrown at once')
    }
    await expect(withTimeout(1_000, throwing, { error: 'late' })).rejects.toThrow('thrown at once')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('answers the value that it was given, at the limit and not before', async () => {
    let answered: unknown = 'nothing'
    const waiting = withTimeout(1_000, never, { answer: null }).then((value) => {
      answered = value
    })
    await vi.advanceTimersByTimeAsync(999)
    expect(answered).toBe('nothing')
    await vi.advanceTimersByTimeAsync(1)
    await waiting
    expect([answered, vi.getTimerCount()]).toEqual([null, 0])
  })

  it('throws the error that it was given', async () => {
    const waiting = withTimeout(1_000, never, { error: 'the puppet did not answer' }).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(1_000)
    const error = await waiting
    expect(error).toBeInstanceOf(TimedOut)
    expect(error).toMatchObject({ name: 'TimedOut', message: 'the puppet did not answer' })
  })

  it('ignores what becomes of the work afterwards', async () => {
    let fail = (_error: Error) => {}
    const work = () =>
      new Promise<string>((_resolve, reject) => {
        fail = reject
      })
    const waiting = withTimeout(1_000, work, { answer: 'late' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await waiting).toBe('late')
    fail(new Error('too late to matter'))
    await reported()
    expect(unhandled).toEqual([])
  })
})
