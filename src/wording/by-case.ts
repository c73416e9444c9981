// The reminders of a bundle by their case, in the order in which they come: the gravest first, and of those the latest.
import type { BundledNotice } from '../domain/notice/notice.ts'

/** Every group has at least one. */
export function byCase(items: BundledNotice[]): [first: BundledNotice, ...others: BundledNotice[]][] {
  const groups = new Map<number, [BundledNotice, ...BundledNotice[]]>()
  for (const item of items) {
    const group = groups.get(item.subject.number)
    if (group === undefined) groups.set(item.subject.number, [item])
    else group.push(item)
  }
  return [...groups.values()]
}
