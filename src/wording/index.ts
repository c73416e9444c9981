// The wording of a language for an institution's time zone: the only door to this folder.
import type { NoticeOf } from '../domain/notice/notice.ts'
import { SERVICE } from '../domain/org/org.ts'
import { abridged, settled, withLate, withService } from './asides.ts'
import type { Card } from './card/card.ts'
import { english } from './en/index.ts'
import { evidenceName } from './evidence-name.ts'
import { sentenceOf } from './sentence.ts'
import type { Times } from './times.ts'
import type { Lang, Language, SpokenKind, SpokenNotice, Wording } from './wording.ts'
import { chinese } from './zh-CN/index.ts'

export type { Lang, SpokenNotice, Ui, Wording } from './wording.ts'

const LANGUAGES: Record<Lang, Language> = { 'zh-CN': chinese, en: english }

/** Throws a RangeError on what is no time zone, at its first use. */
export function wordingOf(lang: Lang, timeZone: string): Wording {
  const language = LANGUAGES[lang]
  const { names, ui, asides, events } = language
  const times = language.timesOf(timeZone)
  const named = (card: Card) => withService(card, asides.service)
  return {
    lang,
    notice: (notice) => named(withLate(spoken(language, notice, times), notice.late, asides, times)),
    caseCard: (facts) => named(language.caseCard(facts, times)),
    recordTaken: (facts) => named(language.recordTaken(facts)),
    bundle: (items, at) => named(language.bundle(items, at, times)),
    settled: (card, fate) => named(settled(card, asides.settled(events[fate.type], fate, times))),
    abridged: (card, text) => abridged(card, text, asides.whole([...text].length)),
    refusal: (refusal) =>
      sentenceOf(language.refusals, refusal, times, language.kit).replaceAll(SERVICE, asides.service),
    receipt: (type) => language.commands[type].done,
    failure: (why) => asides.failure[why],
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
    evidence: (number) => evidenceName(number, names),
    fileName: (kind, at) => `${names.file[kind]} ${times.bare(at, at)}`,
    ui,
  }
}

const spoken = ({ notices, kit }: Language, notice: SpokenNotice, times: Times): Card =>
  (notices[notice.kind] as (notice: NoticeOf<SpokenKind>, times: Times, kit: Language['kit']) => Card)(
    notice,
    times,
    kit,
  )
