// Specifications of capabilities, one file each in test/capabilities: who may, what it does, how it lives, what is said.
/// <reference types="vite/types/importMeta.d.ts" />
import type { CommandOf, PersonsCommand, PersonsCommandType } from '../../src/domain/capability/command.ts'
import type { RefusalOf, RefusalReason } from '../../src/domain/capability/refusal.ts'
import type { EventType } from '../../src/domain/case/events.ts'
import type { NoticeOf } from '../../src/domain/notice/notice.ts'
import type { SpokenKind } from '../../src/wording/wording.ts'

export interface CapabilitySpec {
  /** `open`: what is registered opens a case; it is done to none. */
  command: PersonsCommandType | 'open'
  /** Its row of the authority matrix, worked out by hand: who | in which rooms | in which statuses. */
  authority: string
  /** What it is tried with there, and what that makes happen first. */
  tried: [PersonsCommand | CommandOf<'open'>, EventType]
  /** Each is run as a test of that name. */
  lives: Record<string, () => void>
  /** A sample of each notice that it makes, with all that its card says in both languages. */
  notices: { sample: { [K in SpokenKind]: NoticeOf<K> }[SpokenKind]; zh: string; en: string }[]
  /** A sample of each refusal that only it gives, with its sentence in both languages. */
  refusals: { sample: { [R in RefusalReason]: RefusalOf<R> }[RefusalReason]; zh: string; en: string }[]
}

const files = import.meta.glob<{ spec: CapabilitySpec }>('../capabilities/*.ts', { eager: true })

export const ALL_SPECS: CapabilitySpec[] = Object.entries(files).map(([file, { spec }]) => {
  if (spec === undefined) throw new Error(`${file} exports no spec`)
  return spec
})

interface OfACase extends CapabilitySpec {
  command: PersonsCommandType
  tried: [PersonsCommand, EventType]
}

/** Of what is done to a case. */
export const SPECS = ALL_SPECS.filter((spec): spec is OfACase => spec.command !== 'open')
