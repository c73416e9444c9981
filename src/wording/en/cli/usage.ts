// What each command of the command line is for, what it may be given, and what is said of one that is used wrongly.
import type { CommandLine } from '../../cli.ts'

/** By the command's words; `args` by their names there. */
const commands: CommandLine['usage']['commands'] = {
  '': { about: 'Zhiban: the duty desk in the group chat' },
  serve: { about: 'Run the service (what `npm start` does)' },
  demo: {
    about: 'A sample institution in the built-in room, where you may speak as anybody',
    args: {
      speed: 'How many times faster than real time deadlines run (60: a minute is an hour)',
      policy: "A shipped policy's name, or a file",
      day: 'Play a written day of a duty office (docs/day); 600 times faster unless told',
      fresh: 'Forget the demo that ran here before',
      'feishu-emulator':
        'In an emulated Feishu instead of the built-in room: a page shows its groups (begins anew each time)',
    },
  },
  migrate: { about: 'Bring the database to the schema of this version' },
  doctor: {
    about: 'Check configuration, database, clock, disk, calendar, policy, org and channels, and say what to do',
  },
  org: { about: "The institution's people, departments and rooms" },
  'org import': {
    about: 'Import an org file; it replaces the org before it',
    args: { file: 'A YAML file (docs/sample-org.yaml is one)' },
  },
  policy: { about: 'Policy files' },
  'policy check': {
    about: 'Check a policy file, and show what it says',
    args: {
      file: "A YAML file, or a shipped policy's name",
      published: 'Check the policy that is in force in the database',
    },
  },
  token: { about: 'API tokens' },
  'token create': {
    about: 'Make an API token; it is shown once and kept only as a hash',
    args: {
      name: 'What it is for',
      scopes: 'Of read, sightings, commands, room, admin, separated by commas',
      person: 'The person as whom it acts (key in the org file)',
      days: 'How many days it is good for; left out: until it is revoked',
    },
  },
  'token list': { about: 'All tokens, with what they may do and when they were last used' },
  'token revoke': { about: 'Revoke a token, at once on every instance', args: { id: 'Its id (token list shows it)' } },
  'sign-in': {
    about: 'Make a one-time sign-in link to the built-in room (10 minutes)',
    args: { person: 'The person (key in the org file)' },
  },
  audit: { about: 'Check the record' },
  'audit verify': {
    about: 'Check the record: every event, every case, every checkpoint',
    args: { expect: 'A checkpoint that an earlier check printed and you kept elsewhere' },
  },
  inbox: { about: 'Messages that could not be handled' },
  'inbox list': { about: 'Messages that could not be handled: where they came from and why, never what they say' },
  'inbox retry': {
    about: 'Have a message handled again, or all that still have their text',
    args: { id: 'Its number in the list, or all' },
  },
  'inbox drop': { about: 'Give a message up for good; its text is deleted', args: { id: 'Its number in the list' } },
  import: { about: 'Register many posts at once' },
  'import sightings': {
    about: 'Register the posts of an XLSX or CSV, a row each, 1000 at most; without --yes a dry run',
    args: {
      file: 'A table with its columns named in the first row (title, url, published, platform, text, reads, comments)',
      as: 'Who forwards them: a key of the org file',
      yes: 'Register them; the same file again counts nothing twice',
    },
  },
  restored: {
    about: 'Run once after a backup was restored, with every instance stopped (docs/backup.md)',
    args: {
      skip: 'More numbers than there were cases since the backup, as 100',
      withdraw: 'Do not say what waited at the time of the backup: the rooms of other channels show it already',
    },
  },
}

export const usage = (zhiban: string): CommandLine['usage'] => ({
  commands,
  headings: { usage: 'USAGE', arguments: 'ARGUMENTS', options: 'OPTIONS', commands: 'COMMANDS' },
  required: 'required',
  byDefault: (value) => `default ${value}`,
  placeholders: { command: 'COMMAND', options: 'OPTIONS' },
  help: 'Show this',
  more: `About a command: ${zhiban} COMMAND --help`,
  errors: {
    noCommand: (given, nearest) =>
      `There is no command ${given}.${nearest === null ? '' : ` Did you mean ${nearest}?`}`,
    whichCommand: (group, known) => `Say which command of ${group} is meant: ${known.join(', ')}.`,
    noOption: (given, nearest) => `There is no option ${given}.${nearest === null ? '' : ` Did you mean ${nearest}?`}`,
    tooMany: (given) => `There is one argument too many: ${given}`,
    needsValue: (option) => `The option ${option} needs a value.`,
    missing: (name, about) => `The argument ${name} is missing: ${about}`,
    badSpeed: (most) => `--speed: a number above 0, at most ${most}`,
    dayHasPolicy: '--day brings its own policy: leave --policy out',
    dayInRoom: '--day is played in the built-in room: leave --feishu-emulator out',
    badSkip: (most) => `--skip: a whole number from 1 to ${most}`,
    badDays: (most) => `--days: a whole number from 1 to ${most}`,
    noScope: (given, known) => `There is no scope "${given}": use ${known}.`,
    noTokenId: (given) => `"${given}" is not the id of a token: ${zhiban} token list shows them.`,
    noMessageId: (given) => `"${given}" is not a message's number: ${zhiban} inbox list shows them.`,
    fileOrPublished:
      "Give a policy file or a shipped policy's name, or --published for the one in force; one of the two.",
  },
})
