// What goes wrong when a test asks for it.

export type FaultKind =
  /** It is done, and the answer is lost. */
  | 'accepted-then-silence'
  | 'accepted-then-close'
  /** Nothing is done. */
  | 'silence'
  | 'close'
  | 'garbage'
  /** All is well: for what comes before the fault that is meant. */
  | 'none'
  | { errcode: number }

export class Faults {
  private wanted: { on: string; kind: FaultKind; left: number }[] = []

  /** `on`: a command (`aibot_send_msg`), or `robot`. */
  add(on: string, kind: FaultKind, times = 1): void {
    this.wanted.push({ on, kind, left: times })
  }

  /** It is used up by this. */
  meet(on: string): FaultKind | null {
    const met = this.wanted.find((each) => each.on === on && each.left > 0)
    if (!met) return null
    met.left -= 1
    return met.kind === 'none' ? null : met.kind
  }
}
