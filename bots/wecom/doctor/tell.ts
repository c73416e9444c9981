// A finding of the doctor's as a line, in the institution's language.
import type { Diagnosis } from '../../../src/channel.ts'
import { sentenceFor } from '../../../src/wording/told.ts'
import type { WecomDeps } from '../deps.ts'
import { english } from './en.ts'
import type { Line, Subject } from './findings.ts'
import type { DoctorWords } from './words.ts'
import { chinese } from './zh-CN.ts'

const LANGUAGES: Record<WecomDeps['lang'], DoctorWords> = { 'zh-CN': chinese, en: english }

export function told({ level, what, finding }: Line, lang: WecomDeps['lang']): Diagnosis {
  const words = LANGUAGES[lang]
  return { level, what: called(what, words), says: finding === null ? null : sentenceFor(words.says, finding) }
}

function called(what: Subject, words: DoctorWords): string {
  if (typeof what === 'string') return words[what]
  if ('robot' in what) return words.robot(what.robot)
  return 'room' in what ? words.room(what.room, what.id) : words.person(what.person)
}
