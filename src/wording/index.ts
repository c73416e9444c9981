// The wording of a language for an institution's time zone: the only door to this folder.
import type { NoticeOf } from '../domain/notice/notice.ts'
import type { Card } from './card.ts'
import { english } from './en/index.ts'
import { sentenceOf } from './sentence.ts'
import type { Times } from './times.ts'
import type { Lang, Language, SpokenKind, Wording } from './wording.ts'
import { chinese } from './zh-CN/index.ts'

export type { Lang, SpokenNotice, Ui, Wording } from './wording.ts'

const LANGUAGES: Record<Lang, Language> = { 'zh-CN': chinese, en: english }

/** Throws a RangeError on what is no time zone, at its first use. */
export function wordingOf(lang: Lang, timeZone: string): Wording {
  const language = LANGUAGES[lang]
  const { names, ui } = language
  const times = language.timesOf(timeZone)
  return {
    lang,
    notice: (notice) => spoken(language, notice, times),
    caseCard: (facts) => language.caseCard(facts, times),
    recordTaken: (facts) => language.recordTaken(facts),
    bundle: (items, at) => language.bundle(items, at, times),
    refusal: (refusal) => sentenceOf(language.refusals, refusal, times, language.kit),
    why: (clock) => language.why(clock, times),
    instant: times.instant,
    span: times.span,
    clockName: (kind) => names.clock[kind],
    channelName: (name) => names.channel[name] ?? name,
    roleName: (role) => names.role[role],
    statusName: (status) => names.status[status],
    commandName: (type) => language.commands[type].name,
    eventName: (type) => language.events[type],
    screenshot: (at) => `${names.file.screenshot} ${times.bare(at, at)}`,
    fileName: (kind, at) => `${names.file[kind]} ${times.bare(at, at)}`,
    ui,
  }
}

const spoken = <K extends SpokenKind>({ notices, kit }: Language, notice: NoticeOf<K>, times: Times): Card =>
  notices[notice.kind](notice, times, kit)
