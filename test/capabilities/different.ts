// What seemed to be one matter is two: who may say so, what follows, what is said.
import { expect } from 'vitest'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given, refusalOf } from '../support/given.ts'

const asked = { type: 'suggest-same', title: '幼儿园门口积水', how: 'text' } as const
const suggested = () =>
  Given.opened()
    .when('zhiban', { ...asked, like: 3 })
    .when('zhiban', { ...asked, like: 5 })

export const spec: CapabilitySpec = {
  command: 'different',
  authority: 'desk | duty leaders | triage waiting handling reviewing approved',
  tried: [{ type: 'different', other: '5' }, 'told-apart'],
  lives: {
    'is kept, and not asked again'() {
      const given = suggested().when('zhou', { type: 'different', other: '5' })
      expect(given.state.likes.map(({ number, answer }) => [number, answer])).toEqual([
        [3, null],
        [5, 'different'],
      ])
      expect(given.when('zhiban', { ...asked, like: 5 }).happened).toEqual([])
    },
    'is of the first that is asked about where none is named'() {
      const given = suggested().when('zhou', { type: 'different', other: '' })
      expect(given.find('told-apart').data.other).toBe(3)
    },
    'may be said while a department has the case'() {
      const given = suggested()
        .when('zhou', { type: 'assign', department: '城管', co: [] })
        .when('zhou', { type: 'different', other: '3' })
      expect(given.state.likes[0]?.answer).toBe('different')
    },
    'is refused where nothing is asked'() {
      expect(refusalOf(Given.opened().try('zhou', { type: 'different', other: '' }))).toEqual({
        reason: 'nothing-alike',
        number: null,
      })
      const answered = suggested().when('zhou', { type: 'different', other: '5' })
      expect(refusalOf(answered.try('zhou', { type: 'different', other: '5' }))).toEqual({
        reason: 'nothing-alike',
        number: 5,
      })
    },
  },
  notices: [],
  refusals: [
    {
      sample: { reason: 'nothing-alike', number: null },
      zh: '本案没有待研判的相近案件，无须操作。',
      en: 'No case that resembles this one waits for an answer; you need not do anything.',
    },
    {
      sample: { reason: 'nothing-alike', number: 5 },
      zh: '本案没有关于 #5 的待研判提示，可能已有人研判，无须操作。',
      en: 'Nothing is asked about #5 here; somebody may have answered it, and you need not do anything.',
    },
  ],
}
