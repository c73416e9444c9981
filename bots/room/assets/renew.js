// Shows a changed message anew in its place, around the form that somebody may be filling in.

export function renew(old, fresh) {
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
    for (const { name, value } of form.elements)
      if (name && value && twin?.elements[name]) twin.elements[name].value = value
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
