// One message as HTML: the same for every reader, so that a change is laid out once however many look on.
import { type Card, gradeOf, labelled } from '../../../src/wording/card/card.ts'
import { DESK } from '../send.ts'
import type { RoomMessage, ThreadFacts } from '../store.ts'
import { CardView } from './card.tsx'
import { nameOf, type PageContext } from './context.ts'
import { Text } from './text.tsx'

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
    <div class={thread ? 'thread-link' : 'thread-link none'} data-root={message.id}>
      {thread?.card && <CaseLine card={thread.card} href={href} id={message.id} overdue={words.overdue} />}
      <a href={href} data-thread={message.id}>
        {thread ? words.replies(thread.replies) : ui.reply}
      </a>
      {thread && (
        <span> {words.lastReply(times.short(thread.lastAt, context.now), nameOf(context, thread.lastSender))}</span>
      )}
    </div>
  )
}

/** What became of the message: its case, at a glance, without opening the thread. */
function CaseLine({ card, href, id, overdue }: { card: Card; href: string; id: number; overdue: string }) {
  const kind = ['case-line', card.level && `level-${gradeOf(card.level)}`, card.overdue && 'overdue']
    .filter(Boolean)
    .join(' ')
  return (
    <a class={kind} href={href} data-thread={id}>
      {card.level && (
        <span class="level">
          {card.level.mark} {card.level.name}
        </span>
      )}
      {card.overdue && <span class="late">{overdue}</span>}
      <b>{card.title}</b>
      {shownLines(card).map((line) => (
        <span class="line">{line}</span>
      ))}
      {isAnswer(card) && card.fields.map(({ label, value }) => <span class="line">{labelled(label, value)}</span>)}
      {card.next && <span class="next">{card.next}</span>}
    </a>
  )
}

/** An answer to a question is read where it was asked; of a case one line says enough, the rest is in its thread. */
const isAnswer = (card: Card): boolean => card.case === null || (card.buttons.length === 0 && card.fields.length === 0)
const shownLines = (card: Card): string[] => (isAnswer(card) ? card.lines : card.lines.slice(0, 1).filter(isWhole))
/** What ends with a colon begins what stands in the thread. */
const isWhole = (line: string): boolean => !/[:：]$/u.test(line)
