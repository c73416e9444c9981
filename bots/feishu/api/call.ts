// One call to the platform's API: its data, or what its failure means. Never throws.
import type { FeishuClient } from './client.ts'
import { type Failure, failureOf, refusalIn } from './failure.ts'

export interface Call {
  method: 'GET' | 'POST' | 'PATCH'
  /** Ids in it have been checked. */
  url: string
  params?: Record<string, string>
  data?: object
}

export type Called<T> = { ok: true; data: T } | { ok: false; failure: Failure }

export async function call<T>({ client }: FeishuClient, asked: Call, signal: AbortSignal): Promise<Called<T>> {
  try {
    signal.throwIfAborted()
  } catch {
    return { ok: false, failure: { again: true, unsent: true, code: null, error: 'given up before it was sent' } }
  }
  try {
    const body = await client.request<{ data?: T }>({ ...asked, signal })
    const failure = refusalIn(body)
    return failure ? { ok: false, failure } : { ok: true, data: body.data ?? ({} as T) }
  } catch (caught) {
    return { ok: false, failure: failureOf(caught) }
  }
}
