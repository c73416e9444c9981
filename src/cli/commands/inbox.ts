// zhiban inbox: messages that could not be handled and were set aside; shown without their texts, tried again, or dropped.
import { defineCommand } from 'citty'
import type { ParkedMessage } from '../../db/messages/inbox.ts'
import { withTasks } from '../local/ask.ts'
import { realNow, say } from '../terminal.ts'
import { UsageError } from '../usage.ts'
import { words } from '../words.ts'

const listCommand = defineCommand({
  async run() {
    const messages = await withTasks((ask) => ask('inbox-list', {}))
    for (const message of messages) say(lineOf(message))
    const { none, count } = words().tasks.inbox
    say(messages.length === 0 ? none : count(messages.length))
  },
})

const retryCommand = defineCommand({
  args: { id: { type: 'positional', required: true } },
  async run({ args }) {
    const { inbox } = words().tasks
    const only = args.id === 'all' ? null : idOf(args.id)
    const { retried, known } = await withTasks((ask) => ask('inbox-retry', { only, at: realNow() }))
    if (only !== null && retried === 0) throw new Error(known ? inbox.textGone(only) : inbox.unknown(only))
    say(inbox.retried(retried))
  },
})

const dropCommand = defineCommand({
  args: { id: { type: 'positional', required: true } },
  async run({ args }) {
    const { inbox } = words().tasks
    const id = idOf(args.id)
    if (!(await withTasks((ask) => ask('inbox-drop', { id })))) throw new Error(inbox.unknown(id))
    say(inbox.dropped(id))
  },
})

export const inboxCommand = defineCommand({
  subCommands: { list: listCommand, retry: retryCommand, drop: dropCommand },
})

function idOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(words().usage.errors.noMessageId(text))
  return Number(text)
}

const lineOf = ({ id, channel, receivedAt, attempts, error, hasText }: ParkedMessage): string =>
  [id, channel, ...words().tasks.inbox.line(receivedAt, attempts, hasText, error?.replace(/\s+/g, ' ') ?? null)].join(
    '  ',
  )
