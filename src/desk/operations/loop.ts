// A worker's loop: works while there is work, sleeps until the next known instant, wakes when told, stops when asked.

export interface Loop {
  wake(): void
  /** Resolves when the round in hand is finished. */
  stop(): Promise<void>
}

/**
 * `round` does what is due and answers in how many milliseconds it wants to be called again (0: at once). Another process
 * may add work without waking this one, so it never sleeps longer than `longestMs`. A round that throws is reported and
 * tried again after a second.
 */
export function startLoop(round: () => Promise<number>, longestMs: number, failed: (error: unknown) => void): Loop {
  let stopping = false
  let woken = false
  let rouse: (() => void) | null = null

  const wake = () => {
    woken = true
    rouse?.()
  }
  const sleep = async (ms: number) => {
    if (woken || stopping) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    rouse = null
  }
  const run = async () => {
    while (!stopping) {
      woken = false
      const pause = await round().catch((error: unknown) => {
        failed(error)
        return 1_000
      })
      if (pause > 0) await sleep(Math.min(pause, longestMs))
    }
  }
  const running = run()
  return {
    wake,
    stop: async () => {
      stopping = true
      wake()
      await running
    },
  }
}
