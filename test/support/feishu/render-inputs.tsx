// What a card asks for: inputs and choices, as its client shows them.
import { type Json, objects, wordsOf } from './card-tree.ts'

export function TextInput({ element }: { element: Json }) {
  const common = {
    name: nameOf(element),
    required: element.required === true,
    placeholder: wordsOf(element.placeholder),
    maxLength: typeof element.max_length === 'number' ? element.max_length : 1_000,
    disabled: element.disabled === true,
  }
  const value = typeof element.default_value === 'string' ? element.default_value : ''
  const many = element.input_type === 'multiline_text'
  const rows = typeof element.rows === 'number' ? element.rows : 5
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is inside
    <label class={`input ${element.label_position === 'left' ? 'left' : 'top'}`}>
      <Label text={wordsOf(element.label)} required={common.required} />
      {many ? (
        <textarea {...common} rows={rows}>
          {value}
        </textarea>
      ) : (
        <input type={element.input_type === 'password' ? 'password' : 'text'} {...common} value={value} />
      )}
    </label>
  )
}

export function TimePicker({ element }: { element: Json }) {
  const initial = typeof element.initial_datetime === 'string' ? element.initial_datetime.replace(' ', 'T') : ''
  return (
    <input
      type="datetime-local"
      name={nameOf(element)}
      required={element.required === true}
      aria-label={wordsOf(element.placeholder)}
      value={initial}
    />
  )
}

export function Choice({ element }: { element: Json }) {
  const initial = element.initial_option
  return (
    <select
      class="choice"
      name={nameOf(element)}
      required={element.required === true}
      aria-label={wordsOf(element.placeholder)}
    >
      <option value="">{wordsOf(element.placeholder)}</option>
      {objects(element.options).map((option) => (
        <option value={String(option.value ?? '')} selected={option.value === initial}>
          {wordsOf(option.text)}
        </option>
      ))}
    </select>
  )
}

export function Choices({ element }: { element: Json }) {
  const chosen = Array.isArray(element.selected_values) ? element.selected_values : []
  return (
    <fieldset class="choices" data-required={element.required === true ? 'true' : undefined}>
      <legend>{wordsOf(element.placeholder)}</legend>
      {objects(element.options).map((option) => (
        <label>
          <input
            type="checkbox"
            name={nameOf(element)}
            value={String(option.value ?? '')}
            checked={chosen.includes(option.value)}
          />
          <span>{wordsOf(option.text)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Label({ text, required }: { text: string; required: boolean }) {
  if (text === '') return null
  return (
    <span class="label">
      {text}
      {required && <em>*</em>}
    </span>
  )
}

const nameOf = (element: Json): string => (typeof element.name === 'string' ? element.name : '')
