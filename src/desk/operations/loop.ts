// A worker's loop: works while there is work, sleeps until the next known instant, wakes when told, stops when asked.

export interface Loop {
  wake(): void
  /** Resolves when the round in hand is finished. */
  stop(): Promise<void>
}

/**
 * `round` does what is due and answers in how many milliseconds it wants to be called again (0: at once). Another process
 * may add work without waking this one, so it never sleeps longer than `longestMs`. A round that throws is reported and
 * tried again after a second. `restMs`: after a round that found nothing to do no other begins for so long, however often
 * the worker is woken.
 */
export function startLoop(
  round: () => Promise<number>,
  longestMs: number,
  failed: (error: unknown) => void,
  { restMs = 0 } = {},
): Loop {
  let stopping = false
  let woken = false
  let rouse = () => {}

  const sleep = async (ms: number, isOver: () => boolean) => {
    if (isOver()) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      rouse = () => {
        if (!isOver()) return
        clearTimeout(timer)
        resolve()
      }
    })
  }
  const run = async () => {
    while (!stopping) {
      woken = false
      const pause = await round().catch((error: unknown) => {
        failed(error)
        return 1_000
      })
      if (pause === 0) continue
      const ms = Math.min(pause, longestMs)
      const rest = Math.min(restMs, ms)
      if (rest > 0) await sleep(rest, () => stopping)
      await sleep(ms - rest, () => woken || stopping)
    }
  }
  const running = run()
  return {
    wake: () => {
      woken = true
      rouse()
    },
    stop: async () => {
      stopping = true
      rouse()
      await running
    },
  }
}
