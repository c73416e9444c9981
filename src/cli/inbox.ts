// zhiban inbox: messages that could not be handled and were set aside; shown without their texts, tried again, or dropped.
import { defineCommand } from 'citty'
import { dropParked, type ParkedMessage, parkedMessages, retryParked } from '../db/messages/inbox.ts'
import { realNow, say, withDatabase } from './open.ts'
import { UsageError } from './usage.ts'

const listCommand = defineCommand({
  meta: {
    name: 'list',
    description: 'Messages that could not be handled: where they came from and why, never what they say',
  },
  run: () =>
    withDatabase(async ({ db }) => {
      const messages = await parkedMessages(db)
      for (const message of messages) say(lineOf(message))
      say(messages.length === 0 ? 'No message is set aside.' : `${messages.length} set aside.`)
    }),
})

const retryCommand = defineCommand({
  meta: { name: 'retry', description: 'Have a message handled again, or all that still have their text' },
  args: { id: { type: 'positional', required: true, description: 'Its number in the list, or all' } },
  run: ({ args }) =>
    withDatabase(async ({ db }) => {
      const only = args.id === 'all' ? undefined : idOf(args.id)
      const retried = await retryParked(db, realNow(), only)
      if (only !== undefined && retried.length === 0) throw new Error(await whyNot(only))
      say(`${retried.length} will be handled again as soon as the service runs.`)

      async function whyNot(id: number): Promise<string> {
        const known = (await parkedMessages(db)).some((each) => each.id === id)
        return known
          ? `The text of message ${id} was deleted seven days after it was set aside: it can only be dropped.`
          : `There is no message ${id} set aside; zhiban inbox list shows which are.`
      }
    }),
})

const dropCommand = defineCommand({
  meta: { name: 'drop', description: 'Give a message up for good; its text is deleted' },
  args: { id: { type: 'positional', required: true, description: 'Its number in the list' } },
  run: ({ args }) =>
    withDatabase(async ({ db }) => {
      const id = idOf(args.id)
      if (!(await dropParked(db, id)))
        throw new Error(`There is no message ${id} set aside; zhiban inbox list shows which are.`)
      say(`Message ${id} was dropped.`)
    }),
})

export const inboxCommand = defineCommand({
  meta: { name: 'inbox', description: 'Messages that could not be handled' },
  subCommands: { list: listCommand, retry: retryCommand, drop: dropCommand },
})

function idOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(`"${text}" is not a message's number in zhiban inbox list.`)
  return Number(text)
}

const lineOf = ({ id, channel, receivedAt, attempts, error, hasText }: ParkedMessage): string =>
  [
    id,
    channel,
    `received ${receivedAt}`,
    `${attempts} attempts`,
    hasText ? 'can be retried' : 'its text was deleted',
    (error ?? 'no error is on record').replace(/\s+/g, ' '),
  ].join('  ')
