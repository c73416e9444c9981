// Ids of WeChat change with every login; the desk's stay. Which is which is found again by what a chat or person is called,
// and where that is not certain nobody is taken for somebody else.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Unbound } from '../../src/domain/notice/notice.ts'
import type { Rebound } from './deps.ts'

type Why = Unbound['why']

/** A chat or person as a login shows it. */
export interface Shown {
  id: string
  /** What it is known again by: a chat's topic, the remark that the desk's account gave a person. Empty for none. */
  label: string
  name: string
  /** A chat's members, as short hashes. */
  marks: string[]
}

const keptShape = z.object({
  /** Of the logins so far, the newest first. */
  ids: z.array(z.string()),
  label: z.string(),
  name: z.string(),
  marks: z.array(z.string()),
})
type Kept = z.infer<typeof keptShape>

export const bindingsShape = z.record(z.string(), keptShape)
export type KeptBindings = z.infer<typeof bindingsShape>

const MOST_IDS = 5

/** Private chats beside groups: a group may be called as a person is, and whoever makes one calls it as they like. */
export const PRIVATE = 'dm:'

export class Bindings {
  /** By WeChat's ids of this login. */
  private readonly shown = new Map<string, Shown>()
  private readonly byId = new Map<string, string>()
  private isComplete = false
  /** Those of the org. */
  private bound = new Set<string>()

  constructor(
    private readonly what: 'room' | 'person',
    private readonly kept: Map<string, Kept>,
  ) {
    this.index()
  }

  /** Nothing of the login before holds. */
  login(): void {
    this.shown.clear()
    this.isComplete = false
    this.index()
  }

  see(each: Shown): void {
    this.shown.set(each.id, each)
    const own = this.byId.get(each.id)
    const kept = own === undefined ? undefined : this.kept.get(own)
    // Within a login it stays what it is, whatever it is called now.
    if (own !== undefined && kept !== undefined) this.keep(own, each, kept)
  }

  /** Everything has been seen: from now on what is missing is missing. */
  complete(): void {
    this.isComplete = true
  }

  get settled(): boolean {
    return this.isComplete
  }

  has(id: string): boolean {
    return this.byId.has(id)
  }

  /** Most of the labels that were known before are not there: it is not the same account that shows them. */
  isUnlike(): boolean {
    const labels = [...this.kept.values()].map(({ label }) => label).filter(Boolean)
    const present = new Set([...this.shown.values()].map(({ label }) => label))
    return labels.length > 0 && labels.filter((label) => present.has(label)).length * 2 < labels.length
  }

  /** The desk's id of what spoke, made up where it is new. */
  own(given: Shown): string {
    const known = this.byId.get(given.id)
    if (known !== undefined) return known
    const shown = this.shown.get(given.id) ?? given
    this.shown.set(given.id, shown)
    // Before everything has been seen, another of the same name may still come.
    const found = this.isComplete ? this.absent().find((own) => this.matchOf(own) === shown) : undefined
    const own = found ?? this.newId(shown)
    this.keep(own, shown, this.kept.get(own))
    return own
  }

  /** WeChat's id of today; null where it was not found again. */
  today(own: string): string | null {
    const present = this.kept.get(own)?.ids.find((id) => this.shown.has(id))
    return present ?? null
  }

  shownAs(own: string): Shown | null {
    const id = this.today(own)
    return id === null ? null : (this.shown.get(id) ?? null)
  }

  /** Looks for those that the org has bound and this login has not shown yet; answers what was found, and why what was not. */
  settle(bound: string[]): { found: Rebound[]; lost: { id: string; name: string; why: Why }[] } {
    const found: Rebound[] = []
    const lost: { id: string; name: string; why: Why }[] = []
    this.bound = new Set(bound)
    for (const own of bound) {
      if (this.today(own) !== null) continue
      const match = this.matchOf(own)
      const kept = this.kept.get(own)
      if (typeof match === 'string') {
        lost.push({ id: own, name: kept?.name ?? own, why: match })
        continue
      }
      found.push({ what: this.what, id: own, old: kept?.ids[0] ?? null, new: match.id, name: match.name })
      this.keep(own, match, kept)
    }
    return { found, lost }
  }

  /** What nobody has bound and this login does not know is nobody's business any more. */
  prune(bound: Set<string>): void {
    for (const own of [...this.kept.keys()]) if (!bound.has(own) && this.today(own) === null) this.kept.delete(own)
    this.index()
  }

  toJSON(): KeptBindings {
    return Object.fromEntries(this.kept)
  }

  /** The one that this must be, or why none is certain. Not for those that are there. */
  private matchOf(own: string): Shown | Why {
    const kept = this.kept.get(own)
    // An org file may name it as it is called: an administrator's word.
    const label = kept === undefined ? own : kept.label
    if (label === '') return 'unconfirmed'
    const alike = [...this.shown.values()].filter((each) => each.label === label)
    const [only, ...others] = alike.filter(({ id }) => this.isFree(id, own))
    if (only === undefined) return 'gone'
    const rivals = this.absent().filter((other) => other !== own && this.kept.get(other)?.label === label)
    if (others.length > 0 || rivals.length > 0) return 'alike'
    return kept === undefined || areAlike(kept.marks, only.marks) ? only : 'others'
  }

  private absent(): string[] {
    return [...this.kept.keys()].filter((own) => this.today(own) === null)
  }

  /** One that is somebody's of the org stays theirs; what was made up for a stranger gives way. */
  private isFree(id: string, own: string): boolean {
    const owner = this.byId.get(id)
    return owner === undefined || owner === own || !this.bound.has(owner)
  }

  private keep(own: string, shown: Shown, before: Kept | undefined): void {
    const ids = [shown.id, ...(before?.ids ?? []).filter((id) => id !== shown.id)].slice(0, MOST_IDS)
    const owner = this.byId.get(shown.id)
    if (owner !== undefined && owner !== own) this.kept.delete(owner)
    const marks = shown.marks.length > 0 ? shown.marks : (before?.marks ?? [])
    this.kept.set(own, { ids, label: shown.label, name: shown.name, marks })
    this.byId.set(shown.id, own)
  }

  /** As it is called where that is nobody else's; what calls itself by a name is never known by that alone. */
  private newId({ id, label }: Shown): string {
    const hash = createHash('sha256').update(id).digest('hex').slice(0, 8)
    const alike = [...this.shown.values()].filter((each) => each.label === label)
    const isFree = label !== '' && !label.startsWith(PRIVATE) && !this.kept.has(label) && alike.length <= 1
    // A remark is the desk's own; what is bound by a topic in the org file is settled only once everything has been seen.
    return isFree && this.isComplete ? label : `${label.startsWith(PRIVATE) ? '' : label}~${hash}`
  }

  private index(): void {
    this.byId.clear()
    for (const [own, { ids }] of this.kept) for (const id of ids) this.byId.set(id, own)
  }
}

/** At least half of those who were in it still are: a group of the same name that somebody else has made is another one. */
function areAlike(before: string[], now: string[]): boolean {
  if (before.length === 0) return true
  const present = new Set(now)
  return before.filter((each) => present.has(each)).length * 2 >= before.length
}
