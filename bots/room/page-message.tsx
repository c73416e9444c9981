// One message as HTML: the same for every reader, so that a change is laid out once however many look on.
import type { Instant } from '../../src/domain/instant.ts'
import type { Person } from '../../src/domain/org.ts'
import type { RoomDeps, RoomUi } from './deps.ts'
import { CardView } from './page-card.tsx'
import { type CallPattern, Text } from './page-text.tsx'
import { mentionPattern } from './people.ts'
import { DESK } from './send.ts'
import type { RoomMessage, ThreadFacts } from './store.ts'
import { type RoomWords, type Times, timesOf, wordsOf } from './words.ts'

/** What laying out needs to know besides the message. */
export interface PageContext {
  ui: RoomUi
  words: RoomWords
  times: Times
  names: Map<string, string>
  calls: CallPattern
  now: Instant
}

export function contextOf(deps: RoomDeps, people: Person[]): PageContext {
  const names = new Map(people.map(({ key, name }) => [key, name]))
  return {
    ui: deps.ui,
    words: wordsOf(deps.lang),
    times: timesOf(deps.lang, deps.timeZone),
    names: names.set(DESK, deps.lang === 'en' ? 'Duty desk' : '值班台'),
    calls: mentionPattern(people.map(({ name }) => name)),
    now: deps.now(),
  }
}

export const nameOf = (context: PageContext, key: string): string => context.names.get(key) ?? key

interface MessageProps {
  message: RoomMessage
  thread: ThreadFacts | null
  context: PageContext
}

export function Message({ message, thread, context }: MessageProps) {
  const { id, rev, sender, at, mentions, card, text } = message
  const { times } = context
  return (
    <li
      class={sender === DESK ? 'message desk' : 'message'}
      data-id={id}
      data-rev={rev}
      data-from={sender}
      data-calls={mentions.join(' ')}
      data-date={times.date(at)}
      data-day={times.day(at)}
    >
      <p class="by">
        <b>{nameOf(context, sender)}</b>
        <time dateTime={at} title={times.whole(at)}>
          {times.minute(at)}
        </time>
      </p>
      {card && mentions.length > 0 && (
        <p class="to">
          {mentions.map((each) => (
            <span class="call">@{nameOf(context, each)}</span>
          ))}
        </p>
      )}
      {card ? <CardView card={card} context={context} /> : <Words text={text} context={context} />}
      {message.threadId === null && <ThreadLink message={message} thread={thread} context={context} />}
    </li>
  )
}

export function DayLine({ date, day }: { date: string; day: string }) {
  return (
    <li class="day" data-date={date}>
      {day}
    </li>
  )
}

function Words({ text, context }: { text: string; context: PageContext }) {
  return (
    <div class="words">
      <Text text={text} calls={context.calls} />
    </div>
  )
}

interface ThreadLinkProps extends Omit<MessageProps, 'message'> {
  message: Pick<RoomMessage, 'id' | 'room'>
}

export function ThreadLink({ message, thread, context }: ThreadLinkProps) {
  const { ui, words, times } = context
  const href = `/room?room=${encodeURIComponent(message.room)}&thread=${message.id}`
  return (
    <p class={thread ? 'thread-link' : 'thread-link none'} data-root={message.id}>
      <a href={href} data-thread={message.id}>
        {thread ? words.replies(thread.replies) : ui.reply}
      </a>
      {thread && (
        <span> {words.lastReply(times.short(thread.lastAt, context.now), nameOf(context, thread.lastSender))}</span>
      )}
    </p>
  )
}
