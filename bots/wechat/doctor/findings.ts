// What the doctor may find out about WeChat: values, for which each language has a sentence.
import type { Diagnosis } from '../../../src/channel.ts'
import type { Coded } from '../../../src/wording/told.ts'
import type { State } from '../deps.ts'

export type Bad = Exclude<State, 'logged-in'>

export interface Findings {
  /** `isOurs`: wechaty itself is among them, which is installed with the desk. */
  'not-installed': { packages: string[]; isOurs: boolean }
  unreadable: { error: string }
  'account-unseen': object
  'account-unknown': object
  'account-old': { minutes: number }
  /** `why`: as the platform or the program said it. `qr`: the text of the code to be scanned. */
  'account-away': { state: Bad; since: string; why: string | null; qr: string | null }
  'said-twice': { count: number }
  unfound: { names: string[] }
}

export type Finding = Coded<Findings>

/** What was looked at; `echoes`: whether what was said comes back. */
export type Subject = 'packages' | 'state' | 'account' | 'echoes' | 'places'

export interface Line {
  level: Diagnosis['level']
  what: Subject
  /** Null for what is well and needs no word. */
  finding: Finding | null
}
