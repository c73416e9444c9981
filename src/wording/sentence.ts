// Picks the sentence for a refusal from a language's table.
import type { RefusalOf, RefusalReason } from '../domain/commands/refusal.ts'
import type { Times } from './times.ts'
import type { RefusalSentences } from './wording.ts'

export const sentenceOf = <R extends RefusalReason>(
  sentences: RefusalSentences,
  refusal: { reason: R } & RefusalOf<R>,
  times: Times,
): string => sentences[refusal.reason](refusal, times)
