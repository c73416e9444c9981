// The org file: departments, people and rooms as an institution writes them, refused with line and column where wrong.

import { ROLES } from '../policy/policy.ts'
import { type Misplaced, misplaced, type Problem } from '../yaml/mistake.ts'
import { located, readDocument } from '../yaml/yaml-document.ts'
import { fields, listOrNone, named, oneOf, text, textLike } from '../yaml/yaml-shape.ts'
import { CLOCKWORK, type Org, type Person, type Purpose } from './org.ts'

const PURPOSES = ['duty', 'department', 'leaders', 'superior'] as const satisfies readonly Purpose[]
const CHANNEL = /^[a-z][a-z0-9-]{0,39}$/

const key = (example: string) => textLike(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'org-key', example)
const reference = (example: string) =>
  key(example)
    .nullish()
    .transform((value) => value ?? null)

const department = fields(
  {
    key: key('urban'),
    name: text('城管局'),
    aliases: listOrNone(text('城管'), '[城管, 执法局]'),
    room: reference('urban'),
    contact: reference('chen'),
    head: reference('lin'),
    supervisor: reference('zhao'),
  },
  '{ key: urban, name: 城管局, room: urban, contact: chen, head: lin }',
)

const person = fields(
  {
    key: key('chen'),
    name: text('陈宇'),
    roles: listOrNone(oneOf(ROLES, 'role'), '[contact]'),
    ids: named(
      CHANNEL,
      { what: 'channel-key', write: { words: 'channel-keys' } },
      text('ou_xxx', 200),
      '{ feishu: ou_xxx }',
    ).default({}),
  },
  '{ key: chen, name: 陈宇, roles: [contact] }',
)

const room = fields(
  {
    key: key('duty'),
    purpose: oneOf(PURPOSES, 'purpose'),
    name: text('值班群'),
    channel: textLike(CHANNEL, 'channel', { words: 'room-channel' }),
    id: text('oc_xxx', 200).optional(),
  },
  '{ key: duty, purpose: duty, name: 值班群, channel: room }',
)

const schema = fields(
  {
    departments: listOrNone(department, '- { key: urban, name: 城管局 }'),
    people: listOrNone(person, '- { key: chen, name: 陈宇, roles: [contact] }'),
    rooms: listOrNone(room, '- { key: duty, purpose: duty, name: 值班群, channel: room }'),
  },
  { words: 'org-keys' },
)

declare module '../yaml/mistake.ts' {
  interface Mistakes {
    'key-taken': { key: string }
    'not-in-org': { what: 'room' | 'person'; key: string }
    'key-reserved': { key: string }
    /** `person`: the key of whoever has it too. */
    'account-twice': { person: string; channel: string; id: string }
    'room-id-twice': { room: string }
    'ambiguous-word': { word: string; department: string }
  }
}

export type OrgRead = { ok: true; org: Org } | { ok: false; problems: Problem[] }

/** The order of the file is the person's preference: the database would not keep it. */
const preference = (channels: string[]): Pick<Person, 'channels'> => (channels.length > 1 ? { channels } : {})

/** `file` is only for the messages. All problems at once, in the order of the file. Never throws. */
export function readOrg(text: string, file: string): OrgRead {
  const read = readDocument(text, file, schema)
  if (!read.ok) return read
  const org: Org = {
    departments: read.value.departments,
    // In the built-in room everybody is known by their key, unless the file says otherwise.
    people: read.value.people.map(
      (each): Person => ({ ...each, ids: { room: each.key, ...each.ids }, ...preference(Object.keys(each.ids)) }),
    ),
    rooms: read.value.rooms.map((each) => ({ ...each, id: each.id ?? each.key })),
  }
  const problems = located(contradictions(org), read.locate)
  return problems.length === 0 ? { ok: true, org } : { ok: false, problems }
}

function contradictions(org: Org): Misplaced[] {
  const people = new Set(org.people.map((each) => each.key))
  const rooms = new Set(org.rooms.map((each) => each.key))
  return [
    ...(['departments', 'people', 'rooms'] as const).flatMap((list) => sameKeys(org, list)),
    ...org.departments.flatMap((each, index) => [
      ...missing(each.room, rooms, ['departments', index, 'room'], 'room'),
      ...(['contact', 'head', 'supervisor'] as const).flatMap((role) =>
        missing(each[role], people, ['departments', index, role], 'person'),
      ),
    ]),
    ...reserved(org),
    ...sameAccounts(org),
    ...sameRooms(org),
    ...ambiguous(org),
  ]
}

const sameKeys = (org: Org, list: 'departments' | 'people' | 'rooms'): Misplaced[] =>
  repeated(org[list].map((each, index) => ({ word: each.key, path: [list, index, 'key'], of: each.key }))).map(
    ({ path, word }) => misplaced(path, { code: 'key-taken', key: word }),
  )

const missing = (
  value: string | null,
  known: Set<string>,
  path: Misplaced['path'],
  what: 'room' | 'person',
): Misplaced[] =>
  value === null || known.has(value) ? [] : [misplaced(path, { code: 'not-in-org', what, key: value })]

/** What the product does of itself is recorded under this name. */
const reserved = (org: Org): Misplaced[] =>
  org.people.flatMap(({ key }, index) =>
    key === CLOCKWORK.person ? [misplaced(['people', index, 'key'], { code: 'key-reserved', key })] : [],
  )

/** Two people with one account would speak for each other. */
const sameAccounts = (org: Org): Misplaced[] =>
  repeated(
    org.people.flatMap(({ key, ids }, index) =>
      Object.entries(ids).map(([channel, id]) => ({
        word: `${channel} ${id}`,
        path: ['people', index, 'ids', channel],
        of: key,
      })),
    ),
  ).map(({ path, word, first }) => {
    const [channel = '', ...id] = word.split(' ')
    return misplaced(path, { code: 'account-twice', person: first, channel, id: id.join(' ') })
  })

/** Two rooms with one id would hear each other's cases. */
const sameRooms = (org: Org): Misplaced[] =>
  repeated(
    org.rooms.map(({ key, channel, id }, index) => ({
      word: `${channel} ${id}`,
      path: ['rooms', index, id === key ? 'key' : 'id'],
      of: key,
    })),
  )
    // The same key twice has been said already.
    .filter(({ of, first }) => of !== first)
    .map(({ path, first }) => misplaced(path, { code: 'room-id-twice', room: first }))

/** A word that means two departments would send cases to the wrong one. Two with one key are told of that already. */
const ambiguous = (org: Org): Misplaced[] =>
  repeated(org.departments.flatMap(wordsFor))
    .filter(({ of, first }) => of !== first)
    .map(({ path, word, first }) => misplaced(path, { code: 'ambiguous-word', word, department: first }))

/** What a department may be called, each word once: to be called the same twice does no harm. */
function wordsFor({ key, name, aliases }: Org['departments'][number], index: number): Called[] {
  const words: { word: string; at: (string | number)[] }[] = [
    { word: key, at: ['key'] },
    { word: name, at: ['name'] },
    ...aliases.map((word, alias) => ({ word, at: ['aliases', alias] })),
  ]
  return words
    .filter(({ word }, place) => words.findIndex((each) => each.word === word) === place)
    .map(({ word, at }) => ({ word, path: ['departments', index, ...at], of: key }))
}

interface Called {
  word: string
  path: (string | number)[]
  /** Whose it is. */
  of: string
}

/** Those whose word stood before, with whose it was then. */
function repeated(all: Called[]): (Called & { first: string })[] {
  const seen = new Map<string, string>()
  return all.flatMap((each) => {
    const first = seen.get(each.word)
    if (first === undefined) seen.set(each.word, each.of)
    return first === undefined ? [] : [{ ...each, first }]
  })
}
