// The emulator's page: chats at the left, messages in the middle, a topic at the right; on a phone one at a time.
import { renderToString } from 'preact-render-to-string'
import { drawn, type Place } from './page-message.tsx'
import { type ChatView, nameOf, type PageDeps, type ShownChat } from './page-view.ts'
import type { PageWords } from './page-words.ts'

interface Props {
  view: ChatView
  deps: PageDeps
}

export const pageOf = (view: ChatView, deps: PageDeps): string =>
  `<!doctype html>${renderToString(<Page view={view} deps={deps} />)}`

/** What the browser asks for again and again: the list of chats, and the messages with their marks. */
export const liveOf = (view: ChatView, deps: PageDeps) => ({
  chats: renderToString(<Chats view={view} deps={deps} />),
  messages: drawnIn(view, deps, false),
  thread: drawnIn(view, deps, true),
})

function drawnIn(view: ChatView, deps: PageDeps, inThread: boolean) {
  const place = placeOf(view, deps, inThread)
  const ofThread = view.root ? [view.root, ...view.replies] : []
  return (inThread ? ofThread : view.messages).map((each) => drawn(each, place))
}

function Page({ view, deps }: Props) {
  const { words } = deps
  const pane = view.root ? 'thread' : view.chat ? 'chat' : 'chats'
  return (
    <html lang={deps.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{view.chat ? `${view.chat.name} · ${words.title}` : words.title}</title>
        <link rel="stylesheet" href="/page.css" />
        <link rel="stylesheet" href="/card.css" />
        <link rel="icon" href="data:," />
        <script type="module" src="/page.js" />
      </head>
      <body
        data-pane={pane}
        data-chat={view.chat?.chatId ?? ''}
        data-as={view.me.openId}
        data-thread={view.root?.messageId ?? ''}
        data-texts={JSON.stringify(textsOf(words))}
      >
        <Bar view={view} deps={deps} />
        <p id="lost" role="status" hidden>
          {words.lost}
        </p>
        <div class="panes">
          <nav id="chats">
            <Chats view={view} deps={deps} />
          </nav>
          <ChatPane view={view} deps={deps} />
          <ThreadPane view={view} deps={deps} />
        </div>
        <div id="toast" role="status" hidden />
        <dialog id="confirm">
          <h3>{words.confirm}</h3>
          <p />
          <form method="dialog">
            <button type="submit" value="no">
              {words.cancel}
            </button>
            <button type="submit" class="primary" value="yes">
              {words.confirm}
            </button>
          </form>
        </dialog>
      </body>
    </html>
  )
}

const textsOf = ({ required, lost }: PageWords) => ({ required, lost })

function Bar({ view, deps }: Props) {
  return (
    <header class="bar">
      <h1>{deps.words.title}</h1>
      <p class="banner">{deps.words.banner}</p>
      <label>
        <span>{deps.words.asWhom}</span>
        <select id="as" autocomplete="off">
          {deps.people.map(({ openId, name, title }) => (
            <option value={openId} selected={openId === view.me.openId}>
              {title ? `${name}（${title}）` : name}
            </option>
          ))}
        </select>
      </label>
    </header>
  )
}

function Chats({ view, deps }: Props) {
  const groups = view.chats.filter(({ direct }) => !direct)
  const direct = view.chats.filter((each) => each.direct)
  const ownIsThere = direct.some(({ chatId }) => deps.platform.world.chat(chatId).members.has(view.me.openId))
  return (
    <>
      <h2>{deps.words.chats}</h2>
      <ul>
        {groups.map((chat) => (
          <ChatLink chat={chat} view={view} />
        ))}
      </ul>
      <h2>{deps.words.direct}</h2>
      <ul>
        {direct.map((chat) => (
          <ChatLink chat={chat} view={view} />
        ))}
        {!ownIsThere && (
          <li>
            <a href={`/?with=${view.me.openId}&as=${view.me.openId}`}>{deps.words.directWith(view.me.name)}</a>
          </li>
        )}
      </ul>
    </>
  )
}

function ChatLink({ chat, view }: { chat: ShownChat; view: ChatView }) {
  return (
    <li>
      <a
        href={`/?chat=${chat.chatId}&as=${view.me.openId}`}
        data-count={chat.count}
        data-of={chat.chatId}
        {...(chat.chatId === view.chat?.chatId ? { 'aria-current': 'page' as const } : {})}
      >
        <span>{chat.name}</span>
        <b class="new" hidden />
      </a>
    </li>
  )
}

function ChatPane({ view, deps }: Props) {
  const { chat, me } = view
  const { words } = deps
  return (
    <main id="chat">
      <header class="head">
        <a class="back" href={`/?as=${me.openId}`}>
          {words.back}
        </a>
        <h2>{chat?.name ?? words.pick}</h2>
        {chat && !chat.direct && <span>{words.members(chat.members)}</span>}
        {chat && !chat.hasBot && <span class="tag tag-red">{words.noBot}</span>}
      </header>
      <Messages view={view} deps={deps} inThread={false} />
      {chat?.direct && view.member && <Menu words={words} />}
      {chat && <Composer view={view} deps={deps} replyTo={null} />}
    </main>
  )
}

function ThreadPane({ view, deps }: Props) {
  const { root, chat, me } = view
  if (!root || !chat) return <aside id="thread" hidden />
  return (
    <aside id="thread">
      <header class="head">
        <a class="back" href={`/?chat=${chat.chatId}&as=${me.openId}`}>
          {deps.words.back}
        </a>
        <h2>{deps.words.thread}</h2>
        <a class="shut" href={`/?chat=${chat.chatId}&as=${me.openId}`}>
          {deps.words.close}
        </a>
      </header>
      <Messages view={view} deps={deps} inThread={true} />
      <Composer view={view} deps={deps} replyTo={root.messageId} />
    </aside>
  )
}

/** As plain HTML, too, so that the page reads without its script. */
function Messages({ view, deps, inThread }: Props & { inThread: boolean }) {
  const html = drawnIn(view, deps, inThread)
    .map(({ html, mark }) => html.replace('<li ', `<li data-mark="${mark}" `))
    .join('')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll" tabIndex={0} aria-label={inThread ? deps.words.thread : (view.chat?.name ?? '')}>
      <ol class="messages" dangerouslySetInnerHTML={{ __html: html }} />
      {view.chat && <p class="empty">{deps.words.empty}</p>}
    </section>
  )
}

function Menu({ words }: { words: PageWords }) {
  return (
    <div class="menu">
      {Object.entries(words.menu).map(([key, label]) => (
        <button type="button" data-menu={key}>
          {label}
        </button>
      ))}
    </div>
  )
}

function Composer({ view, deps, replyTo }: Props & { replyTo: string | null }) {
  const { words } = deps
  if (!view.member) return <p class="outside">{words.notMember(view.me.name)}</p>
  const label = replyTo === null ? words.write : words.writeReply
  return (
    <form class="composer" data-reply-to={replyTo ?? undefined}>
      <textarea name="text" rows={2} placeholder={label} aria-label={label} />
      <div class="tools">
        <button type="button" data-call={nameOf(deps, deps.platform.bot.openId)}>
          {words.call}
        </button>
        {replyTo === null && (
          <label class="file">
            {words.attach}
            <input type="file" class="unseen" />
          </label>
        )}
        {replyTo === null && (
          <button type="submit" name="as-record" title={words.asRecordHint}>
            {words.asRecord}
          </button>
        )}
        <button type="submit" class="primary">
          {words.send}
        </button>
      </div>
    </form>
  )
}

const placeOf = (view: ChatView, deps: PageDeps, inThread: boolean): Place => ({
  deps,
  me: view.me.openId,
  all: view.chat ? deps.platform.messages(view.chat.chatId) : [],
  inThread,
  threadHref: (messageId) => `/?chat=${view.chat?.chatId}&as=${view.me.openId}&thread=${messageId}`,
})
