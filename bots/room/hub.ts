// One look at the store per beat, however many listen: new and changed messages go to everybody who may see them.
import type { RoomMessage, RoomStore } from './store.ts'

/** A change as listeners get it. */
export interface Frame {
  rev: number
  room: string
  /** What this person is sent: their own buttons are on the card. */
  dataFor(person: string): string
}

export interface Listener {
  /** Everything up to here has been given to it. */
  rev: number
  person: string
  rooms: ReadonlySet<string>
  push(frames: Frame[]): void
}

export interface Hub {
  join(listener: Listener): void
  leave(listener: Listener): void
  /** Something was just written here: look at once. */
  poke(): void
  stop(): void
}

interface HubDeps {
  store: Pick<RoomStore, 'changesSince'>
  frames(messages: RoomMessage[], people: string[]): Promise<Frame[]>
  everyMs: number
  failed(error: unknown): void
}

/** Changes looked at in one go; a listener that is further behind gets them in several. */
const BATCH = 500

export function createHub(deps: HubDeps): Hub {
  const listeners = new Set<Listener>()
  let timer: NodeJS.Timeout | null = null
  let looking = false
  let again = false
  let stopped = false

  const look = async () => {
    if (looking || stopped) {
      again = true
      return
    }
    looking = true
    if (timer) clearTimeout(timer)
    do {
      again = false
      // Nobody is told of a failure: the next look asks for the same changes again.
      await deliver(deps, listeners).catch(deps.failed)
    } while (again && !stopped)
    looking = false
    timer = listeners.size > 0 && !stopped ? setTimeout(() => void look(), deps.everyMs) : null
  }

  return {
    join: (listener) => {
      listeners.add(listener)
      void look()
    },
    leave: (listener) => void listeners.delete(listener),
    poke: () => void (listeners.size > 0 && look()),
    stop: () => {
      stopped = true
      listeners.clear()
      if (timer) clearTimeout(timer)
    },
  }
}

async function deliver(deps: HubDeps, listeners: Set<Listener>): Promise<void> {
  let behind = listeners.size > 0
  while (behind) {
    const from = Math.min(...[...listeners].map(({ rev }) => rev))
    const { rev, messages } = await deps.store.changesSince(from, BATCH)
    const people = [...new Set([...listeners].map(({ person }) => person))]
    const frames = messages.length > 0 ? await deps.frames(messages, people) : []
    // Who joined meanwhile is told with the next turn, when it is known what they may press.
    const told = [...listeners].filter(({ person }) => people.includes(person))
    for (const listener of told) give(listener, frames, from, rev)
    // Who joined meanwhile from further back was passed over just now, and is the one that the next turn starts from.
    behind = messages.length === BATCH || [...listeners].some((each) => each.rev < rev)
  }
}

function give(listener: Listener, frames: Frame[], from: number, rev: number): void {
  if (listener.rev < from) return
  const news = frames.filter((each) => each.rev > listener.rev && listener.rooms.has(each.room))
  listener.rev = Math.max(listener.rev, rev)
  if (news.length > 0) listener.push(news)
}
