// Buttons and what must be filled in before they are pressed: from the forms of commands and the words of a language.
import type { Form } from '../../domain/capability/capability.ts'
import type { FormKey, PersonsCommandType } from '../../domain/capability/command.ts'
import type { Field, FieldKind } from '../../domain/capability/fields.ts'
import { PERSONS } from '../../domain/commands/index.ts'
import { formsOf, pressedFor, typed } from '../../domain/input/command-form.ts'
import type { FormWords, PersonsWords } from '../wording.ts'
import type { Button, Choices, Input } from './card.ts'

/** What every button needs of a language. */
export interface ButtonWords {
  lang: 'zh' | 'en'
  commands: PersonsWords
  /** Typed after the command where it is given by a further form (`点对点`). */
  further: Partial<Record<FormKey, string>>
  /** Stands in what is typed for what is to be filled in. */
  blank(label: string): string
}

/** The request that a button is about, and how it is typed. */
export interface About {
  id: string
  typed: string
}

/**
 * The buttons of these commands in order; the first is the likeliest. A command of several forms has one for each. `next`:
 * the one that stands out, where that need not be the first; null for none.
 */
export function buttonsOf(
  words: ButtonWords,
  commands: PersonsCommandType[],
  choices: Choices = {},
  about: About | null = null,
  next: PersonsCommandType | null = commands[0] ?? null,
): Button[] {
  const all = commands.flatMap((command) => formsOf(command).map((form) => ({ command, form })))
  return all.map(({ command, form }, index) => {
    const said = formWords(words, command, form)
    return {
      action: pressedFor(command, about?.id ?? null),
      label: said.label,
      tone: index === 0 && command === next ? 'primary' : PERSONS[command].grave ? 'grave' : 'plain',
      inputs: inputsOf(said, form, choices),
      typed: typedFor(words, command, form, said, about),
    }
  })
}

function formWords({ commands }: ButtonWords, command: PersonsCommandType, { key }: Form): FormWords {
  const forms = commands[command].forms as { [K in FormKey]?: FormWords }
  const said = forms[key]
  if (said === undefined) throw new Error(`the form ${key} of ${command} has no words`)
  return said
}

/** Nobody can type a choice among many posts. */
function typedFor(
  words: ButtonWords,
  command: PersonsCommandType,
  form: Form,
  said: FormWords,
  about: About | null,
): Button['typed'] {
  const fields = asked(form)
  if (fields.some(([, { kind }]) => kind === 'posts')) return null
  const blanks = fields.flatMap(([name, { required, names }]) =>
    required ? [`${partOf(words.lang, names)}${words.blank(labelOf(said, name))}`] : [],
  )
  const further = words.further[form.key]
  const rest = [...(about ? [about.typed] : []), ...(further ? [further] : []), ...blanks]
  return { command: typed(command, words.lang), rest: rest.join(' ') }
}

/** What is typed before a part that has a name. */
const partOf = (lang: 'zh' | 'en', names: Field['names']): string =>
  names === undefined ? '' : lang === 'zh' ? `${names.zh}：` : `${names.en}: `

const inputsOf = (said: FormWords, form: Form, choices: Choices): Input[] =>
  asked(form)
    .filter(([, { kind }]) => kind !== 'post' || (choices.post ?? []).length > 1)
    .map(([name, field]) => inputOf(name, field, labelOf(said, name), choices))

function inputOf(name: string, { kind, lines, required }: Field, label: string, choices: Choices): Input {
  if (kind === 'posts' && choices.posts) return { kind: 'choices', name, label, options: choices.posts, required }
  if (kind === 'instant') return { kind: 'instant', name, label, required }
  const options = optionsOf(kind, choices)
  if (options && options.length > 0) return { kind: 'choice', name, label, options, required }
  return { kind: 'text', name, label, lines, required }
}

function optionsOf(kind: FieldKind, { departments, levels, post }: Choices) {
  if (kind === 'department') return departments
  return kind === 'level' ? levels : kind === 'post' ? post : undefined
}

const asked = ({ fields }: Form): [string, Field][] => Object.entries(fields).filter(([, { lines }]) => lines > 0)

function labelOf({ label, inputs }: FormWords, name: string): string {
  const said = (inputs as Record<string, string>)[name]
  if (said === undefined) throw new Error(`the input ${name} of "${label}" has no words`)
  return said
}
