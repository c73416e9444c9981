// A finding of the doctor's as a line, in the institution's language.
import type { Diagnosis } from '../../../src/channel.ts'
import { sentenceFor } from '../../../src/wording/told.ts'
import type { FeishuDeps } from '../deps.ts'
import { english } from './en.ts'
import type { Line } from './findings.ts'
import type { DoctorWords } from './words.ts'
import { chinese } from './zh-CN.ts'

type Lang = FeishuDeps['lang']

const LANGUAGES: Record<Lang, DoctorWords> = { 'zh-CN': chinese, en: english }

export function told({ level, what, finding }: Line, lang: Lang): Diagnosis & { says: string } {
  const { things, room, says } = LANGUAGES[lang]
  return { level, what: typeof what === 'string' ? things[what] : room(what.room), says: sentenceFor(says, finding) }
}
