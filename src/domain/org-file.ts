// The org file: departments, people and rooms as an institution writes them, refused with line and column where wrong.
import { z } from 'zod'
import type { Org, Person, Purpose } from './org.ts'
import { ROLES } from './policy.ts'
import { type Problem, readDocument } from './yaml-document.ts'

const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'a key is lower-case letters, digits, - and _, beginning with a letter or digit')
const name = z.string().trim().min(1).max(60)
const reference = key.nullish().transform((value) => value ?? null)
const PURPOSES = ['duty', 'department', 'leaders', 'superior'] as const satisfies readonly Purpose[]

const schema = z.strictObject({
  departments: z
    .array(
      z.strictObject({
        key,
        name,
        aliases: z.array(name).default([]),
        room: reference,
        contact: reference,
        head: reference,
        supervisor: reference,
      }),
    )
    .default([]),
  people: z
    .array(
      z.strictObject({
        key,
        name,
        roles: z.array(z.enum(ROLES)).default([]),
        ids: z.record(z.string(), z.string().min(1).max(200)).default({}),
      }),
    )
    .default([]),
  rooms: z
    .array(
      z.strictObject({
        key,
        purpose: z.enum(PURPOSES),
        name,
        channel: z.string().min(1).max(40),
        id: z.string().min(1).max(200).optional(),
      }),
    )
    .default([]),
})

export type OrgRead = { ok: true; org: Org } | { ok: false; problems: Problem[] }

/** `file` is only for the messages. All problems at once, in the order of the file. */
export function readOrg(text: string, file: string): OrgRead {
  const read = readDocument(text, file, schema)
  if (!read.ok) return read
  const org: Org = {
    departments: read.value.departments,
    // In the built-in room everybody is known by their key, unless the file says otherwise.
    people: read.value.people.map((person): Person => ({ ...person, ids: { room: person.key, ...person.ids } })),
    rooms: read.value.rooms.map((room) => ({ ...room, id: room.id ?? room.key })),
  }
  const wrong = contradictions(org)
  return wrong.length === 0
    ? { ok: true, org }
    : { ok: false, problems: wrong.map(({ path, message }) => read.problem(path, message)) }
}

interface Contradiction {
  path: (string | number)[]
  message: string
}

function contradictions(org: Org): Contradiction[] {
  const people = new Set(org.people.map((person) => person.key))
  const rooms = new Set(org.rooms.map((room) => room.key))
  return [
    ...(['departments', 'people', 'rooms'] as const).flatMap((list) =>
      twice(
        org[list].map((each) => each.key),
        list,
      ),
    ),
    ...org.departments.flatMap((department, index) => [
      ...missing(department.room, rooms, ['departments', index, 'room'], 'room'),
      ...(['contact', 'head', 'supervisor'] as const).flatMap((role) =>
        missing(department[role], people, ['departments', index, role], 'person'),
      ),
    ]),
    ...accounts(org),
    ...ambiguous(org),
  ]
}

const twice = (keys: string[], list: string): Contradiction[] =>
  keys.flatMap((each, index) =>
    keys.indexOf(each) < index
      ? [{ path: [list, index, 'key'], message: `"${each}" stands here a second time: give each its own key` }]
      : [],
  )

const missing = (value: string | null, known: Set<string>, path: (string | number)[], what: string): Contradiction[] =>
  value === null || known.has(value)
    ? []
    : [{ path, message: `there is no ${what} "${value}" in this file: add it, or correct the key` }]

// Two people with one account would speak for each other; two rooms with one id would hear each other's cases.
function accounts(org: Org): Contradiction[] {
  const seen = new Map<string, string>()
  const found: Contradiction[] = []
  for (const [index, person] of org.people.entries()) {
    for (const [channel, id] of Object.entries(person.ids)) {
      const other = seen.get(`${channel} ${id}`)
      if (other !== undefined)
        found.push({
          path: ['people', index, 'ids'],
          message: `"${person.key}" and "${other}" have the same ${channel} account "${id}"`,
        })
      seen.set(`${channel} ${id}`, person.key)
    }
  }
  const ids = org.rooms.map(({ channel, id }) => `${channel} ${id}`)
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) < index)
      found.push({ path: ['rooms', index, 'key'], message: `two rooms have the same id in this channel: "${id}"` })
  }
  return found
}

/** A name that means two departments would send cases to the wrong one. */
function ambiguous(org: Org): Contradiction[] {
  const called = org.departments.flatMap((each, index) =>
    [each.key, each.name, ...each.aliases].map((word) => ({ word, index })),
  )
  return called.flatMap(({ word, index }) => {
    const other = called.find((each) => each.word === word && each.index < index)
    return other
      ? [
          {
            path: ['departments', index, 'name'],
            message: `"${word}" also means ${org.departments[other.index]?.name}: each name may mean one department`,
          },
        ]
      : []
  })
}
