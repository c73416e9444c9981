// Chance from a seed: the same seed plays the same stories.
export class Random {
  constructor(private seed: number) {}

  /** From 0 up to 1 (mulberry32). */
  next(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0
    let t = this.seed
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  between = (least: number, most: number): number => least + Math.floor(this.next() * (most - least + 1))

  chance = (share: number): boolean => this.next() < share

  pick<T>(of: readonly T[]): T {
    const picked = of[this.between(0, of.length - 1)]
    if (picked === undefined) throw new Error('nothing to pick from')
    return picked
  }

  /** One of the entries, by weight. */
  weighed<T>(of: readonly (readonly [weight: number, T])[]): T {
    let left = this.next() * of.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, each] of of) {
      left -= weight
      if (left < 0) return each
    }
    return this.pick(of)[1]
  }
}
