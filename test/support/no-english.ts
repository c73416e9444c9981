// Whether a line of the doctor's in Chinese has English prose left in it.
import { expect } from 'vitest'
import type { Diagnosis } from '../../src/channel.ts'

/** What is in brackets is the platform's word, an address or a name of theirs; commands are typed as they are. */
const withoutOthersWords = (text: string): string => {
  const left = text.replace(/（[^（）]*）/gu, '').replace(COMMAND, '')
  return left === text ? text : withoutOthersWords(left)
}

const COMMAND = /npm (?:ci|install)(?: --?[\w=-]+| wechaty[\w-]*)*/gu

/** Two words side by side are a piece of a sentence; one alone may be a name: `Secret`, `im:message`, `PUBLIC_URL`. */
const PROSE = /(?<![\w:./-])[A-Za-z]{2,}['’]?[a-z]* +[a-z]{2,}(?![\w:./-])/u

export function expectNoEnglish(lines: Diagnosis[]): void {
  for (const { what, says } of lines) {
    expect(what).not.toMatch(PROSE)
    expect(withoutOthersWords(says ?? '')).not.toMatch(PROSE)
    expect(`${what}${says ?? ''}`).toMatch(/\p{Script=Han}/u)
  }
}
