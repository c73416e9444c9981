// Reads server-sent events from a real connection, one at a time.
import { get, type IncomingMessage } from 'node:http'

export interface Event {
  id: string
  name: string
  data: string
  comment: string
}

export interface Stream {
  /** The next event that fits; those before it are passed over. Rejects once the connection has ended. */
  next(fits: (event: Event) => boolean): Promise<Event>
  close(): void
}

export async function listenTo(url: string, headers: Record<string, string>): Promise<Stream> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers, agent: false }, resolve).on('error', reject)
  })
  if (answer.statusCode !== 200) {
    answer.destroy()
    throw new Error(`the stream answered ${answer.statusCode}`)
  }
  const events = eventsOf(answer)
  return {
    next: async (fits) => {
      for (;;) {
        const { value, done } = await events.next()
        if (done) throw new Error('the stream has ended')
        if (fits(value)) return value
      }
    },
    close: () => answer.destroy(),
  }
}

async function* eventsOf(answer: IncomingMessage): AsyncGenerator<Event, undefined> {
  answer.setEncoding('utf8')
  let rest = ''
  // Destroying the connection ends the loop: that is no failure of the test's.
  for await (const chunk of answer.iterator({ destroyOnReturn: true })) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    yield* blocks.map(eventOf)
  }
  return undefined
}

function eventOf(block: string): Event {
  const lines = block.split('\n').map((line) => line.match(/^([a-z]*): ?(.*)$/))
  const field = (name: string) => lines.find((line) => line?.[1] === name)?.[2]
  const [data, comment] = [field('data') ?? '', field('') ?? '']
  // What bears no data is no event: a comment, or how long to wait before coming again.
  return { id: field('id') ?? '', name: field('event') ?? (data ? 'message' : 'none'), data, comment }
}
