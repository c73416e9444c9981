// Picks the sentence for a refusal from a language's table.
import type { RefusalOf, RefusalReason } from '../domain/capability/refusal.ts'
import type { Times } from './times.ts'
import type { Kit, RefusalSentences } from './wording.ts'

export const sentenceOf = <R extends RefusalReason>(
  sentences: RefusalSentences,
  refusal: { reason: R } & RefusalOf<R>,
  times: Times,
  kit: Kit,
): string => sentences[refusal.reason](refusal, times, kit)
