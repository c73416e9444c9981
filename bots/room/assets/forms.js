// Writing messages and pressing buttons: pending while the desk decides, then its answer in the same place.

const DONE_SHOWN_MS = 8000

export function wireForms({ as, texts }) {
  const headers = { 'content-type': 'application/json', 'x-zhiban': 'room', ...(as ? { 'zhiban-as': as } : {}) }
  const post = (path, body, key) => send(path, body, { ...headers, 'idempotency-key': key }, texts)

  document.addEventListener('submit', (event) => {
    // A form with an address of its own (signing out) is the browser's affair.
    if (event.target.hasAttribute('action')) return
    event.preventDefault()
    if (event.target.dataset.composer) void say(event.target, post, texts)
    else if (event.target.dataset.form) void submitForm(event.target, post, texts)
  })
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-action], [data-cancel]')
    if (!button) return
    if (button.hasAttribute('data-cancel')) closeForm(button.closest('form'))
    else if (button.hasAttribute('aria-expanded')) toggleForm(button)
    else void press(button.closest('.message').dataset.id, button.dataset.action, {}, post, texts, button)
  })
  document.addEventListener('keydown', onKey)
  document.addEventListener('input', ({ target }) => {
    if (target.matches('.composer textarea')) {
      grow(target)
      showResult(target.form.querySelector('.result'), null, false)
    }
    if (target.hasAttribute('aria-invalid')) flag(target, 'aria-invalid', false)
  })
  for (const each of document.querySelectorAll('.composer textarea')) restore(each)
}

// Writing

function onKey(event) {
  const { target, key } = event
  if (key === 'Escape' && target.closest?.('form[data-form]')) closeForm(target.closest('form'))
  if (key !== 'Enter' || !target.matches('.composer textarea')) return
  // Enter also ends an input method's word (keyCode 229 in older browsers), and on a phone it starts a new line.
  const composing = event.isComposing || event.keyCode === 229
  if (event.shiftKey || composing || matchMedia('(pointer: coarse)').matches) return
  event.preventDefault()
  target.form.requestSubmit()
}

async function say(form, post, texts) {
  const field = form.elements.text
  const text = field.value
  if (form.hasAttribute('aria-busy')) return
  if (text.trim() === '') {
    showResult(form.querySelector('.result'), texts.empty, true)
    return field.focus()
  }
  // A second try of the same words after a lost answer is the same message.
  if (form.sentText !== text) Object.assign(form, { sentText: text, sentKey: newKey() })
  const { composer: room, replyTo } = form.dataset
  busy(form, true, texts)
  const { error } = await post('/api/v1/room/messages', { room, text, ...(replyTo ? { replyTo } : {}) }, form.sentKey)
  busy(form, false, texts)
  showResult(form.querySelector('.result'), error, true)
  if (error) return
  form.sentText = null
  field.value = ''
  grow(field)
  field.focus()
}

function grow(field) {
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`
  try {
    if (field.value) sessionStorage.setItem(draftKey(field), field.value)
    else sessionStorage.removeItem(draftKey(field))
  } catch {
    // Without storage a draft lasts as long as the page.
  }
}

function restore(field) {
  try {
    field.value ||= sessionStorage.getItem(draftKey(field)) ?? ''
  } catch {
    return
  }
  if (field.value) grow(field)
}

const draftKey = ({ form }) =>
  `zhiban-draft:${document.body.dataset.me}:${form.dataset.composer}:${form.dataset.replyTo ?? ''}`

// Buttons

function toggleForm(button) {
  const card = button.closest('.card')
  const form = card.querySelector(`form[data-form="${CSS.escape(button.dataset.action)}"]`)
  const opens = form.hidden
  for (const each of card.querySelectorAll('form[data-form]')) each.hidden = true
  for (const each of card.querySelectorAll('[aria-expanded]')) each.setAttribute('aria-expanded', 'false')
  if (!opens) return
  form.hidden = false
  button.setAttribute('aria-expanded', 'true')
  form.querySelector('select, textarea, input')?.focus()
  form.scrollIntoView({ block: 'nearest' })
}

function closeForm(form) {
  form.hidden = true
  const button = form.closest('.card').querySelector(`[data-action="${CSS.escape(form.dataset.form)}"]`)
  button?.setAttribute('aria-expanded', 'false')
  button?.focus()
}

async function submitForm(form, post, texts) {
  if (form.hasAttribute('aria-busy')) return
  const empty = [...form.elements].filter((each) => each.required && each.value.trim() === '')
  for (const each of form.elements) flag(each, 'aria-invalid', empty.includes(each))
  const result = form.closest('.card').querySelector('.result')
  if (empty.length > 0) {
    showResult(result, texts.missing.replace('{label}', empty.map(labelOf).join(texts.between)), true)
    return empty[0].focus()
  }
  showResult(result, null, false)
  const values = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''))
  const done = await press(form.closest('.message').dataset.id, form.dataset.form, values, post, texts, form)
  if (!done) return
  form.reset()
  form.hidden = true
  for (const each of form.closest('.card')?.querySelectorAll('[aria-expanded]') ?? [])
    each.setAttribute('aria-expanded', 'false')
}

/** The words beside the field, without the note that it must be filled in. */
const labelOf = (field) => field.closest('label').querySelector('span').firstChild.textContent

/** `from` is the button or form that waits. The card may be renewed meanwhile, so the answer looks for it by number. */
async function press(messageId, action, values, post, texts, from) {
  if (from.hasAttribute('aria-busy')) return false
  busy(from, true, texts)
  const { error, answer } = await post('/api/v1/room/actions', { messageId, action, values }, newKey())
  busy(from, false, texts)
  const failed = error !== null || answer.refused
  const text = error ?? answer.text ?? (answer.done ? texts.done : null)
  for (const each of document.querySelectorAll(`[data-id="${messageId}"] .result`)) showResult(each, text, failed)
  if (!failed) setTimeout(() => forget(messageId, text), DONE_SHOWN_MS)
  return !failed
}

function forget(messageId, text) {
  for (const each of document.querySelectorAll(`[data-id="${messageId}"] .result`)) {
    if (each.textContent === text) each.hidden = true
  }
}

function showResult(element, text, failed) {
  element.textContent = text ?? ''
  element.className = failed ? 'result refused' : 'result'
  element.hidden = !text
}

function busy(element, on, texts) {
  flag(element, 'aria-busy', on)
  const button = element.matches('form') ? element.querySelector('[type="submit"]') : element
  button.disabled = on
  if (on) button.dataset.label = button.textContent
  button.textContent = on ? texts.sending : button.dataset.label
  const field = element.elements?.text
  if (element.dataset.composer) field.readOnly = on
}

const flag = (element, name, on) => (on ? element.setAttribute(name, 'true') : element.removeAttribute(name))

// Requests

async function send(path, body, headers, texts) {
  try {
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (answer.status === 401) location.assign('/sign-in')
    const said = await answer.json()
    return answer.ok ? { error: null, answer: said } : { error: said.error?.message ?? texts.failed, answer: null }
  } catch {
    return { error: texts.failed, answer: null }
  }
}

/** `crypto.randomUUID` is not there where the page comes over plain HTTP from another machine. */
const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, '0')).join('')
