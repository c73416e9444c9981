// The morning bundle: what quiet hours kept back, one message for each person, told as it stands when it is sent.
import type { Instant } from '../calendar/instant.ts'
import type { Envelope } from './envelope.ts'
import type { Bundled } from './notice.ts'

/** For each person the card of their bundle, with what this adds to it. `release`: when the quiet hours end. */
export const bundled = (
  release: Instant,
  people: string[],
  item: Omit<Bundled, 'person'>,
  way: Envelope['way'],
): Envelope[] =>
  people.map((person) => ({
    key: `bundle:${person}:${release}`,
    kind: 'show' as const,
    to: { person },
    thread: 'room' as const,
    notice: { kind: 'bundle' as const, person, release },
    mention: [person],
    way,
    missed: [],
    clock: null,
    bundled: { ...item, person },
  }))
