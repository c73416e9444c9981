// What people fill into a card: read for handing in, and carried over where the card is shown anew.

const fields = (root) => [...root.querySelectorAll('input[name], textarea[name], select[name]')]

/** By name; of several choices a list. */
export function filledIn(form) {
  const values = {}
  for (const field of fields(form)) {
    if (field.type === 'checkbox') {
      values[field.name] ??= []
      if (field.checked) values[field.name].push(field.value)
    } else values[field.name] = field.value
  }
  return values
}

/** Marks what must be filled in and is not; whether there is any. */
export function missing(form) {
  const empty = [
    ...fields(form).filter((field) => field.type !== 'checkbox' && field.required && field.value === ''),
    ...[...form.querySelectorAll('[data-required]')].filter((set) => !set.querySelector(':checked')),
  ]
  for (const field of form.querySelectorAll('.wanting')) field.classList.remove('wanting')
  for (const field of empty) field.classList.add('wanting')
  empty[0]?.focus()
  return empty.length > 0
}

const keyOf = (field) => `${field.name}=${field.type === 'checkbox' ? field.value : ''}`

/** Of the message that is replaced; the answer restores it in the one that takes its place. */
export function keepFilledIn(old) {
  const kept = new Map(fields(old).map((field) => [keyOf(field), field]))
  const focused = old.contains(document.activeElement) ? keyOf(document.activeElement) : null
  const open = new Set([...old.querySelectorAll('details[open] > summary')].map((each) => each.textContent))
  return (made) => {
    for (const field of fields(made)) {
      const before = kept.get(keyOf(field))
      if (before && field.type === 'checkbox') field.checked = before.checked
      else if (before?.value) field.value = before.value
      if (focused === keyOf(field)) field.focus()
    }
    for (const details of made.querySelectorAll('details'))
      if (open.has(details.firstElementChild.textContent)) details.open = true
  }
}
