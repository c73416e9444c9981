// What a button of ours says when it is pressed: written into the card here, and read again from the callback.
import { z } from 'zod'

/** A button that was pressed, with what was filled in. */
export interface Pressed {
  action: string
  case: number | null
  /** The card was said to one person alone: the callback itself does not tell. */
  direct: boolean
  values: Record<string, string>
}

/** `z` marks it as ours. `form`: what the names of the button's inputs begin with, and these names themselves. */
export interface ButtonValue {
  z: 1
  action: string
  case: number | null
  direct: boolean
  form?: { of: string; inputs: string[] }
}

/** The name of an input in the card: several buttons of one card may ask for the same thing. */
export const inputName = (of: string, input: string): string => `${of}_${input}`

/** `action` is `event.action` of the callback. Null for what is no button of ours. */
export function readPressed(action: unknown): Pressed | null {
  const read = pressed.safeParse(action)
  if (!read.success) return null
  const { value, form_value } = read.data
  return {
    action: value.action,
    case: value.case,
    direct: value.direct,
    values: valuesOf(value.form, form_value ?? {}),
  }
}

const MAX_INPUTS = 20
/** Of the database's numbers. */
const MAX_CASE = 2_147_483_647

const buttonValue = z.object({
  z: z.literal(1),
  action: z.string().min(1).max(64),
  case: z.number().int().positive().max(MAX_CASE).nullable(),
  direct: z.boolean(),
  form: z.object({ of: z.string(), inputs: z.array(z.string()).max(MAX_INPUTS) }).optional(),
})

/** Some clients hand the value over as the text of its JSON. */
const pressed = z.object({
  value: z.preprocess(parsed, buttonValue),
  form_value: z.record(z.string(), z.unknown()).nullish(),
})

// Every input of the button is there, if only as '': what was left empty is then refused by its own name.
function valuesOf(form: ButtonValue['form'], filled: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries((form?.inputs ?? []).map((name) => [name, textOf(filled[inputName(form?.of ?? '', name)])]))
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(',')
  if (typeof value !== 'string' && typeof value !== 'number') return ''
  // A picked time comes with the reader's own time zone, which says nothing of the wall that the time was read from.
  return String(value).trim().replace(PICKED_ZONE, '$1')
}

const PICKED_ZONE = /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}) [+-]\d{4}$/u

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}
