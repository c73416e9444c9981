// What a language says of what the doctor found: complete by type.
import type { Sentences } from '../../../src/wording/told.ts'
import type { Findings, Thing } from './findings.ts'

export interface DoctorWords {
  things: Record<Thing, string>
  room(name: string): string
  says: Sentences<Findings>
}
