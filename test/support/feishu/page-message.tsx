// One message as the client shows it: who, when, what it answers, its content, and what became of it.
import { createHash } from 'node:crypto'
import { renderToString } from 'preact-render-to-string'
import { isObject, type Json } from './card-tree.ts'
import { nameOf, type PageDeps, recordOf, repliesOf } from './page-view.ts'
import { CardView } from './render-card.tsx'
import { isWebUrl } from './render-markdown.tsx'
import type { Shown } from './shown.ts'

export interface Place {
  deps: PageDeps
  /** Who looks: may recall what is their own. */
  me: string
  /** All messages of the chat, for quotes and counts. */
  all: Shown[]
  /** In the pane of a topic, where its count and the quote of its root say nothing. */
  inThread: boolean
  /** The address of the topic that begins with a message. */
  threadHref(messageId: string): string
}

/** A message with a mark that changes with it, so that the browser replaces only what is different. */
export function drawn(message: Shown, place: Place): { id: string; mark: string; html: string } {
  const html = renderToString(<MessageItem message={message} place={place} />)
  const mark = createHash('sha256').update(html).digest('base64url').slice(0, 12)
  return { id: message.messageId, mark, html }
}

function MessageItem({ message, place }: { message: Shown; place: Place }) {
  const { deps, me } = place
  const app = message.sender.type === 'app'
  const name = nameOf(deps, message.sender.id)
  return (
    <li class={`message${app ? ' app' : ''}${message.sender.id === me ? ' mine' : ''}`} data-id={message.messageId}>
      <span class="avatar" aria-hidden="true">
        {[...name][0]}
      </span>
      <div class="said">
        <p class="who">
          <b>{name}</b>
          {app && <span class="tag tag-wathet">{deps.words.bot}</span>}
          <time dateTime={new Date(message.createdAt).toISOString()}>{minute(message.createdAt)}</time>
          {message.versions > 1 && <span class="quiet">{deps.words.edited(message.versions - 1)}</span>}
        </p>
        <Quote message={message} place={place} />
        {message.deleted ? <p class="gone">{deps.words.recalled}</p> : <Content message={message} place={place} />}
        {message.urgent.map(({ way, users }) => (
          <p class="urgent">
            {deps.words.urgentTo(deps.words.urgent[way], users.map((each) => nameOf(deps, each)).join('、'))}
          </p>
        ))}
        <Foot message={message} place={place} />
      </div>
    </li>
  )
}

function Quote({ message, place }: { message: Shown; place: Place }) {
  const parent = place.all.find(({ messageId }) => messageId === message.parentId)
  if (!parent || (place.inThread && parent.messageId === message.rootId)) return null
  const begins = [...(parent.text.split('\n')[0] ?? '')].slice(0, 40).join('')
  return (
    <p class="quote">
      {place.deps.words.replyTo} {nameOf(place.deps, parent.sender.id)}：
      {parent.type === 'merge_forward' ? place.deps.words.forwarded : begins}
    </p>
  )
}

function Content({ message, place }: { message: Shown; place: Place }) {
  const { deps } = place
  const { type, content } = message
  if (type === 'interactive' && isObject(content)) {
    const drawing = { nameOf: (id: string) => nameOf(deps, id), unknown: deps.words.unknown }
    return <CardView card={content as Json} drawing={drawing} />
  }
  if (type === 'merge_forward') return <Record message={message} place={place} />
  const key = isObject(content) ? content.image_key : null
  if (type === 'image' && typeof key === 'string') {
    return (
      <a href={`/file/${key}`} target="_blank" rel="noreferrer">
        <img class="picture" src={`/file/${key}`} alt={deps.words.image} />
      </a>
    )
  }
  if (type === 'file' && isObject(content)) return <p class="bubble">{String(content.file_name ?? '')}</p>
  return (
    <p class="bubble">
      <Linked text={message.text} />
    </p>
  )
}

function Record({ message, place }: { message: Shown; place: Place }) {
  const items = recordOf(place.deps, message.messageId)
  return (
    <details class="record">
      <summary>{place.deps.words.record(items.length)}</summary>
      <ol>
        {items.map(({ type, text }) => (
          <li>{type === 'merge_forward' ? place.deps.words.forwarded : <Linked text={text} />}</li>
        ))}
      </ol>
    </details>
  )
}

function Foot({ message, place }: { message: Shown; place: Place }) {
  const { deps, inThread, me, all } = place
  const { words } = deps
  const count = inThread ? 0 : repliesOf(all, message).length
  const own = message.sender.id === me && !message.deleted
  if (inThread && !own) return null
  return (
    <p class="foot">
      {!inThread && (
        <a class={count > 0 ? 'count' : ''} href={place.threadHref(message.rootId ?? message.messageId)}>
          {count > 0 ? words.replies(count) : words.openThread}
        </a>
      )}
      {own && (
        <button type="button" class="plain" data-recall={message.messageId}>
          {words.recall}
        </button>
      )}
    </p>
  )
}

/** Addresses in what people write become links, as the client does it. */
function Linked({ text }: { text: string }) {
  const pieces = text.split(/(https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+)/)
  return (
    <>
      {pieces.map((piece) =>
        isWebUrl(piece) ? (
          <a href={piece} target="_blank" rel="noreferrer">
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </>
  )
}

const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const minute = (millis: number) => clock.format(new Date(millis))
