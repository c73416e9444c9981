// A form in a card, filled in as the client lets a person do it.
import { type Json, objects, withDescendants, wordsOf } from './card-tree.ts'

export type Filled = Record<string, string | string[]>

const fields = ['input', 'select_static', 'multi_select_static', 'picker_datetime']

/** What the client submits; throws where it would not let the person press. Fields may be named by name or by label. */
export function filledForm(form: Json, button: Json, given: Filled): Filled {
  const inputs = inputsOf(form)
  const named = Object.entries(given).map(([name, value]) => [fieldCalled(form, button, name), value] as const)
  const submitted = inputs.flatMap((input) => {
    const value = named.find(([field]) => field === input)?.[1] ?? initialOf(input)
    const told = checked(input, value)
    return told === null ? [] : [[String(input.name), told] as const]
  })
  return Object.fromEntries(submitted)
}

/** What stands next to the button is meant, before what stands elsewhere in the form. */
function fieldCalled(form: Json, button: Json, name: string): Json {
  const around = withDescendants(form).filter((each) => withDescendants(each).includes(button))
  for (const place of around.toReversed()) {
    const inputs = inputsOf(place)
    const byName = inputs.filter((input) => input.name === name)
    const byEnd = inputs.filter(
      (input) =>
        String(input.name)
          .split(/[^\p{L}\p{N}]/u)
          .at(-1) === name,
    )
    const byLabel = inputs.filter((input) => labelOf(form, input) === name)
    for (const found of [byName, byEnd, byLabel]) if (found[0] && found.length === 1) return found[0]
  }
  const there = inputsOf(form).map((input) => `${String(input.name)} (${labelOf(form, input)})`)
  throw new Error(`the form has no field ${name}; it has ${there.join(', ') || 'none'}`)
}

const inputsOf = (place: Json) => withDescendants(place).filter(({ tag }) => fields.includes(String(tag)))

/** Selections have no label of their own: what stands before them is read as one. */
function labelOf(form: Json, input: Json): string {
  const own = wordsOf(input.label) || wordsOf(input.placeholder)
  if (input.tag === 'input') return own
  const all = withDescendants(form)
  const before = all[all.indexOf(input) - 1]
  if (before?.tag === 'div') return wordsOf(before.text)
  return before?.tag === 'markdown' ? String(before.content).replaceAll('*', '') : own
}

function initialOf(input: Json): string | string[] {
  if (input.tag === 'input') return String(input.default_value ?? '')
  if (input.tag === 'picker_datetime') return String(input.initial_datetime ?? '')
  if (input.tag === 'select_static') return String(input.initial_option ?? '')
  return ((input.selected_values ?? []) as unknown[]).map(String)
}

/** Null: a selection that was left empty is not submitted at all. */
function checked(input: Json, value: string | string[]): string | string[] | null {
  const name = String(input.name)
  if (input.disabled === true) throw new Error(`${name} is disabled`)
  if (value.length === 0) {
    if (input.required === true) throw new Error(`the client does not submit: ${name} must be filled in`)
    return input.tag === 'input' ? '' : null
  }
  if (input.tag === 'input') {
    if (typeof value !== 'string') throw new Error(`${name} takes one text`)
    const most = Number(input.max_length ?? 1000)
    if ([...value].length > most) throw new Error(`the client does not submit: ${name} takes ${most} characters`)
    if (input.input_type !== 'multiline_text' && /\n/.test(value)) throw new Error(`${name} has one line only`)
    return value
  }
  if (input.tag === 'picker_datetime') {
    // What was picked on the clock, with the time zone that the client runs in.
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/u.test(value))
      throw new Error(`${name} takes a day and a time: 2026-10-09 09:30`)
    return `${value} +0800`
  }
  if (input.tag === 'select_static') {
    if (typeof value !== 'string') throw new Error(`${name} takes one option`)
    return optionOf(input, value)
  }
  return (typeof value === 'string' ? [value] : value).map((each) => optionOf(input, each))
}

function optionOf(input: Json, chosen: string): string {
  const options = objects(input.options)
  const option = options.find(({ value }) => value === chosen) ?? options.find(({ text }) => wordsOf(text) === chosen)
  if (option) return String(option.value)
  const there = options.map(({ value, text }) => `${String(value)} (${wordsOf(text)})`)
  throw new Error(`${String(input.name)} has no option ${chosen}; it has ${there.join(', ')}`)
}
