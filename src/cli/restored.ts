// zhiban restored: after a backup was restored and before the first start, what would go wrong is put right.
import { defineCommand } from 'citty'
import { endSessions, skipNumbers, type UnsentRow, unsentRows, withdrawUnsent } from '../db/operations/restore.ts'
import { say, withDatabase } from './open.ts'
import { UsageError } from './usage.ts'

const MOST = 1_000_000
/** Lines that a person reads; the rest is counted. */
const LISTED = 50

export const restoredCommand = defineCommand({
  meta: {
    name: 'restored',
    description: 'Run once after a backup was restored, with every instance stopped (docs/backup.md)',
  },
  args: {
    skip: {
      type: 'string',
      required: true,
      description: 'More numbers than there were cases since the backup, as 100',
    },
    withdraw: {
      type: 'boolean',
      description: 'Do not say what waited at the time of the backup: the rooms of other channels show it already',
    },
  },
  run: ({ args }) => {
    const skip = Number(args.skip)
    if (!Number.isInteger(skip) || skip < 1 || skip > MOST)
      throw new UsageError(`--skip: a whole number from 1 to ${MOST}`)
    return withDatabase(({ db }) =>
      db.transaction(async (tx) => {
        say(`The next case will be #${await skipNumbers(tx, skip)}.`)
        say(`${await endSessions(tx)} sessions were ended: everybody signs in again.`)
        const waiting = await unsentRows(tx)
        const withdrawn = args.withdraw ? await withdrawUnsent(tx) : 0
        for (const row of waiting.slice(0, LISTED)) say(lineOf(row))
        say(`${waiting.length} messages waited at the time of the backup; ${withdrawn} of them will not be said.`)
        say('Revoke again the tokens that were revoked since the backup: zhiban token list.')
      }),
    )
  },
})

const lineOf = ({ id, channel, kind, caseNumber, createdAt }: UnsentRow): string =>
  `  ${id}  ${createdAt}  ${channel}  ${kind}${caseNumber === null ? '' : `  #${caseNumber}`}`
