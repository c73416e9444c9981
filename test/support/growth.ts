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
 * How much more `work` costs for an input that is ten times as long: 10 in proportion, 100 where it is quadratic. What costs less
 * than the clock can tell counts as two milliseconds.
 */
export function growthTenfold(work: (length: number) => void, length: number): number {
  work(length)
  return (
    costOf(() => work(10 * length)) /
    Math.max(
      2,
      costOf(() => work(length)),
    )
  )
}
