// What the doctor may find out about WeCom: values, for which each language has a sentence.
import type { Diagnosis } from '../../../src/channel.ts'
import type { Coded } from '../../../src/wording/told.ts'

export interface Findings {
  /** There may be a running service, whose connection a trial would end. */
  untried: object
  'service-connected': object
  /** `why`: as the service has stored it; null where nothing is known yet. */
  'service-away': { why: string | null }
  accepted: object
  /** `said`: as the system or the SDK said it; null where there was no answer in time. */
  unreachable: { said: string | null }
  refused: { said: string }
  'no-webhook': object
  'robot-without-room': object
  'robot-well': object
  'no-room-id': object
  /** The platform lets a bot send to a chat only after somebody there has messaged it. */
  'nobody-spoke': object
  'no-account': object
  'broke-off': { error: string }
}

export type Finding = Coded<Findings>

/** What was looked at; `robot`: the room's name, or its id where the org has none of it. */
export type Subject = 'bot' | 'diagnosis' | { robot: string } | { room: string; id: string } | { person: string }

export interface Line {
  level: Diagnosis['level']
  what: Subject
  /** Null for what is well and needs no word. */
  finding: Finding | null
}
