// zhiban restored: after a backup was restored and before the first start, what would go wrong is put right.
import { defineCommand } from 'citty'
import { endSessions, skipNumbers, type UnsentRow, unsentRows, withdrawUnsent } from '../../db/operations/restore.ts'
import { withDatabase } from '../open.ts'
import { say } from '../terminal.ts'
import { UsageError } from '../usage.ts'
import { words } from '../words.ts'

const MOST = 1_000_000
/** Lines that a person reads; the rest is counted. */
const LISTED = 50

export const restoredCommand = defineCommand({
  args: { skip: { type: 'string', required: true }, withdraw: { type: 'boolean' } },
  run: ({ args }) => {
    const { tasks, usage } = words()
    const skip = Number(args.skip)
    if (!Number.isInteger(skip) || skip < 1 || skip > MOST) throw new UsageError(usage.errors.badSkip(MOST))
    return withDatabase(({ db }) =>
      db.transaction(async (tx) => {
        say(tasks.restored.next(await skipNumbers(tx, skip)))
        say(tasks.restored.sessions(await endSessions(tx)))
        const waiting = await unsentRows(tx)
        const withdrawn = args.withdraw ? await withdrawUnsent(tx) : 0
        for (const row of waiting.slice(0, LISTED)) say(lineOf(row))
        say(tasks.restored.waiting(waiting.length, withdrawn))
        say(tasks.restored.revokeAgain)
      }),
    )
  },
})

const lineOf = ({ id, channel, kind, caseNumber, createdAt }: UnsentRow): string =>
  `  ${id}  ${createdAt}  ${channel}  ${kind}${caseNumber === null ? '' : `  #${caseNumber}`}`
