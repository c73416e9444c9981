// A command given by a button's form or over the API: named fields to command, with what is missing said.

import { cleanText } from '../post/text.ts'
import { PERSONS_COMMANDS, type PersonsCommand, type PersonsCommandType } from './command.ts'
import { COMMAND_NAMES } from './command-text.ts'
import type { Refusal } from './refusal.ts'

/** `values` are the form's fields, as strings; texts are cleaned here. */
export function readAction(action: string, values: Record<string, string>): PersonsCommand | Refusal {
  const type = commandCalled(action)
  if (type === null) return { reason: 'unknown-command', text: action, nearest: [] }
  const field = (name: string, other = name) => cleanText(values[name] ?? values[other] ?? '')
  switch (type) {
    case 'assign':
      return readAssign(field('department'), field('co'))
    case 'level':
      return field('level') === ''
        ? missing('level', 'level')
        : { type, level: field('level'), reason: field('reason') }
    case 'note':
    case 'progress':
    case 'respond':
    case 'draft':
      return { type, text: field('text') }
    case 'commit':
      return { type, date: field('date'), text: field('text') }
    case 'send-back':
    case 'close':
    case 'dismiss':
    case 'reopen':
      return { type, reason: field('reason', 'text') }
    case 'publish':
      return values.private === undefined ? { type, url: field('url', 'link') } : { type, private: field('private') }
    case 'drop':
      return { type, posts: listed(values.posts ?? '') }
    case 'claim':
      return { type }
    case 'unclaim':
      return { type }
    case 'approve':
      return { type }
  }
}

/** The fields that a command may have; `text` also stands for a reason, `link` for a URL. */
export const COMMAND_FIELDS: Record<PersonsCommandType, string[]> = {
  assign: ['department', 'co'],
  claim: [],
  unclaim: [],
  level: ['level', 'reason'],
  note: ['text'],
  progress: ['text'],
  respond: ['text'],
  commit: ['date', 'text'],
  draft: ['text'],
  approve: [],
  'send-back': ['reason', 'text'],
  publish: ['url', 'link', 'private'],
  close: ['reason', 'text'],
  dismiss: ['reason', 'text'],
  reopen: ['reason', 'text'],
  drop: ['posts'],
}

/** The command of that name: its type, or as it is typed in the chat in either language. */
export const commandCalled = (name: string): PersonsCommandType | null =>
  PERSONS_COMMANDS.find((type) => type === name || Object.values(COMMAND_NAMES[type]).flat().includes(name)) ?? null

/** A form's choices: encoded, with commas between, so that a comma of a link stays what it is. */
function listed(value: string): string[] {
  return value.split(',').flatMap((each) => {
    try {
      return each.trim() === '' ? [] : [decodeURIComponent(each.trim())]
    } catch {
      // Not encoded: as it was given.
      return [each.trim()]
    }
  })
}

function readAssign(department: string, co: string): PersonsCommand | Refusal {
  if (department === '') return missing('assign', 'department')
  return { type: 'assign', department, co: co.split(/[\s、，,]+/u).filter((each) => each !== '') }
}

const missing = (command: PersonsCommandType, what: 'level' | 'department'): Refusal => ({
  reason: 'missing',
  command,
  what,
})

/** The command as it is typed, in the institution's language. */
export const typed = (type: PersonsCommandType, lang: 'zh' | 'en'): string => `/${COMMAND_NAMES[type][lang][0]}`
