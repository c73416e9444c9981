// The room's page, alive: what comes over the stream is shown, threads open in place, unread messages are counted.

import { wireForms } from './forms.js'
import { paneOf } from './messages.js'
import { listen } from './stream.js'

const page = document.body
const { room, me } = page.dataset
const texts = JSON.parse(page.dataset.texts)
const as = page.dataset.as ? `&as=${encodeURIComponent(page.dataset.as)}` : ''
const announcer = document.getElementById('announcer')
const middle = paneOf(document.getElementById('room'), {
  me,
  as,
  texts,
  past: new URLSearchParams(location.search).has('before'),
})
let thread = paneOf(document.getElementById('thread'), { me, as, texts })

// Changes of the last while: a thread that was laid out before one of them gets it when it opens.
const recent = []
const RECENT = 300

const seenKey = `zhiban-seen:${me}`
const seen = readSeen()
const unread = new Map()

const ownRoots = new Set()
const wide = window.matchMedia('(min-width: 1000px)')

start()

function start() {
  wireForms({ as: page.dataset.as, texts })
  document.addEventListener('click', onClick)
  document.addEventListener('visibilitychange', markSeen)
  window.addEventListener('popstate', onPopState)
  document.getElementById('as')?.addEventListener('change', speakAs)
  middle.toBottom()
  thread.toBottom()
  keepTime()
  markSeen()
  void countUnread()
  listen({ after: Number(page.dataset.rev), as, texts, take, setTime })
}

function take(change) {
  recent.push(change)
  if (recent.length > RECENT) recent.shift()
  note(change)
  if (change.room !== room) return
  show(change)
}

function show(change) {
  const open = thread.id !== null && (change.thread ?? change.id) === thread.id
  const isNew = [
    change.thread === null ? middle.show(change) : middle.showLink(change, open),
    open && thread.show(change),
  ]
  if (isNew.includes('new') && change.from !== me) announce(change.says)
  followOwn(change)
}

/** What the desk answers to one's own message opens beside it, where there is room for both. */
function followOwn({ id, thread: root, from }) {
  if (from === me && root === null) ownRoots.add(id)
  if (from === me || !ownRoots.delete(root) || thread.id !== null || !wide.matches) return
  const link = document.querySelector(`#room a[data-thread="${root}"]`)
  if (!link) return
  history.pushState(null, '', link.href)
  void openThread(root, link.href)
}

function announce(text) {
  const line = document.createElement('p')
  line.textContent = text
  announcer.append(line)
  while (announcer.childElementCount > 20) announcer.firstElementChild.remove()
}

// Rooms and what is unread in them

async function countUnread() {
  const asked = Object.entries(seen)
    .map(([id, last]) => `${id}:${last}`)
    .join(',')
  const answer = await fetch(`/api/v1/room/rooms?seen=${encodeURIComponent(asked)}${as}`).catch(() => null)
  if (!answer?.ok) return
  for (const each of (await answer.json()).rooms) unread.set(each.id, isOpen(each.id) ? 0 : each.unread)
  showUnread()
}

function note({ room: where, id, from }) {
  const link = linkOf(where)
  if (!link || id <= Number(link.dataset.last)) return
  link.dataset.last = String(id)
  if (isOpen(where)) markSeen()
  else if (from !== me) unread.set(where, (unread.get(where) ?? 0) + 1)
  showUnread()
}

function isOpen(where) {
  return where === room && document.visibilityState === 'visible' && (middle.isVisible() || thread.isVisible())
}

function markSeen() {
  const link = linkOf(room)
  if (!link || !isOpen(room)) return
  seen[room] = Number(link.dataset.last)
  unread.set(room, 0)
  writeSeen()
  showUnread()
}

function showUnread() {
  let all = 0
  for (const link of document.querySelectorAll('#rooms a')) {
    const count = unread.get(link.dataset.room) ?? 0
    const badge = link.querySelector('.badge')
    badge.hidden = count === 0
    badge.querySelector('.count').textContent = count > 99 ? '99+' : String(count)
    all += count
  }
  document.title = document.title.replace(/^\(\d+\+?\) /, '')
  if (all > 0) document.title = `(${all > 99 ? '99+' : all}) ${document.title}`
}

function linkOf(where) {
  return [...document.querySelectorAll('#rooms a')].find((each) => each.dataset.room === where)
}

function readSeen() {
  try {
    return JSON.parse(localStorage.getItem(seenKey) ?? '{}')
  } catch {
    // No storage, or somebody else's words in it: everything counts as unread.
    return {}
  }
}

function writeSeen() {
  try {
    localStorage.setItem(seenKey, JSON.stringify(seen))
  } catch {
    // Storage is full or forbidden: the counts then last as long as the page.
  }
}

// Threads and moving about

function onClick(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
  const link = event.target.closest('a[data-thread], a[data-close-thread], a.earlier')
  if (!link) return
  event.preventDefault()
  if (link.classList.contains('earlier')) void showEarlier(link)
  else if (link.hasAttribute('data-close-thread')) leaveThread(link)
  else {
    history.pushState(null, '', link.href)
    void openThread(Number(link.dataset.thread), link.href)
  }
}

async function openThread(id, href) {
  thread.say(texts.loading)
  page.dataset.pane = 'thread'
  try {
    const fresh = await load(href)
    thread = thread.become(fresh.getElementById('thread'))
    // Whoever may not see the room is shown another, without a thread.
    if (thread.id === null) throw new Error('no such thread')
    if (thread.id !== id) return
    replay(Number(fresh.body.dataset.rev))
    thread.toBottom()
    middle.calm(id)
    thread.focus()
  } catch {
    thread.say(texts.failed)
  }
}

function leaveThread(link) {
  const from = thread.id
  history.pushState(null, '', link.href)
  closeThread()
  middle.focusLink(from)
}

function closeThread() {
  thread = thread.close()
  page.dataset.pane = new URLSearchParams(location.search).has('room') ? 'room' : 'rooms'
  markSeen()
}

function onPopState() {
  const query = new URLSearchParams(location.search)
  if ((query.get('room') ?? room) !== room) location.reload()
  else if (query.has('thread')) void openThread(Number(query.get('thread')), location.href)
  else closeThread()
}

async function showEarlier(link) {
  link.setAttribute('aria-busy', 'true')
  try {
    middle.prepend((await load(link.href)).getElementById('room'))
  } catch {
    link.removeAttribute('aria-busy')
  }
}

async function load(href) {
  const answer = await fetch(href, { headers: { accept: 'text/html' } })
  if (!answer.ok) throw new Error(String(answer.status))
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}

function replay(rev) {
  const missed = recent.filter((change) => change.rev > rev && (change.thread ?? change.id) === thread.id)
  for (const change of missed) thread.show(change)
}

function speakAs({ target }) {
  const query = new URLSearchParams(location.search)
  query.set('as', target.value)
  // One's own private room is nobody else's.
  if (query.get('room')?.startsWith('dm-')) query.set('room', `dm-${target.value}`)
  query.delete('thread')
  location.search = query
}

// Time, a drill's too

let anchor = { at: Date.parse(page.dataset.now), heard: performance.now() }

function setTime(instant) {
  anchor = { at: Date.parse(instant), heard: performance.now() }
}

function keepTime() {
  const clock = document.getElementById('clock')
  if (!clock) return
  const { zone: timeZone, lang, speed } = page.dataset
  const locale = lang === 'en' ? 'en-GB' : lang
  const part = (options) => new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const day = part({ month: 'long', day: 'numeric' })
  const weekday = part({ weekday: 'short' })
  const minute = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  setInterval(() => {
    const now = anchor.at + (performance.now() - anchor.heard) * Number(speed)
    clock.textContent = `${day.format(now)} ${weekday.format(now)} ${minute.format(now)}`
  }, 1000)
}
