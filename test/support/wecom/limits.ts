// How many messages a minute the platform takes: of the bot in each chat, of each robot.

export class Windows {
  private readonly sent = new Map<string, number[]>()

  /** False where one more would be too many; those that are refused do not count. */
  take(scope: string, now: number, limits: { most: number; inMs: number }[]): boolean {
    const longest = Math.max(...limits.map(({ inMs }) => inMs))
    const before = (this.sent.get(scope) ?? []).filter((at) => now - at < longest)
    const fits = limits.every(({ most, inMs }) => before.filter((at) => now - at < inMs).length < most)
    this.sent.set(scope, fits ? [...before, now] : before)
    return fits
  }
}

const MINUTE = 60_000
/** Of the bot, in each chat, answers and all else together. */
export const BOT_LIMITS = [
  { most: 30, inMs: MINUTE },
  { most: 1_000, inMs: 60 * MINUTE },
]
export const ROBOT_LIMITS = [{ most: 20, inMs: MINUTE }]
