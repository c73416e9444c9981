// What came of a burst, told from what the chats show: each forward's thread against what belongs there, and in what order.
import type postgres from 'postgres'
import type { Asked, Burst, Standing } from './feishu-chats.ts'

export interface Judgement {
  lost: number
  doubled: number
  disordered: number
  lastCardS: number
  lastS: number
  /** In the room, of the desk's, since the burst began. */
  messages: number
  /** The calls that the platform refused. */
  refused: string[]
  /** In words, for whoever looks why. */
  wrong: string[]
}

interface Row {
  id: number
  lane: string
  said: string
  messageId: string | null
}

const CARD = 'case-card'

export async function judged(sql: postgres.Sql, burst: Burst, looked: Asked['look']['answer']): Promise<Judgement> {
  const rows = await sql<Row[]>`
    select id::int, lane, notice->>'kind' as said, message_id as "messageId" from outbox order by id`
  const kindOf = new Map(rows.map(({ messageId, said }) => [messageId, said]))
  const ours = looked.shown.filter(({ by, at }) => by === 'app' && at >= burst.began)
  const wrong: string[] = []
  const cards: number[] = []
  const count = { lost: 0, doubled: 0, disordered: 0 }
  const note = (what: keyof typeof count, line: string) => {
    count[what] += 1
    wrong.push(`${what}: ${line}`)
  }
  for (const { messageId, url, followed } of burst.forwards) {
    const thread = ours.filter(({ root }) => root === messageId)
    const said = thread.map((message) => kindOf.get(message.messageId) ?? 'what the desk does not know of')
    const card = thread[said.indexOf(CARD)]
    if (card?.content.includes(url)) cards.push(card.at)
    else note('lost', `${url} has no card`)
    const expected = [CARD, 'record-taken', ...(followed ? ['done'] : [])]
    for (const kind of expected) if (!said.includes(kind)) note('lost', `${url} has no ${kind}`)
    for (const [place, kind] of said.entries())
      if (said.indexOf(kind) < place || !expected.includes(kind)) note('doubled', `${url}: ${kind}`)
    if (said.indexOf(CARD) > 0) note('disordered', `${url}: ${said.join(', ')}`)
  }
  for (const line of overtaken(rows, looked.shown)) note('disordered', line)
  const after = (instants: number[]) => (Math.max(...instants) - burst.began) / 1_000
  return {
    ...count,
    wrong,
    lastCardS: after(cards),
    lastS: after(ours.map(({ at }) => at)),
    messages: ours.length,
    refused: looked.refused,
  }
}

/** Of each lane what stands in the chat before something that was to be said first. */
function overtaken(rows: Row[], shown: Standing[]): string[] {
  const places = new Map(shown.map(({ messageId }, place) => [messageId, place]))
  const furthest = new Map<string, number>()
  return rows.flatMap(({ lane, said, messageId }) => {
    const place = messageId === null ? undefined : places.get(messageId)
    if (place === undefined) return []
    const before = furthest.get(lane) ?? -1
    furthest.set(lane, Math.max(before, place))
    return place < before ? [`${said} in ${lane}`] : []
  })
}
