// Buttons and what must be filled in before they are pressed: the same in every language but for the words.
import type { PersonsCommandType } from '../domain/commands/command.ts'
import type { Button, Input } from './card.ts'

/** What a button offers: `publish` may be done in two ways, each with its own input. */
export type ButtonKey = PersonsCommandType | 'publish-private'

/** Input names: the fields of the commands. */
export type InputName = 'department' | 'level' | 'text' | 'reason' | 'url' | 'private' | 'date' | 'posts'

export interface ButtonWords {
  label: Record<ButtonKey, string>
  input: { [K in ButtonKey]: Partial<Record<InputName, string>> }
  typed: Record<PersonsCommandType, string>
  /** Typed after the command where a reply was given privately. */
  privately: string
  /** Stands in what is typed for what is to be filled in. */
  blank(label: string): string
}

export interface Choice {
  value: string
  label: string
}

/** What may be chosen from. Without departments or levels the person types the name, as the command takes names too. */
export interface Choices {
  departments?: Choice[]
  levels?: Choice[]
  /** Several may be chosen. */
  posts?: Choice[]
}

/** The buttons of these commands in order; the first is the likeliest. */
export function buttonsOf(words: ButtonWords, commands: PersonsCommandType[], choices: Choices = {}): Button[] {
  const keys = commands.flatMap((command): ButtonKey[] =>
    command === 'publish' ? ['publish', 'publish-private'] : [command],
  )
  return keys.map((key, index) => ({
    action: key === 'publish-private' ? 'publish' : key,
    label: words.label[key],
    tone: index === 0 ? 'primary' : key === 'close' || key === 'dismiss' ? 'grave' : 'plain',
    inputs: inputsOf(words, key, choices),
    typed: typedFor(words, key),
  }))
}

interface Asked {
  name: InputName
  lines: number
  required: boolean
}

const line = (name: InputName, required = true): Asked => ({ name, lines: 1, required })
const lines = (name: InputName, count: number, required = true): Asked => ({ name, lines: count, required })

const ASKED: Record<ButtonKey, Asked[]> = {
  assign: [line('department')],
  claim: [],
  unclaim: [],
  level: [line('level'), line('reason', false)],
  note: [lines('text', 3)],
  progress: [lines('text', 3)],
  respond: [lines('text', 3)],
  commit: [line('date'), lines('text', 3)],
  draft: [lines('text', 8)],
  approve: [],
  'send-back': [lines('reason', 3)],
  publish: [line('url')],
  'publish-private': [lines('private', 2)],
  close: [lines('reason', 2, false)],
  dismiss: [lines('reason', 3)],
  reopen: [lines('reason', 3)],
  drop: [line('posts')],
}

/** Nobody can type a choice among many posts. */
function typedFor(words: ButtonWords, key: ButtonKey): Button['typed'] {
  if (key === 'drop') return null
  const command = words.typed[key === 'publish-private' ? 'publish' : key]
  const blanks = ASKED[key].flatMap(({ name, required }) =>
    required ? [words.blank(words.input[key][name] ?? name)] : [],
  )
  return { command, rest: [...(key === 'publish-private' ? [words.privately] : []), ...blanks].join(' ') }
}

function inputsOf(words: ButtonWords, key: ButtonKey, choices: Choices): Input[] {
  return ASKED[key].map(({ name, lines, required }): Input => {
    const label = words.input[key][name] ?? name
    if (name === 'posts' && choices.posts) return { kind: 'choices', name, label, options: choices.posts, required }
    const options = name === 'department' ? choices.departments : name === 'level' ? choices.levels : undefined
    if (options && options.length > 0) return { kind: 'choice', name, label, options, required }
    return { kind: 'text', name, label, lines, required }
  })
}
