// All commands with their English words; what is missing does not compile.
import type { EventType } from '../../../domain/case/events.ts'
import { mergeWords } from '../../merge-words.ts'
import type { PersonsWords, ServiceWords } from '../../wording.ts'
import { alike, alikeService } from './alike.ts'
import { answering } from './answering.ts'
import { correcting } from './correct.ts'
import { disclosing } from './disclosing.ts'
import { ending } from './ending.ts'
import { handling } from './handling.ts'
import { intake, intakeService } from './intake.ts'
import { learning } from './learn.ts'
import { promising } from './promising.ts'
import { service } from './service.ts'
import { statements } from './statements.ts'

const ofPersons = {
  ...handling,
  ...answering,
  ...promising,
  ...ending,
  ...intake,
  ...correcting,
  ...disclosing,
  ...alike,
}
const ofService = { ...intakeService, ...learning, ...service, ...alikeService }
const all = [...Object.values(ofPersons), ...Object.values(ofService), statements]

export const persons: PersonsWords = ofPersons
export const commands: PersonsWords & ServiceWords = { ...ofPersons, ...ofService }
export const events: Record<EventType, string> = mergeWords(all, 'events')
export const noticeNames = mergeWords(all, 'noticeNames')
export const notices = mergeWords(all, 'notices')
export const refusals = mergeWords(all, 'refusals')
