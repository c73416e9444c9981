// The command line: `npm run zhiban -- <command>`. Exit status 0 = done, 1 = failed, 2 = used wrongly.
import { defineCommand, renderUsage, runCommand } from 'citty'
import { auditCommand } from './audit.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { migrateCommand } from './migrate.ts'
import { orgCommand } from './org.ts'
import { policyCommand } from './policy.ts'
import { serveCommand } from './serve.ts'
import { signInCommand } from './sign-in.ts'
import { tokenCommand } from './token.ts'

const main = defineCommand({
  meta: { name: 'zhiban', description: 'Zhiban 值班台: the duty desk in the group chat' },
  subCommands: {
    serve: serveCommand,
    demo: demoCommand,
    migrate: migrateCommand,
    doctor: doctorCommand,
    org: orgCommand,
    policy: policyCommand,
    token: tokenCommand,
    'sign-in': signInCommand,
    audit: auditCommand,
  },
})

await run(process.argv.slice(2))

async function run(args: string[]): Promise<void> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    await usage(args)
    process.exitCode = args.length === 0 ? 2 : 0
    return
  }
  try {
    await runCommand(main, { rawArgs: args })
  } catch (error) {
    await failed(error, args)
  }
}

async function failed(error: unknown, args: string[]): Promise<void> {
  const wrongUse = error instanceof Error && error.name === 'CLIError'
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  if (wrongUse) await usage(args)
  process.exitCode = wrongUse ? 2 : 1
}

/** The usage of the command that the arguments name, as deep as they go. */
async function usage(args: string[]): Promise<void> {
  let command: Parameters<typeof renderUsage>[0] = main
  let parent: typeof command | undefined
  for (const name of args.filter((arg) => !arg.startsWith('-'))) {
    const known = (await resolved(command.subCommands)) as Record<string, typeof command> | undefined
    const next = known?.[name]
    if (next === undefined) break
    parent = command
    command = next
  }
  process.stdout.write(`${await renderUsage(command, parent)}\n`)
}

const resolved = async <T>(value: T | (() => T | Promise<T>)): Promise<T> =>
  typeof value === 'function' ? (value as () => T | Promise<T>)() : value
