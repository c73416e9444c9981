// A list of messages: a new one takes its place by number, a changed one is shown anew in its own.
import { renew } from './renew.js'

const NEAR_BOTTOM_PX = 60

export function paneOf(element, { me, as, texts, past = false }) {
  const list = element.querySelector('.messages')
  const view = viewOf(element, { texts, past })
  for (const each of list?.children ?? []) dress(each, me, as)
  const again = (next) => paneOf(next, { me, as, texts })

  /** Says whether it was `new`, `changed`, or neither (known, or older than what is shown). */
  function show(change) {
    const known = list?.querySelector(`:scope > [data-id="${change.id}"]`)
    if (!list || (known ? Number(known.dataset.rev) >= change.rev : isOlder(list, change.id))) return 'none'
    if (!known && past) return view.addNews()
    const stuck = view.isAtBottom()
    const fresh = elementOf(change.html)
    dress(known ? renew(known, fresh) : insert(list, fresh), me, as)
    if (stuck || (!known && change.from === me)) view.toBottom()
    else if (!known) view.addNews()
    return known ? 'changed' : 'new'
  }

  /** A reply's count and time under the message that it answers. */
  function showLink({ thread, link, from }, isOpenBeside) {
    const old = list?.querySelector(`[data-root="${thread}"]`)
    if (!old || !link) return 'none'
    const stuck = view.isAtBottom()
    const fresh = elementOf(link)
    fresh.classList.toggle('fresh', !isOpenBeside && from !== me)
    old.className = fresh.className
    renewLinks(old, fresh)
    // Only in the page: a template's links have no address to be relative to, and would not change.
    addSpeaker(old, as)
    if (stuck) view.toBottom()
    return isOpenBeside ? 'changed' : 'new'
  }

  return {
    id: element.dataset.thread ? Number(element.dataset.thread) : null,
    show,
    showLink,
    toBottom: view.toBottom,
    isVisible: () => element.getClientRects().length > 0,
    /** The thread's news have been read. */
    calm: (root) => list?.querySelector(`[data-root="${root}"]`)?.classList.remove('fresh'),
    focusLink: (root) => list?.querySelector(`a[data-thread="${root}"]`)?.focus({ preventScroll: true }),
    focus: view.focus,
    prepend: (page) => prepend(element, page, (each) => dress(each, me, as)),
    say: (text) => sayIn(element, text, texts),
    become: (fresh) => {
      element.replaceWith(fresh)
      return again(fresh)
    },
    close: () => {
      element.hidden = true
      element.replaceChildren()
      delete element.dataset.thread
      return again(element)
    },
  }
}

/** A link that is replaced between press and release swallows the click: links of the same kind stay, with new words. */
function renewLinks(old, fresh) {
  const [before, after] = [[...old.children], [...fresh.children]]
  if (before.map(({ tagName }) => tagName).join() !== after.map(({ tagName }) => tagName).join()) {
    old.replaceChildren(...fresh.childNodes)
    return
  }
  for (const [i, each] of before.entries()) {
    each.className = after[i].className
    each.replaceChildren(...after[i].childNodes)
  }
}

/** What part of the list is in sight, and how much is new beyond it. `past`: the page ends before the newest. */
function viewOf(element, { texts, past }) {
  const scroll = element.querySelector('.scroll')
  const button = element.querySelector('.news')
  let news = 0

  const setNews = (count) => {
    news = count
    button.hidden = count === 0
    button.textContent = count === 1 ? texts.news.one : texts.news.many.replace('{n}', count)
    return 'none'
  }
  const isAtBottom = () => !past && scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_BOTTOM_PX
  const toBottom = () => {
    if (!scroll) return
    scroll.scrollTop = scroll.scrollHeight
    setNews(0)
  }
  const toNewest = () => {
    location.search = location.search.replace(/&before=\d+/, '')
  }
  button?.addEventListener('click', past ? toNewest : toBottom)
  let wasAtBottom = true
  const scrolled = () => {
    wasAtBottom = isAtBottom()
    if (wasAtBottom) setNews(0)
  }
  scroll?.addEventListener('scroll', scrolled, { passive: true })
  // A banner, a keyboard or a longer draft takes room away: the newest message stays in sight.
  if (scroll) new ResizeObserver(() => wasAtBottom && !past && toBottom()).observe(scroll)
  return {
    isAtBottom,
    toBottom,
    addNews: () => setNews(news + 1),
    focus: () => {
      // On a phone the keyboard would cover what was opened to be read.
      const field = matchMedia('(pointer: coarse)').matches ? scroll : element.querySelector('.composer textarea')
      field?.focus({ preventScroll: true })
    },
  }
}

/** While a thread is fetched, or where that failed: a line in its place, and the way back. */
function sayIn(element, text, texts) {
  const line = document.createElement('p')
  line.className = 'empty'
  line.setAttribute('role', 'status')
  line.textContent = text
  const head = document.createElement('header')
  head.className = 'head'
  const back = document.createElement('a')
  back.href = document.querySelector('#rooms [aria-current]')?.href ?? '/room'
  back.dataset.closeThread = ''
  back.textContent = texts.back
  head.append(back)
  element.replaceChildren(element.querySelector('.head') ?? head, line)
  element.hidden = false
}

function isOlder(list, id) {
  const first = list.querySelector(':scope > [data-id]')
  return first !== null && id < Number(first.dataset.id)
}

function elementOf(html) {
  const template = document.createElement('template')
  // Laid out by our own server, which escapes; the page's policy would run no script in it either.
  template.innerHTML = html
  return template.content.firstElementChild
}

/** What differs from reader to reader, and is therefore not the server's. */
function dress(item, me, as) {
  if (!item.dataset.id) return
  item.classList.toggle('own', item.dataset.from === me)
  item.classList.toggle('to-me', item.dataset.calls.split(' ').includes(me))
  for (const each of item.querySelectorAll('.thread-link')) addSpeaker(each, as)
}

/** So that a thread opened in a tab of its own is seen by the same person. */
function addSpeaker(link, as) {
  for (const anchor of link.querySelectorAll('a')) {
    if (as && !anchor.search.includes('&as=')) anchor.search += as
  }
}

function insert(list, fresh) {
  const number = Number(fresh.dataset.id)
  const next = [...list.querySelectorAll(':scope > [data-id]')].findLast((each) => Number(each.dataset.id) < number)
  if (next) next.after(fresh)
  else list.append(fresh)
  drawDays(list)
  return fresh
}

/** A line wherever a day begins. */
function drawDays(list) {
  let date = null
  for (const each of [...list.children]) {
    if (each.dataset.id && each.dataset.date !== date) each.before(dayLine(each.dataset))
    if (each.className === 'day') each.remove()
    else date = each.dataset.date
  }
}

function dayLine({ date, day }) {
  const line = document.createElement('li')
  line.className = 'day'
  line.dataset.date = date
  line.textContent = day
  return line
}

function prepend(element, page, dress) {
  const scroll = element.querySelector('.scroll')
  const list = element.querySelector('.messages')
  const fromEnd = scroll.scrollHeight - scroll.scrollTop
  const older = [...page.querySelectorAll('.messages > [data-id]')]
  for (const each of older) dress(each)
  list.prepend(...older)
  drawDays(list)
  const link = page.querySelector('.earlier')
  if (link) element.querySelector('.earlier').replaceWith(link)
  else element.querySelector('.earlier').remove()
  scroll.scrollTop = scroll.scrollHeight - fromEnd
}
