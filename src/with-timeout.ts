// The time limit for work of others that may take too long, or never end.

/** What takes the place of an outcome that did not come in time: a value, or an error with this message. */
export type AtTimeout<L> = { answer: L } | { error: string }

export class TimedOut extends Error {
  override name = 'TimedOut'
}

/**
 * The outcome of `work`, or after `ms` that of `atTimeout`: its `answer`, or TimedOut thrown with its `error`. The work is
 * not stopped; what becomes of it later is ignored, a rejection too.
 */
export async function withTimeout<T, L = never>(
  ms: number,
  work: () => Promise<T>,
  atTimeout: AtTimeout<L>,
): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<L>((resolve, reject) => {
    timer = setTimeout(() => {
      if ('answer' in atTimeout) resolve(atTimeout.answer)
      else reject(new TimedOut(atTimeout.error))
    }, ms)
  })
  try {
    return await Promise.race([work(), timeout])
  } finally {
    clearTimeout(timer)
  }
}
