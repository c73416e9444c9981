// Wrong policy files, each refused at the place that is wrong and told what would be right; and reading never throws.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadPolicy, shippedPolicies } from '../../src/desk/startup/shipped-policies.ts'
import { parseDuration, parseOffset } from '../../src/domain/calendar/duration.ts'
import { durationMeant, offsetMeant } from '../../src/domain/calendar/duration-suggestion.ts'
import { DEFAULT_CHECKS, type Policy } from '../../src/domain/policy/policy.ts'
import { readPolicy } from '../../src/domain/policy/policy-file.ts'
import { upcastPolicy } from '../../src/domain/policy/upcast-policy.ts'
import type { Problem } from '../../src/domain/yaml/mistake.ts'
import { problemText } from '../../src/wording/mistakes/index.ts'
import { edited, GOOD } from './good-policy.ts'
import { HARDLY, WRONG } from './wrong-policies.ts'

const plain = (each: Problem) => `${each.line}:${each.column} ${problemText(each, 'en')}`

function told(text: string): string[] {
  const read = readPolicy(text, 'policy.yaml')
  return read.ok ? [] : read.problems.map(plain)
}

describe('a good file', () => {
  const read = readPolicy(GOOD, 'policy.yaml')

  it('is read', () => {
    expect(told(GOOD)).toEqual([])
    expect(read).toMatchObject({
      policy: {
        name: 'our-plan',
        title: { zh: '本单位预案', en: 'Our plan' },
        work: { workdays: [1, 2, 3, 4, 5], closures: ['2026-12-25'], openings: ['2026-12-26'] },
        opensAt: 2,
        commitAtMost: { amount: 5, unit: 'wd' },
        commitment: { from: 'discovered', times: 1, approvers: null, ladder: null },
        statements: { 'first-response': ['head'], interim: ['head'] },
      },
    })
  })

  it('says who decides commitments and statements, and how a promise reminds', () => {
    const own = readPolicy(
      edited(
        'commit: { at-most: 5wd, assumed: true }',
        'commit: { at-most: 5wd, from: opened, times: 2, approvers: [head, supervisor] }\nstatements: { interim: { approvers: { value: [head, office], assumed: true } } }',
      ).replace('ladders:\n', 'ladders:\n  promise: [{ at: 0, tell: [owner], repeat: 1wd }]\n'),
      'policy.yaml',
    )
    expect(own).toMatchObject({
      policy: {
        commitment: {
          from: 'opened',
          times: 2,
          approvers: ['head', 'supervisor'],
          ladder: [{ tell: ['owner'], repeat: { amount: 1, unit: 'wd' } }],
        },
        statements: { 'first-response': ['head'], interim: ['head', 'office'] },
      },
    })
    expect(own.ok && own.assumed.map(plain)).toContain('20:37 statements.interim.approvers: assumed')
    expect(own.ok && own.warnings.map(plain).filter((each) => each.includes('promise'))).toEqual([])
  })

  it('has at each level what is different there', () => {
    const levels = read.ok ? read.policy.levels : []
    const reply = levels.map(({ clocks }) => clocks.find(({ kind }) => kind === 'reply'))
    expect(reply.map((each) => [each?.within, each?.assumed])).toEqual([
      [{ amount: 12, unit: 'h' }, true],
      [{ amount: 24, unit: 'h' }, false],
    ])
    expect(levels.map(({ approvers }) => approvers)).toEqual([['head', 'office'], ['head']])
    expect(levels.map(({ thresholds }) => thresholds)).toEqual([
      { reads: 3000, comments: null, outlets: 5, sightings: null },
      { reads: 1000, comments: null, outlets: null, sightings: null },
    ])
  })

  it('weighs the checks that it names, and the others as by default', () => {
    expect(read).toMatchObject({ policy: { checks: { ...DEFAULT_CHECKS, formula: 'warn', typing: 'off' } } })
    const silent = readPolicy(edited('checks: { formula: warn, typing: off }\n', ''), 'policy.yaml')
    expect(silent).toMatchObject({ policy: { checks: DEFAULT_CHECKS } })
    const { checks: _checks, ...older } = read.ok ? read.policy : ({} as Policy)
    expect(upcastPolicy(older).checks).toEqual(DEFAULT_CHECKS)
    expect(upcastPolicy({ ...older, checks: { typing: 'off' } }).checks).toEqual({ ...DEFAULT_CHECKS, typing: 'off' })
  })

  it('is told what of it is assumed, and what is not run', () => {
    expect(read.ok && read.assumed.map(plain)).toEqual([
      '16:16 levels[1].approvers: assumed',
      '18:11 opens-at: assumed',
      '19:9 commit: assumed',
      '22:11 clocks.triage: assumed',
      '29:10 clocks.reply.levels.1: assumed',
      '42:5 ladders.desk: assumed',
    ])
    expect(read.ok && read.warnings.map(plain)).toEqual([
      '32:14 clocks.report-up: is read, but not run by this version: nobody is reminded of it',
    ])
  })

  it.each([
    ['review: { base', 'review: { owner: office, base', '30:20 clocks.review.owner: is not read'],
    ['  desk:\n', '  spare: [{ at: 0, tell: [owner], repeat: 1d }]\n  desk:\n', '41:10 ladders.spare: no clock uses'],
  ])('is warned of what has no effect: %j as %j', (find, replacement, warning) => {
    const other = readPolicy(edited(find, replacement), 'policy.yaml')
    expect(other.ok && other.warnings.map(plain).some((each) => each.startsWith(warning))).toBe(true)
  })

  it.each([
    ['with Windows line ends', GOOD.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${GOOD}`],
    ['without quotes around hours', edited('["08:30-12:00", "14:30-18:00"]', '[08:30-12:00, 14:30-18:00]')],
    ['with quotes around everything', edited('within: 24h', 'within: "24h"').replace('2026-12-25', '"2026-12-25"')],
    ['with 0 as text', edited('at: 0, tell: [owner, head]', 'at: "0", tell: [owner, head]')],
    ['with a directive of YAML 1.1, in which dates are no text', `%YAML 1.1\n---\n${GOOD}`],
    ['with rungs that only a calendar could order', edited('at: -30m', 'at: -25%').replace('+1h', '+20wh')],
  ])('is the same %s', (_, text) => {
    expect(told(text)).toEqual([])
  })

  it('may hold an anchor: problems are told where the alias stands', () => {
    const anchored = (role: string) =>
      edited('approvers: [head]', 'approvers: *who').replace('[head, office]', `&who [head, ${role}]`)
    expect(told(anchored('office'))).toEqual([])
    expect(told(anchored('ofice'))).toHaveLength(2)
  })
})

describe('a wrong file', () => {
  it.each(WRONG)('with $write for $for', ({ for: find, write, said }) => {
    expect(told(edited(find, write))).toEqual(said)
  })

  it('is told everything at once, from the top down', () => {
    const text = edited('within: 24h', 'within: 24 hours').replace('[head, office]', '[hed]').replace('12-26', '13-26')
    expect(told(text)).toEqual([
      '9:10 working-time.open[1]: "2026-13-26" is not a date: write 2026-10-08',
      expect.stringMatching(/^16:26 levels\[1\]\.approvers\.value\[1\]: "hed" is not a role: did you mean head\?/),
      '26:13 clocks.reply.within: "24 hours" is not a duration: write 24h',
    ])
  })

  it.each(HARDLY)('which is hardly one (%#) is told so', (text, said) => {
    expect(told(text)).toEqual([said])
  })

  it('of another kind has no thousand problems', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `key${index}: 1`).join('\n')
    expect(told(keys)).toHaveLength(51)
    expect(told(keys).at(-1)).toMatch(/there are more problems from here on/)
  })
})

describe('reading never throws', async () => {
  const sources = await Promise.all(shippedPolicies().map(async (name) => (await loadPolicy(name)).source))
  const signs = ['{', '}', '[', ']', ':', ' : ', '- ', '\n', '\t', '#', '&a', '*a', '!t', '"', "'", '|', '>', '0', '：']
  const words = ['\0', '\uD800', '__proto__: 1\n', 'constructor: {}', '1e400', '-0', '.nan', '~', 'toString', '99999wd']
  const piece = fc.oneof(fc.constantFrom(...signs, ...words), fc.string({ maxLength: 6, unit: 'grapheme' }))
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(12), piece), { minLength: 1, maxLength: 4 })
  const mutated = fc.tuple(fc.constantFrom(GOOD, ...sources), edits).map(([source, cuts]) =>
    cuts.reduce((text, [at, cut, put]) => {
      const from = at % (text.length + 1)
      return text.slice(0, from) + put + text.slice(from + cut)
    }, source),
  )
  const truncated = fc
    .tuple(fc.constantFrom(GOOD, ...sources), fc.nat())
    .map(([source, at]) => source.slice(0, at % source.length))

  it('whatever happened to a file', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.oneof(mutated, truncated), (text) => {
        const read = readPolicy(text, 'policy.yaml')
        if (read.ok) {
          for (const level of read.policy.levels)
            for (const clock of level.clocks) expect(clock.ladder.at(-1)?.repeat ?? null).not.toBeNull()
          return
        }
        expect(read.problems.length).toBeGreaterThan(0)
        const lines = text.split('\n').length
        for (const each of read.problems) {
          const { line, column } = each
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(lines)
          expect(column).toBeGreaterThanOrEqual(1)
          expect(each.mistake.code).not.toBe('not-right')
          expect(problemText({ ...each, path: [] }, 'zh-CN')).toMatch(/\p{Script=Han}.*[。？]$/u)
          for (const lang of ['zh-CN', 'en'] as const)
            expect(problemText(each, lang)).not.toMatch(/undefined|\[object|\{key\}|Invalid|expected|^\s*$/)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('what was meant', () => {
  it.each([
    ['24小时', '24h'],
    ['2 hours', '2h'],
    ['30分钟', '30m'],
    ['５天', '5d'],
    ['5个工作日', '5wd'],
    ['4工作小时', '4wh'],
    ['24H', '24h'],
    ['1.5h', '90m'],
    ['0.5d', '12h'],
    ['2.5wd', null],
    ['0h', null],
    ['two days', null],
    ['', null],
  ])('by the duration %j is %j', (text, meant) => {
    expect(durationMeant(text)).toBe(meant)
  })

  it.each([
    ['25%', '-25%'],
    ['+25%', '-25%'],
    ['－30m', '-30m'],
    ['1小时', '+1h'],
    ['+1个工作日', '+1wd'],
    ['100%', null],
    ['tomorrow', null],
  ])('by the offset %j is %j', (text, meant) => {
    expect(offsetMeant(text)).toBe(meant)
  })

  it('is always something that can be read', () => {
    const written = fc.tuple(
      fc.constantFrom('', '+', '-', '－'),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.constantFrom('h', '小时', '个工作日', ' min', '%', 'm'),
    )
    fc.assert(
      fc.property(written, ([sign, amount, unit]) => {
        const [duration, offset] = [durationMeant(`${amount}${unit}`), offsetMeant(`${sign}${amount}${unit}`)]
        if (duration !== null) expect(parseDuration(duration)).not.toBeNull()
        if (offset !== null) expect(parseOffset(offset)).not.toBeNull()
      }),
    )
  })
})

it('the example of docs/policies.md is right, and nothing in it is left unsaid', () => {
  const paper = readFileSync(new URL('../../docs/policies.md', import.meta.url), 'utf8')
  const example = /```yaml\n(name: [\s\S]*?)```/.exec(paper)?.[1] ?? ''
  expect(readPolicy(example, 'policies.md')).toMatchObject({ ok: true, warnings: [], assumed: [] })
})
