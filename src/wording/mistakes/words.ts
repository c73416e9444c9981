// What a language says of a mistake in a file.
import type { MistakeCode, MistakeOf, Place } from '../../domain/yaml/mistake.ts'
import type { ExampleWord, What } from '../../domain/yaml/mistake-parts.ts'

export type MistakeSentences = { [C in MistakeCode]: (mistake: MistakeOf<C>, place: Place) => string }

export interface MistakeWords {
  /** Where in the document, before the sentence. */
  at(path: string): string
  says: MistakeSentences
}

/** What values are called. */
export type Whats = Record<What, string>

export type ExampleWords = Record<ExampleWord, string>
