// The commands and what becomes of them: exit status 0 = done, 1 = failed, 2 = used wrongly; `--help` everywhere.
import { type ArgsDef, defineCommand, renderUsage, runCommand } from 'citty'
import { checkArguments } from './arguments.ts'
import { auditCommand } from './audit.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor/doctor.ts'
import { inboxCommand } from './inbox.ts'
import { migrateCommand } from './migrate.ts'
import { orgCommand } from './org.ts'
import { policyCommand } from './policy.ts'
import { restoredCommand } from './restored.ts'
import { serveCommand } from './serve.ts'
import { signInCommand } from './sign-in.ts'
import { tokenCommand } from './token.ts'
import { UsageError } from './usage.ts'

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
    inbox: inboxCommand,
    restored: restoredCommand,
  },
})

/** Sets the process's exit status; never throws. A service that was started goes on when it has resolved. */
export async function run(args: string[]): Promise<void> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    await usage(args)
    process.exitCode = args.length === 0 ? 2 : 0
    return
  }
  try {
    const { command, depth } = await commandOf(args)
    await checkUse(command, args.slice(depth))
    await runCommand(main, { rawArgs: args })
  } catch (error) {
    await failed(error, args)
  }
}

async function checkUse(command: Command, given: string[]): Promise<void> {
  if (command.run) return checkArguments(((await resolved(command.args)) as ArgsDef | undefined) ?? {}, given)
  if (given[0] !== undefined) throw new UsageError(`There is no command ${given[0]}.`)
}

async function failed(error: unknown, args: string[]): Promise<void> {
  const wrongUse = error instanceof Error && error.name === 'CLIError'
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  if (wrongUse) await usage(args)
  process.exitCode = wrongUse ? 2 : 1
}

async function usage(args: string[]): Promise<void> {
  const { command, parent } = await commandOf(args)
  process.stdout.write(`${await renderUsage(command, parent)}\n`)
}

type Command = Parameters<typeof renderUsage>[0]

/** The command that the arguments name, as deep as they go: what comes after it is its own. */
async function commandOf(args: string[]): Promise<{ command: Command; parent: Command | undefined; depth: number }> {
  let command: Command = main
  let parent: Command | undefined
  for (const [depth, name] of args.entries()) {
    const known = (await resolved(command.subCommands)) as Record<string, Command> | undefined
    if (known === undefined || !Object.hasOwn(known, name)) return { command, parent, depth }
    parent = command
    command = known[name] as Command
  }
  return { command, parent, depth: args.length }
}

// A declaration: the command runs above, before a constant here would have its value.
async function resolved<T>(value: T | (() => T | Promise<T>)): Promise<T> {
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value
}
