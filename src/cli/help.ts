// How a command is used, in the language of the configuration: what it is for, what it is given, which commands it has.
import type { ArgDef, ArgsDef } from 'citty'
import { padded } from './columns.ts'
import { words } from './words.ts'

/** `path`: the command's words, none for the whole. `args`, `commands`: what it has. */
export function helpOf(path: string[], args: ArgsDef, commands: string[]): string {
  const { usage } = words()
  const { headings, placeholders } = usage
  const about = aboutOf(path)
  const places = Object.entries(args).filter(([, { type }]) => type === 'positional')
  const options = Object.entries(args).filter(([, { type }]) => type !== 'positional')
  const shape = [
    'zhiban',
    ...path,
    ...(commands.length > 0 ? [placeholders.command] : []),
    ...(options.length > 0 ? [`[${placeholders.options}]`] : []),
    ...places.map(([name, { required }]) => (required === false ? `[${name.toUpperCase()}]` : name.toUpperCase())),
  ]
  const rowOf = ([name, definition]: [string, ArgDef]) => [nameOf(name, definition), textOf(name, definition, about)]
  return [
    about.about,
    ...section(headings.usage, [[shape.join(' ')]]),
    ...section(headings.arguments, places.map(rowOf)),
    ...section(headings.options, [...options.map(rowOf), ['--help', usage.help]]),
    ...section(
      headings.commands,
      commands.map((name) => [name, aboutOf([...path, name]).about]),
    ),
    ...(commands.length > 0 ? ['', usage.more] : []),
  ].join('\n')
}

export interface About {
  about: string
  args: Record<string, string>
}

/** A test sees to it that every command has its words. */
export function aboutOf(path: string[]): About {
  const known: Record<string, { about: string; args?: Record<string, string> }> = words().usage.commands
  const { about = '', args = {} } = known[path.join(' ')] ?? {}
  return { about, args }
}

const section = (heading: string, rows: string[][]): string[] =>
  rows.length === 0 ? [] : ['', heading, '', ...padded(rows).map((line) => `  ${line}`)]

const nameOf = (name: string, { type }: ArgDef): string =>
  type === 'positional' ? name.toUpperCase() : type === 'boolean' ? `--${name}` : `--${name}=…`

function textOf(name: string, { type, required, default: byDefault }: ArgDef, { args }: About): string {
  const { usage } = words()
  const more = [
    ...(required && type !== 'positional' ? [usage.required] : []),
    ...(byDefault === undefined ? [] : [usage.byDefault(String(byDefault))]),
  ]
  return `${args[name] ?? ''}${more.map((each) => ` (${each})`).join('')}`
}
