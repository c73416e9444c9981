// A card's buttons and forms. The platform lets forms stand at the card's root only, so a form holds its panel.
import type { Button, Card, Input } from '../../../src/wording/card/card.ts'
import { type ButtonValue, inputName } from './button.ts'
import { type Element, inLine, panel, paragraph, plain } from './elements.ts'
import type { CardWords } from './words.ts'

/** The platform's own limit for an input, in characters. */
export const LONGEST_INPUT = 1_000

export interface ButtonRoom {
  case: number | null
  direct: boolean
  words: CardWords
  /** At most so many options to choose from; what has more is typed, or its first ones are shown. */
  maxOptions: number
}

export function actions({ buttons, more }: Card, room: ButtonRoom): Element[] {
  const named = [...buttons, ...more].map((button, index) => ({ button, of: `b${index}` }))
  const [first, rest] = [named.slice(0, buttons.length), named.slice(buttons.length)]
  const taps = first.filter(({ button }) => button.inputs.length === 0).map((each) => tap(each, room))
  const forms = first
    .filter(({ button }) => button.inputs.length > 0)
    .map((each) => form(each.of, [panel(each.button.label, [...fields(each, room, true), submit(each, room)])]))
  return [...(taps.length > 0 ? [inLine(taps)] : []), ...forms, ...moreOf(rest, room)]
}

interface Named {
  button: Button
  /** Unique in the card. */
  of: string
}

// One form for all of them, with a submit button each: they fold away together. Nothing in it can be required, since the
// platform would ask for the fields of every button; the desk says what is missing.
function moreOf(named: Named[], room: ButtonRoom): Element[] {
  if (named.length === 0) return []
  const taps = named.filter(({ button }) => button.inputs.length === 0)
  const asking = named.filter(({ button }) => button.inputs.length > 0)
  if (asking.length === 0) return [panel(room.words.more, [inLine(taps.map((each) => tap(each, room)))])]
  const panels = asking.map((each) => panel(each.button.label, [...fields(each, room, false), submit(each, room)]))
  const row = taps.length > 0 ? [inLine(taps.map((each) => submit(each, room)))] : []
  return [form('more', [panel(room.words.more, [...row, ...panels])])]
}

const form = (name: string, elements: Element[]): Element => ({ tag: 'form', name: `form_${name}`, elements })

const tap = ({ button }: Named, room: ButtonRoom): Element => ({
  ...bare(button, room),
  behaviors: [{ type: 'callback', value: buttonValue(button, room) }],
})

const submit = ({ button, of }: Named, room: ButtonRoom): Element => ({
  ...bare(button, room),
  name: of,
  form_action_type: 'submit',
  behaviors: [
    {
      type: 'callback',
      value: { ...buttonValue(button, room), form: { of, inputs: button.inputs.map(({ name }) => name) } },
    },
  ],
})

const TYPES = { primary: 'primary_filled', plain: 'default', grave: 'danger' }

const bare = ({ label, tone }: Button, { words }: ButtonRoom): Element => ({
  tag: 'button',
  type: TYPES[tone],
  text: plain(label),
  ...(tone === 'grave' ? { confirm: { title: plain(words.confirmTitle(label)), text: plain(words.confirmText) } } : {}),
})

const buttonValue = ({ action }: Button, room: ButtonRoom): ButtonValue => ({
  z: 1,
  action,
  case: room.case,
  direct: room.direct,
})

const fields = ({ button, of }: Named, room: ButtonRoom, checked: boolean): Element[] =>
  button.inputs.flatMap((input) => field(button, input, { of, checked, room }))

interface FieldPlace {
  of: string
  /** Whether the platform itself asks for what is required. */
  checked: boolean
  room: ButtonRoom
}

function field(button: Button, input: Input, { of, checked, room }: FieldPlace): Element[] {
  const { words, maxOptions } = room
  const name = inputName(of, input.name)
  const title = input.required ? input.label : words.optional(input.label)
  const required = checked && input.required
  if (input.kind === 'text') {
    const hint = button.action === 'draft' ? words.longerDraft(LONGEST_INPUT) : null
    return [typed({ name, title, required, lines: input.lines, hint })]
  }
  if (input.kind === 'instant')
    return [
      paragraph(title),
      { tag: 'picker_datetime', name, placeholder: plain(words.choose), required, width: 'fill' },
    ]
  // Commands take names as well as what an option stands for.
  if (input.kind === 'choice' && input.options.length > maxOptions)
    return [typed({ name, title, required, lines: 1, hint: words.typeName(input.label) })]

  const options = input.options.slice(0, maxOptions)
  const shown = options.length < input.options.length ? words.firstOnly(title, options.length) : title
  return [
    paragraph(shown),
    {
      tag: input.kind === 'choice' ? 'select_static' : 'multi_select_static',
      name,
      placeholder: plain(words.choose),
      required,
      width: 'fill',
      options: options.map(({ value, label }) => ({ text: plain(label), value })),
    },
  ]
}

interface Typed {
  name: string
  title: string
  required: boolean
  lines: number
  hint: string | null
}

const typed = ({ name, title, required, lines, hint }: Typed): Element => ({
  tag: 'input',
  name,
  label: plain(title),
  label_position: 'top',
  required,
  width: 'fill',
  max_length: LONGEST_INPUT,
  ...(lines > 1 ? { input_type: 'multiline_text', rows: lines, auto_resize: true } : {}),
  ...(hint === null ? {} : { placeholder: plain(hint) }),
})
