// What a language says of what the doctor found: complete by type.
import type { Sentences } from '../../../src/wording/told.ts'
import type { Findings, Subject } from './findings.ts'

export interface DoctorWords {
  things: Record<Subject, string>
  says: Sentences<Findings>
}
