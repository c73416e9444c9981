// A finding of the doctor's as a line, in the institution's language.
import type { Diagnosis } from '../../../src/channel.ts'
import { sentenceFor } from '../../../src/wording/told.ts'
import type { WechatDeps } from '../deps.ts'
import { english } from './en.ts'
import type { Line } from './findings.ts'
import type { DoctorWords } from './words.ts'
import { chinese } from './zh-CN.ts'

const LANGUAGES: Record<WechatDeps['lang'], DoctorWords> = { 'zh-CN': chinese, en: english }

export function told({ level, what, finding }: Line, lang: WechatDeps['lang']): Diagnosis {
  const { things, says } = LANGUAGES[lang]
  return { level, what: things[what], says: finding === null ? null : sentenceFor(says, finding) }
}
