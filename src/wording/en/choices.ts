// Choices and buttons with English words.
import type { CardFacts } from '../../domain/case/card-facts.ts'
import type { PersonsCommandType } from '../../domain/commands/command.ts'
import type { Subject } from '../../domain/notice/notice.ts'
import { type ButtonWords, buttonsOf, type Choices } from '../buttons.ts'
import type { Button, Card } from '../card.ts'
import { aboutCase, type Body, markOf } from '../frame.ts'
import { names } from './names.ts'

const buttonWords: ButtonWords = {
  typed: names.typed,
  privately: 'private',
  blank: (label) => `〈${label}〉`,
  label: {
    assign: 'Assign',
    claim: 'Claim',
    unclaim: 'Give claim up',
    level: 'Set level',
    note: 'Add note',
    progress: 'Report progress',
    respond: 'Record first response',
    commit: 'Commit to a date',
    draft: 'Submit draft',
    approve: 'Approve',
    'send-back': 'Send back',
    publish: 'Record published link',
    'publish-private': 'Record private reply',
    close: 'Close',
    dismiss: 'Dismiss',
    reopen: 'Reopen',
    drop: 'Take posts out',
  },
  input: {
    assign: { department: 'Lead department' },
    claim: {},
    unclaim: {},
    level: { level: 'Level', reason: 'Reason' },
    note: { text: 'Note' },
    progress: { text: 'How far it has come' },
    respond: { text: 'Response or its link' },
    commit: { date: 'Date of the reply (such as 2026-10-15)', text: 'Explanation' },
    draft: { text: 'Full text of the reply' },
    approve: {},
    'send-back': { reason: 'What to change' },
    publish: { url: 'Link to the reply' },
    'publish-private': { private: 'When, how, and the evidence' },
    close: { reason: 'Closing note' },
    dismiss: { reason: 'Why nothing is to be done' },
    reopen: { reason: 'Why it is reopened' },
    drop: { posts: 'Posts that do not belong to the case' },
  },
}

export const card = (subject: Subject, body: Body): Card => aboutCase(subject, subject.levelName.en, 'Post', body)

export const buttons = (commands: PersonsCommandType[], choices?: Choices): Button[] =>
  buttonsOf(buttonWords, commands, choices)

export const choicesOf = ({ departments, levels }: CardFacts): Choices => ({
  departments: departments.map(({ key, name }) => ({ value: key, label: name })),
  levels: levels.map(({ number, en }) => ({ value: String(number), label: `${markOf(number)} ${number} ${en}` })),
})

export const list = (items: string[]): string => joined(items, 'and')

/** a, b or c */
export const either = (items: string[]): string => joined(items, 'or')

const joined = (items: string[], word: string): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
