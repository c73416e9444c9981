// Whether work grows with its input no faster than in proportion: two sizes compared within one run, so that a slow or a busy
// machine changes nothing.

/** What one run costs in milliseconds of the processor: the least of five. */
function costOf(work: () => void): number {
  const costs = [1, 2, 3, 4, 5].map(() => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...costs)
}

/**
 * How much more `work` costs for an input that is five times as long: 5 in proportion, 25 where it is quadratic. What costs less
 * than a clock can tell counts as one millisecond.
 */
export function growthFivefold(work: (length: number) => void, length: number): number {
  work(length)
  return (
    costOf(() => work(5 * length)) /
    Math.max(
      1,
      costOf(() => work(length)),
    )
  )
}
