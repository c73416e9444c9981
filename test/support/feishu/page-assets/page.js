// The emulator's page: keeps what is shown up to date, and does what the person does.
import { filledIn, keepFilledIn, missing } from './cards.js'

const { chat, as, thread, texts } = document.body.dataset
const words = JSON.parse(texts)
const EVERY_MS = 1000
const query = new URLSearchParams({ chat, as, thread })

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const told = await answer.json()
  if (told.toast) toast(told.toast, told.type)
  await live()
  return answer.ok
}

let hiding
function toast(text, type) {
  const box = document.querySelector('#toast')
  box.textContent = text
  box.className = type ?? 'info'
  box.hidden = false
  clearTimeout(hiding)
  hiding = setTimeout(() => {
    box.hidden = true
  }, 5000)
}

// What is shown now

async function live() {
  const answer = await fetch(`/live?${query}`).catch(() => null)
  const lost = !answer?.ok
  document.querySelector('#lost').hidden = !lost
  if (lost) return
  const { chats, messages, thread } = await answer.json()
  document.querySelector('#chats').innerHTML = chats
  markNew()
  show(document.querySelector('#chat .messages'), messages)
  show(document.querySelector('#thread .messages'), thread)
}

function show(list, items) {
  if (!list) return
  const scroll = list.closest('.scroll')
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40
  let changed = false
  const wanted = new Set(items.map(({ id }) => id))
  for (const old of [...list.children]) if (!wanted.has(old.dataset.id)) old.remove()
  items.forEach((item, i) => {
    const old = list.querySelector(`:scope > [data-id="${item.id}"]`)
    if (old?.dataset.mark === item.mark) return
    changed = true
    const made = document.createElement('template')
    made.innerHTML = item.html
    const li = made.content.firstElementChild
    li.dataset.mark = item.mark
    if (old) {
      const restore = keepFilledIn(old)
      old.replaceWith(li)
      restore(li)
    } else list.insertBefore(li, list.children[i] ?? null)
  })
  if (changed && atEnd) scroll.scrollTop = scroll.scrollHeight
}

/** How many messages of each chat this browser has shown. */
function markNew() {
  const seen = JSON.parse(sessionStorage.getItem('seen') ?? '{}')
  for (const link of document.querySelectorAll('#chats [data-of]')) {
    const { of, count } = link.dataset
    if (of === chat) seen[of] = Number(count)
    const more = Number(count) - (seen[of] ?? 0)
    const badge = link.querySelector('.new')
    badge.hidden = more <= 0
    badge.textContent = more > 99 ? '99+' : String(more)
  }
  sessionStorage.setItem('seen', JSON.stringify(seen))
}

for (const scroll of document.querySelectorAll('.scroll')) scroll.scrollTop = scroll.scrollHeight
markNew()
const again = async () => {
  await live()
  setTimeout(again, EVERY_MS)
}
setTimeout(again, EVERY_MS)

// What the person does

document.querySelector('#as').addEventListener('change', ({ target }) => {
  const params = new URLSearchParams(location.search)
  params.set('as', target.value)
  params.delete('with')
  if (chat) params.set('chat', chat)
  location.search = params
})

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('button')
  if (!button) return
  const { press, recall, menu, call } = button.dataset
  if (recall) await post('/recall', { message: recall })
  if (menu) await post('/menu', { as, key: menu })
  if (call) addCall(button.form.elements.namedItem('text'), call)
  if (press !== undefined) await pressed(button)
})

function addCall(box, name) {
  box.value = `@${name} ${box.value}`
  box.focus()
}

async function pressed(button) {
  const form = button.dataset.submit ? button.closest('form') : null
  if (form && missing(form)) return toast(words.required, 'warning')
  if (button.dataset.confirm && !(await confirmed(button.dataset))) return
  button.setAttribute('aria-busy', 'true')
  const values = form ? filledIn(form) : {}
  const message = button.closest('.message').dataset.id
  const done = await post('/press', { as, message, button: Number(button.dataset.press), values })
  button.removeAttribute('aria-busy')
  // As in the client, what was handed in is no longer in the fields.
  if (done && form?.isConnected) form.reset()
}

function confirmed({ confirm, why }) {
  const dialog = document.querySelector('#confirm')
  dialog.querySelector('h3').textContent = confirm
  dialog.querySelector('p').textContent = why
  dialog.returnValue = 'no'
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true })
  })
}

for (const form of document.querySelectorAll('.composer')) {
  const box = form.elements.namedItem('text')
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const text = box.value.trim()
    if (text === '') return
    const path = event.submitter?.name === 'as-record' ? '/forward' : '/say'
    if (await post(path, { chat, as, text, replyTo: form.dataset.replyTo })) box.value = ''
    box.focus()
  })
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit(form.querySelector('.primary'))
  })
  form.querySelector('[type=file]')?.addEventListener('change', async ({ target }) => {
    const [file] = target.files
    if (!file) return
    const params = new URLSearchParams({ chat, as, name: file.name })
    const answer = await fetch(`/attach?${params}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    })
    if (!answer.ok) toast((await answer.json()).toast, 'error')
    target.value = ''
    await live()
  })
}
