// What a language says of what the doctor found: complete by type.
import type { Sentences } from '../../../src/wording/told.ts'
import type { Findings } from './findings.ts'

export interface DoctorWords {
  bot: string
  diagnosis: string
  robot(room: string): string
  room(name: string, id: string): string
  person(name: string): string
  says: Sentences<Findings>
}
