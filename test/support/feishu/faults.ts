// What goes wrong when a test asks for it: refusals, hangs, resets, and answers that never come after the work is done.

export type Fault = {
  method?: string
  path?: RegExp
  /** How many calls it meets: 1 where nothing is said, Infinity for all. */
  times?: number
} & (
  | { kind: 'status'; status: number; code?: number; msg?: string; headers?: Record<string, string> }
  /** The platform does what was asked and the answer is lost: on the way (reset), or for ever (timeout). */
  | { kind: 'accepted-then-timeout' | 'accepted-then-reset' | 'accepted-then-garbage' }
  /** Nothing is done. */
  | { kind: 'hang' | 'reset' | 'garbage' }
)

export class Faults {
  private wanted: (Fault & { left: number })[] = []

  add(fault: Fault): void {
    this.wanted.push({ ...fault, left: fault.times ?? 1 })
  }

  clear(): void {
    this.wanted = []
  }

  /** The fault that this call meets; it is used up by it. */
  meet(method: string, path: string): Fault | null {
    const met = this.wanted.find(
      (each) =>
        each.left > 0 &&
        (each.method === undefined || each.method.toUpperCase() === method) &&
        (each.path === undefined || each.path.test(path)),
    )
    if (!met) return null
    met.left -= 1
    return met
  }
}
