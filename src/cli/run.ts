// The commands and what becomes of them: exit status 0 = done, 1 = failed, 2 = used wrongly; `--help` everywhere.
import { type ArgsDef, type CommandDef, defineCommand, runCommand } from 'citty'
import { nearestWord } from '../domain/text/spelling.ts'
import { checkArguments } from './arguments.ts'
import { auditCommand } from './commands/audit.ts'
import { demoCommand } from './commands/demo.ts'
import { importCommand } from './commands/import.ts'
import { inboxCommand } from './commands/inbox.ts'
import { migrateCommand } from './commands/migrate.ts'
import { orgCommand } from './commands/org.ts'
import { policyCommand } from './commands/policy.ts'
import { restoredCommand } from './commands/restored.ts'
import { serveCommand } from './commands/serve.ts'
import { signInCommand } from './commands/sign-in.ts'
import { tokenCommand } from './commands/token.ts'
import { doctorCommand } from './doctor/doctor.ts'
import { saidOf } from './failure.ts'
import { aboutOf, helpOf } from './help.ts'
import { endQuietlyWithoutReader } from './terminal.ts'
import { UsageError } from './usage.ts'
import { words } from './words.ts'

/** What the commands are for stands with the words of the command line. */
export const main = defineCommand({
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
    import: importCommand,
    restored: restoredCommand,
  },
})

/** Sets the process's exit status; never throws. A service that was started goes on when it has resolved. */
export async function run(args: string[]): Promise<void> {
  endQuietlyWithoutReader()
  try {
    if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
      await usage(args)
      process.exitCode = args.length === 0 ? 2 : 0
      return
    }
    const { command, path } = await commandOf(args)
    await checkUse(command, path, args.slice(path.length))
    await runCommand(main, { rawArgs: args })
  } catch (error) {
    await failed(error, args)
  }
}

async function checkUse(command: Command, path: string[], given: string[]): Promise<void> {
  if (command.run) return checkArguments(await argsOf(command), given, aboutOf(path).args)
  const [name] = given
  const known = Object.keys(await commandsOf(command))
  const { errors } = words().usage
  throw new UsageError(
    name === undefined ? errors.whichCommand(path.join(' '), known) : errors.noCommand(name, nearestWord(name, known)),
  )
}

async function failed(error: unknown, args: string[]): Promise<void> {
  const wrongUse = error instanceof UsageError
  process.stderr.write(`${saidOf(error)}\n`)
  if (wrongUse) await usage(args)
  process.exitCode = wrongUse ? 2 : 1
}

async function usage(args: string[]): Promise<void> {
  const { command, path } = await commandOf(args)
  process.stdout.write(`${helpOf(path, await argsOf(command), Object.keys(await commandsOf(command)))}\n`)
}

/** Of whatever arguments: a list of unlike commands has no type of its own. */
// biome-ignore lint/suspicious/noExplicitAny: citty's own word for it
export type Command = CommandDef<any>

/** The command that the arguments name, as deep as they go: what comes after it is its own. */
async function commandOf(args: string[]): Promise<{ command: Command; path: string[] }> {
  let command: Command = main
  for (const [depth, name] of args.entries()) {
    const known = await commandsOf(command)
    if (!Object.hasOwn(known, name)) return { command, path: args.slice(0, depth) }
    command = known[name] as Command
  }
  return { command, path: args }
}

export const commandsOf = async ({ subCommands }: Command): Promise<Record<string, Command>> =>
  ((await resolved(subCommands)) as Record<string, Command> | undefined) ?? {}

export const argsOf = async ({ args }: Command): Promise<ArgsDef> =>
  ((await resolved(args)) as ArgsDef | undefined) ?? {}

// A declaration: the command runs above, before a constant here would have its value.
async function resolved<T>(value: T | (() => T | Promise<T>)): Promise<T> {
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value
}
