// Telephone numbers, ID cards and bank cards in chat text, told from the many other long numbers an office writes.

import { bankCardMask, idCardMask } from './card-number.ts'
import { groupsOf, type Run, runsFrom } from './digit-groups.ts'
import { landlineMask, mobileMask } from './phone.ts'
import { foldNumerals, type Hit, hasNumeral } from './search-text.ts'

type Form = Exclude<Hit['form'], 'email'>

/** In a folded text. Linear: a run of groups is bounded in groups and in digits. */
export const numbersIn = (text: string): Hit[] =>
  hitsOf(text, [
    ['id-card', idCardMask],
    ['bank-card', bankCardMask],
    ['mobile', mobileMask],
    ['landline', landlineMask],
  ])

/** Mobiles in which Chinese numerals (一三八…) or circled digits stand for digits. */
export const mobilesInNumerals = (text: string): Hit[] =>
  hasNumeral(text)
    ? hitsOf(foldNumerals(text), [['mobile', mobileMask]]).filter(({ start, end }) =>
        hasNumeral(text.slice(start, end)),
      )
    : []

type Recogniser = [form: Form, maskOf: (run: Run) => string | null]

function hitsOf(text: string, recognisers: Recogniser[]): Hit[] {
  const groups = groupsOf(text)
  const hits: Hit[] = []
  for (let i = 0; i < groups.length; ) {
    const found = firstOf(runsFrom(text, groups, i), recognisers)
    if (found) hits.push({ form: found.form, start: found.run.start, end: found.run.end, masked: found.masked })
    i = found ? found.run.next : i + 1
  }
  return hits
}

function firstOf(runs: Run[], recognisers: Recogniser[]) {
  for (const [form, maskOf] of recognisers) {
    for (const run of runs) {
      const masked = maskOf(run)
      if (masked !== null) return { form, run, masked }
    }
  }
  return null
}
