// A list of messages: a new one takes its place by number, a changed one is renewed around what somebody is typing.

const NEAR_BOTTOM_PX = 60

export function paneOf(element, { me, as, texts, past = false }) {
  const scroll = element.querySelector('.scroll')
  const list = element.querySelector('.messages')
  const news = element.querySelector('.news')
  let waiting = 0

  for (const each of list?.children ?? []) dress(each, me, as)
  news?.addEventListener('click', () => {
    if (past) location.search = location.search.replace(/&?before=\d+/, '')
    else toBottom()
  })
  scroll?.addEventListener('scroll', () => !past && isAtBottom(scroll) && setWaiting(0), { passive: true })

  function setWaiting(count) {
    waiting = count
    news.hidden = count === 0
    news.textContent = count > 0 ? texts.news[Math.min(count, texts.news.length) - 1] : ''
  }

  function toBottom() {
    if (!scroll) return
    scroll.scrollTop = scroll.scrollHeight
    setWaiting(0)
  }

  /** Says whether it was `new`, `changed`, or neither (known, or older than what is shown). */
  function show(change) {
    if (!list) return 'none'
    const fresh = elementOf(change.html)
    const stuck = isAtBottom(scroll)
    const known = list.querySelector(`:scope > [data-id="${change.id}"]`)
    if (known && Number(known.dataset.rev) >= change.rev) return 'none'
    const first = list.querySelector(':scope > [data-id]')
    if (!known && first && change.id < Number(first.dataset.id)) return 'none'
    if (!known && past) {
      setWaiting(waiting + 1)
      return 'none'
    }
    const shown = known ? renew(known, fresh) : insert(list, fresh)
    dress(shown, me, as)
    if (stuck || (!known && change.from === me)) toBottom()
    else if (!known) setWaiting(waiting + 1)
    return known ? 'changed' : 'new'
  }

  /** A reply's count and time under the message that it answers. */
  function showLink({ thread, link, from }, isOpenBeside) {
    const old = list?.querySelector(`[data-root="${thread}"]`)
    if (!old || !link) return 'none'
    const stuck = isAtBottom(scroll)
    const fresh = elementOf(link)
    fresh.classList.toggle('fresh', !isOpenBeside && from !== me)
    addSpeaker(fresh, as)
    old.replaceWith(fresh)
    if (stuck) toBottom()
    return 'changed'
  }

  return {
    id: element.dataset.thread ? Number(element.dataset.thread) : null,
    show,
    showLink,
    toBottom,
    isVisible: () => element.offsetParent !== null || element.getClientRects().length > 0,
    /** The thread's news have been read. */
    calm: (root) => list?.querySelector(`[data-root="${root}"]`)?.classList.remove('fresh'),
    focus: (root) => {
      const link = root && list?.querySelector(`a[data-thread="${root}"]`)
      // On a phone the keyboard would cover what was opened to be read.
      const field = matchMedia('(pointer: coarse)').matches ? scroll : element.querySelector('.composer textarea')
      ;(link || field)?.focus({ preventScroll: true })
    },
    prepend: (page) => prepend(element, page, (each) => dress(each, me, as)),
    loading: (text) => {
      const line = document.createElement('p')
      line.className = 'empty'
      line.setAttribute('role', 'status')
      line.textContent = text
      const head = element.querySelector('.head')
      element.replaceChildren(...(head ? [head] : []), line)
      element.hidden = false
    },
    become: (fresh) => {
      element.replaceWith(fresh)
      return paneOf(fresh, { me, as, texts })
    },
    close: () => {
      element.hidden = true
      element.replaceChildren()
      delete element.dataset.thread
    },
  }
}

function elementOf(html) {
  const template = document.createElement('template')
  // Laid out by our own server, which escapes; the page's policy would run no script in it either.
  template.innerHTML = html
  return template.content.firstElementChild
}

const isAtBottom = (scroll) => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_BOTTOM_PX

/** What differs from reader to reader, and is therefore not the server's. */
function dress(item, me, as) {
  if (!item.dataset.id) return
  item.classList.toggle('own', item.dataset.from === me)
  item.classList.toggle('to-me', item.dataset.calls.split(' ').includes(me))
  for (const each of item.querySelectorAll('.thread-link')) addSpeaker(each, as)
}

/** So that a thread opened in a tab of its own is seen by the same person. */
function addSpeaker(link, as) {
  const anchor = link.querySelector('a')
  if (as && !anchor.search.includes('&as=')) anchor.search += as
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

// Renewing a card in place

function renew(old, fresh) {
  keepState(old, fresh)
  const form = old.querySelector('form[data-form]:not([hidden])')
  const twin = form && fresh.querySelector(`form[data-form="${CSS.escape(form.dataset.form)}"]`)
  if (!twin) {
    if (form) keepWords(form, fresh)
    const focused = old.contains(document.activeElement) ? document.activeElement : null
    old.replaceWith(fresh)
    if (focused) keepFocus(focused, fresh)
    return fresh
  }
  // The form itself stays where it is in the document: taking it out, if only to put it back, would end an input
  // method's composition in the middle of a word.
  const [card, freshCard] = [form.parentElement, twin.parentElement]
  fresh.querySelector(`[data-action="${CSS.escape(form.dataset.form)}"]`)?.setAttribute('aria-expanded', 'true')
  renewAround(form, twin)
  renewAround(card, freshCard)
  card.className = freshCard.className
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value)
  return old
}

/** Whoever works by keyboard stays at this card, though the button that was pressed may be gone. */
function keepFocus({ dataset }, fresh) {
  const same = dataset.action && fresh.querySelector(`[data-action="${CSS.escape(dataset.action)}"]`)
  const next = same || fresh.querySelector('.actions button, .thread-link a')
  next?.focus({ preventScroll: true })
}

function renewAround(kept, twin) {
  const siblings = [...twin.parentElement.childNodes]
  const at = siblings.indexOf(twin)
  for (const each of [...kept.parentElement.childNodes]) if (each !== kept) each.remove()
  kept.before(...siblings.slice(0, at))
  kept.after(...siblings.slice(at + 1))
}

function keepState(old, fresh) {
  const [result, freshResult] = [old.querySelector('.result'), fresh.querySelector('.result')]
  if (result && freshResult && !result.hidden) {
    freshResult.textContent = result.textContent
    freshResult.className = result.className
    freshResult.hidden = false
  }
  if (old.querySelector('details')?.open) fresh.querySelector('details')?.setAttribute('open', '')
  for (const form of old.querySelectorAll('form[data-form][hidden]')) {
    const twin = fresh.querySelector(`form[data-form="${CSS.escape(form.dataset.form)}"]`)
    for (const { name, value } of form.elements) if (name && value && twin?.elements[name]) twin.elements[name].value = value
  }
}

/** The card asks for this no more: what was typed is shown, to be copied. */
function keepWords(form, fresh) {
  const typed = [...form.querySelectorAll('textarea, input')].map(({ value }) => value).filter(Boolean)
  const result = fresh.querySelector('.result')
  if (typed.length === 0 || !result || form.hasAttribute('aria-busy')) return
  result.textContent = `${JSON.parse(document.body.dataset.texts).changedMeanwhile}\n${typed.join('\n')}`
  result.className = 'result refused'
  result.hidden = false
}
