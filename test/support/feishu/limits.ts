// How often the platform lets itself be called: per chat and person, per message, per API.
import { type Answer, type Call, refuse } from './answer.ts'

const second = 1000
const minute = 60_000

export class Limits {
  private readonly spent = new Map<string, number[]>()

  constructor(
    private readonly now: () => number,
    private on: boolean,
  ) {}

  switch(on: boolean): void {
    this.on = on
  }

  /** Five a second of what `key` names (`chat:…`, `user:…`, `message:…`); the refusal where there are none left. */
  spend(key: string): Answer | null {
    return this.take(key, [[5, second]])
  }

  /** Fifty a second and a thousand a minute of one API. */
  spendApi(call: Call): Answer | null {
    const api = call.path.replaceAll(/\/(om|oc|ou|omt|img|file)_[^/]+/g, '/:id')
    return this.take(`${call.method} ${api}`, [
      [50, second],
      [1000, minute],
    ])
  }

  private take(key: string, rules: [most: number, withinMs: number][]): Answer | null {
    if (!this.on) return null
    const now = this.now()
    const longest = Math.max(...rules.map(([, withinMs]) => withinMs))
    const times = (this.spent.get(key) ?? []).filter((at) => at > now - longest)
    for (const [most, withinMs] of rules) {
      const within = times.filter((at) => at > now - withinMs)
      if (within.length < most) continue
      const freeAt = (within.at(-most) ?? now) + withinMs
      return tooOften(most, Math.max(1, Math.ceil((freeAt - now) / second)))
    }
    this.spent.set(key, [...times, now])
    return null
  }
}

const tooOften = (limit: number, resetS: number): Answer => ({
  ...refuse(99991400, 'request trigger frequency limit', 429),
  headers: { 'x-ogw-ratelimit-limit': String(limit), 'x-ogw-ratelimit-reset': String(resetS) },
})
