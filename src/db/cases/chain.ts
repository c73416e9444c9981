// The record's hash chain: canonical bytes in which each personal field is a salted digest, so that texts and salts may
// be purged and the chain still verifies.
import { hash, randomBytes } from 'node:crypto'
import type { CaseEvent, EventType } from '../../domain/case/events.ts'
import type { Subject, SubjectKind } from '../../domain/case/subject.ts'
import { versionOf } from '../../domain/case/upcasting/upcast-events.ts'
import { EVENT_TYPES, specOf } from '../../domain/commands/index.ts'

export interface Secret {
  salt: string
  value: unknown
}

/** An event as its row holds it. */
export interface SealedEvent {
  subject: SubjectKind
  /** The subject's number. */
  caseNumber: number
  seq: number
  type: EventType
  v: number
  at: string
  actor: string
  data: Record<string, unknown>
  private: Record<string, Secret> | null
  hash: string
}

/** What a chain begins with. */
export const GENESIS = '0'.repeat(64)

/** Seals events in order onto the subject's chain, whose last hash is `head`. */
export function seal(subject: Subject, head: string, firstSeq: number, events: CaseEvent[]): SealedEvent[] {
  let previous = head
  return events.map((event, index) => {
    const { data, secrets } = hide(event)
    const bare = {
      subject: subject.kind,
      caseNumber: subject.number,
      seq: firstSeq + index,
      type: event.type,
      v: versionOf(event.type),
      at: event.at,
      actor: event.actor,
      data,
    }
    previous = hashOf(previous, bare)
    return { ...bare, private: secrets, hash: previous }
  })
}

/** SHA-256 (hex) over the hash before and the event's canonical bytes, in which the number stands under the subject's kind. */
export function hashOf(previous: string, event: Omit<SealedEvent, 'private' | 'hash'>): string {
  const { subject, caseNumber, seq, type, v, at, actor, data } = event
  return sha256(`${previous}\n${canonical({ [subject]: caseNumber, seq, type, v, at, actor, data })}`)
}

/** The digest that stands for a personal value: `sha256:` and the hash of salt and canonical value. */
export const digestOf = ({ salt, value }: Secret): string => `sha256:${sha256(`${salt}\n${canonical(value)}`)}`

/** The event with its personal values back in place; a purged one reads as null. */
export function reveal(data: Record<string, unknown>, secrets: Record<string, Secret> | null, type: EventType) {
  const fields = personalFields(type)
  const shown = fields.filter((field) => field in data).map((field) => [field, secrets?.[field]?.value ?? null])
  return { ...data, ...Object.fromEntries(shown) }
}

/** JSON with sorted keys: the same value is the same bytes whatever stored it. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const fields = value as Record<string, unknown>
  let inside = ''
  for (const key of Object.keys(fields).sort()) {
    if (fields[key] === undefined) continue
    inside += `${inside === '' ? '' : ','}${JSON.stringify(key)}:${canonical(fields[key])}`
  }
  return `{${inside}}`
}

export const sha256 = (text: string | Uint8Array): string => hash('sha256', text, 'hex')

function hide(event: CaseEvent): { data: Record<string, unknown>; secrets: Record<string, Secret> | null } {
  const data = { ...(event.data as Record<string, unknown>) }
  const fields = personalFields(event.type).filter((field) => data[field] !== undefined)
  if (fields.length === 0) return { data, secrets: null }
  const secrets = Object.fromEntries(fields.map((field) => [field, { salt: salt(), value: data[field] }]))
  for (const [field, secret] of Object.entries(secrets)) data[field] = digestOf(secret)
  return { data, secrets }
}

/** Fields that are recorded as salted digests, kept apart, purgeable: each event's spec names its own. */
const PERSONAL = new Map(
  EVENT_TYPES.map((type) => {
    const fields = Object.entries(specOf(type).fields)
    return [type, fields.flatMap(([field, is]) => (is === 'personal' ? [field] : []))]
  }),
)
const personalFields = (type: EventType): string[] => PERSONAL.get(type) ?? []

/** Asking the system for random bytes costs the same for a few as for many. */
const SALT_BYTES = 16
let drawn = Buffer.alloc(0)

function salt(): string {
  if (drawn.length < SALT_BYTES) drawn = randomBytes(256 * SALT_BYTES)
  const mine = drawn.subarray(0, SALT_BYTES)
  drawn = drawn.subarray(SALT_BYTES)
  return mine.toString('hex')
}
