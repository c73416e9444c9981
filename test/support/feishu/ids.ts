// Ids as the platform forms them, from a seed: the same play gives the same ids.

export interface Ids {
  /** A number from 0 up to, but not including, `below`. */
  pick(below: number): number
  hex(length: number): string
  message(): string
  chat(): string
  user(): string
  union(): string
  employee(): string
  thread(): string
  image(): string
  file(): string
  event(): string
  /** Of a reaction, a log, a ticket. */
  opaque(): string
}

export function seededIds(seed: number): Ids {
  const next = randomFrom(seed)
  const pick = (below: number) => Math.floor(next() * below)
  const of = (alphabet: string) => (length: number) =>
    Array.from({ length }, () => alphabet[pick(alphabet.length)]).join('')
  const hex = of('0123456789abcdef')
  const letters = of('abcdefghijklmnopqrstuvwxyz0123456789')
  return {
    pick,
    hex,
    message: () => `om_${hex(32)}`,
    chat: () => `oc_${hex(32)}`,
    user: () => `ou_${hex(32)}`,
    union: () => `on_${hex(32)}`,
    employee: () => letters(8),
    thread: () => `omt_${hex(12)}`,
    image: () => `img_v3_${letters(4)}_${uuid(hex)}`,
    file: () => `file_v3_${letters(4)}_${uuid(hex)}`,
    event: () => hex(32),
    opaque: () => letters(32),
  }
}

const uuid = (hex: (length: number) => string) => [8, 4, 4, 4, 12].map((length) => hex(length)).join('-')

/** Mulberry32: small, and good enough to choose ids and connections by. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
