// Files that came with a forward, or in the case's thread. What is there already is not attached again.
import type { Instant } from '../../calendar/instant.ts'
import { CARD_ONLY, type EventSpec, type ServiceCapability } from '../../capability/capability.ts'
import type { EvidenceNumber } from '../../case/evidence.ts'

/** A file of a case, kept once by its bytes. */
export interface CaseFile {
  sha256: string
  name: string
  mime: string
  /** Bytes. */
  size: number
  /** Left out where it was kept before files had numbers. */
  number?: EvidenceNumber
  /** When it was said, by whom: who took it in evidence. Left out where an earlier version kept it. */
  taken?: { at: Instant; by: string }
}

declare module '../../capability/command.ts' {
  interface ServiceCommands {
    attach: { files: CaseFile[] }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    files: CaseFile[]
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    attached: { files: CaseFile[] }
  }
}

const attached: EventSpec<'attached'> = {
  fields: { files: 'personal' },
  apply: (state, { data }) => ({ ...state, files: [...state.files, ...data.files] }),
  tells: CARD_ONLY,
}

export const attach = {
  decide(story, { files }) {
    const has = new Set(story.state.files.map(({ sha256 }) => sha256))
    const fresh = files.filter(({ sha256 }) => !has.has(sha256))
    return fresh.length === 0 ? story : story.add('attached', { files: fresh })
  },
  events: { attached },
  regions: { files: { begins: [], perRound: false } },
} satisfies ServiceCapability<'attach'>
