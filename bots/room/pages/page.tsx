// The room's page: rooms at the left, messages in the middle, a thread at the right; on a phone one at a time.

import type { RoomDeps, RoomPerson } from '../deps.ts'
import { LONGEST_TEXT } from '../input.ts'
import type { SeenRoom } from '../people.ts'
import type { Speaker } from '../speaker.ts'
import type { RoomMessage, ThreadFacts } from '../store.ts'
import type { Assets } from './assets.ts'
import type { PageContext } from './context.ts'
import { DayLine, Message } from './message.tsx'

export interface PageView {
  speaker: Speaker
  people: RoomPerson[]
  rooms: (SeenRoom & { last: number })[]
  /** Null: there is none such, or not for this person. */
  room: SeenRoom | null
  /** Whether a room was asked for: a phone begins with the list of rooms. */
  asked: boolean
  messages: RoomMessage[]
  earlier: boolean
  thread: { root: RoomMessage; replies: RoomMessage[] } | null
  threads: Map<number, ThreadFacts>
  rev: number
  context: PageContext
}

interface Props {
  view: PageView
  deps: RoomDeps
}

export function RoomPage({ view, deps, assets }: Props & { assets: Assets }) {
  const { room, thread, speaker } = view
  const pane = thread ? 'thread' : view.asked ? 'room' : 'rooms'
  return (
    <html lang={deps.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{room ? `${room.name} · ${deps.ui.roomTitle}` : deps.ui.roomTitle}</title>
        {assets.styles.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        <link rel="icon" href="data:," />
        <script type="module" src={assets.script} />
      </head>
      <body
        data-pane={pane}
        data-room={room?.id ?? ''}
        data-me={speaker.person}
        data-as={deps.drill ? speaker.person : ''}
        data-rev={view.rev}
        data-now={deps.now()}
        data-speed={deps.drill ? deps.speed : 1}
        data-zone={deps.timeZone}
        data-lang={deps.lang}
        data-texts={JSON.stringify(textsFor(view, deps))}
      >
        <Bar view={view} deps={deps} />
        <p id="connection" role="status" hidden />
        <div class="panes">
          <Rooms view={view} deps={deps} />
          <RoomPane view={view} deps={deps} />
          <ThreadPane view={view} deps={deps} />
        </div>
        <div id="announcer" class="unseen" aria-live="polite" />
      </body>
    </html>
  )
}

function Bar({ view, deps }: Props) {
  const { ui } = deps
  return (
    <header class="bar">
      <h1>{ui.roomTitle}</h1>
      {deps.drill && (
        <p class="drill">
          <span>{ui.drillBanner(deps.speed)}</span> <time id="clock">{view.context.times.whole(deps.now())}</time>
        </p>
      )}
      {deps.drill ? (
        <label class="speaker">
          <span>{ui.speakingAs}</span>
          <select id="as" title={ui.speakingAs} autocomplete="off">
            {view.people.map((person) => (
              <option value={person.key} selected={person.key === view.speaker.person}>
                {labelOf(person, deps.lang)}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <form class="speaker" method="post" action="/sign-out" enctype="text/plain">
          {ui.speakingAs} <b>{view.speaker.name}</b> <button type="submit">{ui.signOut}</button>
        </form>
      )}
    </header>
  )
}

function labelOf({ name, title }: RoomPerson, lang: RoomDeps['lang']): string {
  if (!title) return name
  return lang === 'en' ? `${name} (${title})` : `${name}（${title}）`
}

function Rooms({ view, deps }: Props) {
  return (
    <nav id="rooms" aria-label={deps.ui.rooms}>
      <h2>{deps.ui.rooms}</h2>
      <ul>
        {view.rooms.map(({ id, name, last, purpose }) => (
          <li class={purpose}>
            <a
              href={`/room?room=${encodeURIComponent(id)}${as(view, deps)}`}
              data-room={id}
              data-last={last}
              {...(id === view.room?.id ? { 'aria-current': 'page' } : {})}
            >
              <span>{name}</span>
              <b class="badge" hidden>
                <span class="count" />
                <span class="unseen">{view.context.words.unread}</span>
              </b>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function RoomPane({ view, deps }: Props) {
  const { room, messages, context } = view
  const { ui } = deps
  const first = messages[0]
  return (
    <main id="room">
      <header class="head">
        <a class="back" href={`/room${as(view, deps).replace('&', '?')}`}>
          {ui.back}
        </a>
        <h2>{room?.name ?? ui.notFound}</h2>
        {room?.department && room.department !== room.name && <span>{room.department}</span>}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={room?.name ?? ui.notFound}>
        {view.earlier && first && room && (
          <a class="earlier" href={`/room?room=${encodeURIComponent(room.id)}&before=${first.id}${as(view, deps)}`}>
            {context.words.earlier}
          </a>
        )}
        <Messages messages={messages} view={view} />
        <p class="empty">{room ? context.words.emptyRoom[room.purpose] : ui.notFound}</p>
      </section>
      <button type="button" class="news" hidden />
      {room && <Composer room={room} deps={deps} view={view} />}
    </main>
  )
}

function ThreadPane({ view, deps }: Props) {
  const { thread, room } = view
  if (!thread || !room) return <aside id="thread" aria-label={deps.ui.thread} hidden />
  return (
    <aside id="thread" aria-label={deps.ui.thread} data-thread={thread.root.id}>
      <header class="head">
        <a class="back" href={`/room?room=${encodeURIComponent(room.id)}${as(view, deps)}`} data-close-thread>
          {deps.ui.back}
        </a>
        <h2>{deps.ui.thread}</h2>
        <span>{room.name}</span>
        <a class="shut" href={`/room?room=${encodeURIComponent(room.id)}${as(view, deps)}`} data-close-thread>
          {deps.ui.close}
        </a>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={deps.ui.thread}>
        <Messages messages={[thread.root, ...thread.replies]} view={view} />
      </section>
      <button type="button" class="news" hidden />
      <Composer room={room} replyTo={thread.root.id} deps={deps} view={view} />
    </aside>
  )
}

function Messages({ messages, view }: { messages: RoomMessage[]; view: PageView }) {
  const { times } = view.context
  return (
    <ol class="messages">
      {messages.map((message, i) => {
        const date = times.date(message.at)
        const previous = messages[i - 1]
        const newDay = !previous || times.date(previous.at) !== date
        const thread = view.threads.get(message.id) ?? null
        return (
          <>
            {newDay && <DayLine date={date} day={times.day(message.at)} />}
            <Message message={message} thread={thread} context={view.context} />
          </>
        )
      })}
    </ol>
  )
}

function Composer({ room, replyTo, deps, view }: Props & { room: SeenRoom; replyTo?: number }) {
  const { ui } = deps
  const label = replyTo === undefined ? view.context.words.composer[room.purpose] : ui.reply
  return (
    <form class="composer" data-composer={room.id} {...(replyTo === undefined ? {} : { 'data-reply-to': replyTo })}>
      <noscript>{view.context.words.needsScript}</noscript>
      <textarea name="text" rows={1} maxLength={LONGEST_TEXT} placeholder={label} aria-label={label} />
      <button type="submit" class="primary" title={view.context.words.newLine}>
        {ui.send}
      </button>
      <p class="result" role="alert" hidden />
    </form>
  )
}

const as = (view: PageView, deps: RoomDeps): string =>
  deps.drill ? `&as=${encodeURIComponent(view.speaker.person)}` : ''

/** What the script says by itself. */
function textsFor({ context }: PageView, { ui }: RoomDeps) {
  const { sending, done, changedMeanwhile, errors } = context.words
  const missing = errors.missingInput('{label}')
  const { connectionLost, reconnected, failed, loading, back } = ui
  const news = { one: ui.newMessages(1), many: ui.newMessages(99).replace('99', '{n}') }
  const { empty } = errors
  // Inside the quotation marks of the sentence.
  const between = context.words.betweenLabels
  return {
    sending,
    done,
    changedMeanwhile,
    missing,
    between,
    empty,
    connectionLost,
    reconnected,
    failed,
    loading,
    back,
    news,
  }
}
