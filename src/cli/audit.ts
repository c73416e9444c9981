// zhiban audit verify: recomputes the record's hash chains; says what was changed, deleted, reordered or cut.
import { defineCommand } from 'citty'
import { readInstitution } from '../db/institution/institution.ts'
import { verify } from '../db/operations/audit.ts'
import { say, withDatabase } from './open.ts'

const verifyCommand = defineCommand({
  meta: { name: 'verify', description: 'Check the record: every event, every case, every checkpoint' },
  args: {
    expect: { type: 'string', description: 'A checkpoint that an earlier check printed and you kept elsewhere' },
  },
  run: ({ args }) =>
    withDatabase(async ({ db }) => {
      if ((await readInstitution(db)) === null)
        throw new Error('This database has no institution yet, so no record to check: is it the one that is meant?')
      const found = await verify(db, args.expect ?? null)
      say(`${found.cases} cases, ${found.events} events, ${found.checkpoints} checkpoints.`)
      for (const { case: number, seq, problem } of found.findings) {
        say(`${number === null ? 'record' : `#${number}`}${seq === null ? '' : ` event ${seq}`}: ${problem}`)
      }
      if (found.findings.length > 0) process.exitCode = 1
      else
        say(
          `The record is whole. Last checkpoint: ${found.lastCheckpoint ?? 'none yet'} (keep it elsewhere; check with --expect).`,
        )
    }),
})

export const auditCommand = defineCommand({
  meta: { name: 'audit', description: 'Check the record' },
  subCommands: { verify: verifyCommand },
})
