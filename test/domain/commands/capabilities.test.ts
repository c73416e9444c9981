// Each capability by its specification in test/capabilities; and that the list and the words are whole.
import { describe, expect, it } from 'vitest'
import type { ClockEffects } from '../../../src/domain/capability/capability.ts'
import { STATUSES } from '../../../src/domain/case/case.ts'
import { CLOCKS } from '../../../src/domain/clock/kinds.ts'
import { EVENT_TYPES, PERSONS, PERSONS_COMMANDS, specOf } from '../../../src/domain/commands/index.ts'
import { formsOf } from '../../../src/domain/input/command-form.ts'
import { BASES } from '../../../src/domain/policy/policy.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { english } from '../../../src/wording/en/index.ts'
import { wordingOf } from '../../../src/wording/index.ts'
import { chinese } from '../../../src/wording/zh-CN/index.ts'
import { ALL_SPECS } from '../../support/capability-specs.ts'
import { refusals } from '../../wording/sample-refusals.ts'
import { notices } from '../../wording/samples.ts'

const zh = wordingOf('zh-CN', 'Asia/Shanghai')
const en = wordingOf('en', 'Asia/Shanghai')

describe.each(ALL_SPECS)('$command', ({ lives, notices: said, refusals: refused }) => {
  it.each(Object.entries(lives))('%s', (_, life) => life())

  it.each(said)('tells in both languages: $sample.kind', ({ sample, zh: inChinese, en: inEnglish }) => {
    expect([plainText(zh.notice(sample)), plainText(en.notice(sample))]).toEqual([inChinese, inEnglish])
  })

  it.each(refused)('refuses in both languages: $sample.reason', ({ sample, zh: inChinese, en: inEnglish }) => {
    expect([zh.refusal(sample), en.refusal(sample)]).toEqual([inChinese, inEnglish])
  })
})

describe('every capability', () => {
  it('has its own place on the card of each status that offers it', () => {
    for (const status of STATUSES) {
      const ranks = PERSONS_COMMANDS.flatMap((type) => PERSONS[type].offered[status] ?? [])
      expect(new Set(ranks).size, status).toBe(ranks.length)
    }
  })

  it('is offered only where it is allowed', () => {
    for (const type of PERSONS_COMMANDS) {
      const { offered, who, hasObject } = PERSONS[type]
      // What waits for it may be there in any status, and without it nothing is offered.
      if (hasObject !== undefined) continue
      expect(Object.keys(offered).filter((status) => !(who.statuses as readonly string[]).includes(status))).toEqual([])
    }
  })

  it.each([chinese, english])('has a label for every form and for every input that a card asks for', ({ commands }) => {
    for (const type of PERSONS_COMMANDS) {
      const words = commands[type].forms as Record<string, { label: string; inputs: Record<string, string> }>
      for (const { key, fields } of formsOf(type)) {
        const asked = Object.entries(fields).filter(([, { lines }]) => lines > 0)
        expect(Object.keys(words), type).toContain(key)
        expect(Object.keys(words[key]?.inputs ?? {}).sort(), key).toEqual(asked.map(([name]) => name).sort())
      }
    }
  })
})

describe('the tables of the list', () => {
  // Of those that differ by what the event says: as of a first response.
  const about = { data: { statement: 'first-response-1', kind: 'first-response', number: 1 } }
  const effects = EVENT_TYPES.flatMap((type): ClockEffects[] => {
    const { clocks } = specOf(type)
    if (clocks === undefined) return []
    return [typeof clocks === 'function' ? (clocks as (event: unknown) => ClockEffects)(about) : clocks]
  })

  it('every base of a clock is given by some event', () => {
    const given = effects.flatMap(({ gives = [] }) => gives)
    expect([...new Set(given)].sort()).toEqual([...BASES].sort())
  })

  it('every clock that can run is met by some event, or by what its kind says', () => {
    const met = new Set(effects.flatMap(({ meets = [] }) => meets))
    // A look-back is met by a note when it is due (look-back.ts); nothing starts the last two yet.
    const elsewhere = ['watch', 'subside', 'report-up', 'summary']
    expect(Object.keys(CLOCKS).filter((kind) => !(met as Set<string>).has(kind))).toEqual(
      expect.arrayContaining(elsewhere),
    )
    expect(Object.keys(CLOCKS).filter((kind) => !(met as Set<string>).has(kind))).toHaveLength(elsewhere.length)
  })

  it('every notice and every refusal has a sample', () => {
    expect(Object.keys(notices).sort()).toEqual(Object.keys(chinese.notices).sort())
    expect(Object.keys(refusals).sort()).toEqual(Object.keys(chinese.refusals).sort())
  })
})
