// Wrong policy files, each refused at the place that is wrong (marked ‸) and told what would be right.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadPolicy, shippedPolicies } from '../../src/desk/shipped-policies.ts'
import { readPolicy } from '../../src/domain/policy-file.ts'
import { formatProblem } from '../../src/domain/yaml-document.ts'

const RIGHT = `name: our-plan
title: { zh-CN: 本单位预案, en: Our plan }
time-zone: Asia/Shanghai
working-time:
  days: [mon, tue, wed, thu, fri]
  hours: ["08:30-12:00", "14:30-18:00"]
  closed: [2026-12-25]
  open: [2026-12-26]
levels:
  - { level: 1, zh-CN: 重大, en: Major, approvers: [head, office], thresholds: { reads: 3000, comments: 500 } }
  - { level: 2, zh-CN: 一般, en: Ordinary, approvers: [head], thresholds: { reads: 1000 } }
opens-at: 2
commit: { at-most: 5wd }
clocks:
  triage: { base: opened, within: 30m, owner: duty-officer, ladder: desk }
  claim: { base: assigned, within: 1h, ladder: department }
  first-response: { base: discovered, within: 5h, ladder: department, not-at: [2] }
  reply: { base: assigned, within: 24h, ladder: department, levels: { 1: { within: 12h } } }
  review: { base: submitted, within: 2h, ladder: department }
  publish: { base: approved, within: 2h, ladder: department }
ladders:
  department:
    - { at: -25%, tell: [owner] }
    - { at: 0, tell: [owner, head], how: urgent-app }
    - { at: +1wd, tell: [leading-group], repeat: 1wd }
  desk:
    - { at: 0, tell: [office], repeat: 1h }
`

const read = (text: string) => readPolicy(text, 'policy.yaml')
const told = (text: string): string[] => {
  const reading = read(text)
  return reading.ok ? [] : reading.problems.map(formatProblem)
}

/** The right file with a part written wrongly; ‸ stands before the place at which the problem is told. */
function mistake(from: string, to: string): { text: string; place: string } {
  if (RIGHT.split(from).length !== 2) throw new Error(`"${from}" must stand once in the right file`)
  const marked = RIGHT.replace(from, () => to)
  const before = marked.slice(0, marked.indexOf('‸')).split('\n')
  return { text: marked.replace('‸', ''), place: `policy.yaml:${before.length}:${(before.at(-1)?.length ?? 0) + 1} ` }
}

const WRONG: [from: string, to: string, message: RegExp][] = [
  // durations and offsets
  ['within: 24h', 'within: ‸24 hours', /"24 hours".*(24h)/],
  ['within: 24h', 'within: ‸24', /24.*24h.*24wd/],
  ['within: 24h', 'within: ‸0h', /"0h" is not a duration: write 30m, 24h, 1d.*4wh.*5wd/],
  ['within: 24h', 'within: ‸99999wd', /longer than a year/],
  ['within: 24h', '‸within:', /within.*write/],
  ['at-most: 5wd', 'at-most: ‸5个工作日', /write 5wd/],
  ['at: -25%', 'at: ‸-125%', /offset.*-25%/],
  ['at: 0, tell: [owner, head]', 'at: ‸1h, tell: [owner, head]', /\+1h/],
  ['at: +1wd', 'at: ‸soon', /write -30m, -25%, 0, \+1h or \+1wd/],
  ['repeat: 1wd', 'repeat: ‸daily', /duration/],
  // words
  ['tell: [leading-group]', 'tell: [‸leading-grup]', /did you mean leading-group\?/],
  ['approvers: [head, office]', 'approvers: [head, ‸boss]', /write one of .*principal/],
  ['owner: duty-officer', 'owner: ‸duty officer', /did you mean duty-officer\?/],
  ['base: approved', 'base: ‸aproved', /did you mean approved\?/],
  ['how: urgent-app', 'how: ‸telepathy', /mention.*urgent-phone/],
  ['[mon, tue, wed, thu, fri]', '[mon, ‸tues]', /tue/],
  ['ladder: desk', 'ladder: ‸desc', /desk/],
  ['name: our-plan', 'name: ‸Our Plan', /lower-case/],
  // keys
  ['commit: { at-most: 5wd }', 'commit: { ‸at-mots: 5wd }', /did you mean "at-most"\?/],
  ['opens-at: 2', '‸open-at: 2', /did you mean "opens-at"\?/],
  ['  publish: {', '  ‸publsh: {', /did you mean "?publish"?\?/],
  ['opens-at: 2', 'opens-at: 2\n‸opens-at: 1', /stands here twice/],
  ['title: { zh-CN: 本单位预案, en: Our plan }', 'title: ‸{ zh-CN: 本单位预案 }', /"en" is missing/],
  ['tell: [office], repeat', 'repeat', /"tell" is missing/],
  ['name: our-plan\n', '', /"name" is missing/],
  // time
  ['time-zone: Asia/Shanghai', 'time-zone: ‸Beijing', /not a time zone: write Asia\/Shanghai/],
  ['"08:30-12:00", ', '‸"8:30-12:00", ', /"08:30-12:00"/],
  ['"08:30-12:00", ', '‸"12:00-08:30", ', /ends before it begins/],
  ['"08:30-12:00", "14:30-18:00"', '"08:30-12:00", ‸"11:00-18:00"', /begins before 12:00/],
  ['closed: [2026-12-25]', 'closed: [‸2026-02-30]', /not a date: write 2026-10-08/],
  ['open: [2026-12-26]', 'open: [‸2026-12-25]', /closed too/],
  // levels
  ['level: 2,', 'level: ‸3,', /without a gap/],
  ['en: Ordinary', 'en: ‸Major', /level 1 has the name Major/],
  ['zh-CN: 一般', 'zh-CN: ‸重大', /level 1 has the name 重大/],
  ['opens-at: 2', 'opens-at: ‸3', /no level 3.*1, 2/],
  ['not-at: [2]', 'not-at: [‸4]', /no level 4/],
  ['thresholds: { reads: 1000 }', 'thresholds: { reads: ‸3000 }', /less than 3000/],
  ['thresholds: { reads: 1000 }', 'thresholds: ‸{}', /no figure/],
  ['reads: 1000', 'reads: ‸many', /not a figure: write 1000/],
  ['approvers: [head], ', 'approvers: ‸[], ', /empty/],
  // clocks and ladders
  ['base: submitted', 'base: ‸opened', /cannot count from opened: write submitted/],
  ['base: assigned, within: 24h', 'base: ‸reopened, within: 24h', /cannot count from reopened/],
  ['[leading-group], repeat: 1wd', '[leading-group]', /must repeat/],
  ['tell: [owner] }', 'tell: [owner], repeat: ‸1h }', /only the last rung repeats/],
  ['at: -25%, tell: [owner]', 'at: +2h, tell: [owner]', /comes before \+2h/],
  ['  review: { base: submitted, within: 2h, ladder: department }\n', '', /no review clock/],
  // YAML itself
  ['days: [mon, tue, wed, thu, fri]', 'days: [mon, tue', /closed|align/],
  ['name: our-plan', 'name: our: plan', /quote|indent/],
  ['  claim:', '\tclaim:', /tab|blanks/],
  ['opens-at: 2', 'opens-at：2', /full-width/],
]

describe('a wrong file', () => {
  it('differs from one that is right', () => {
    expect(told(RIGHT)).toEqual([])
    expect(WRONG.length).toBeGreaterThanOrEqual(40)
  })

  it.each(WRONG)('%j as %j is told %s', (from, to, message) => {
    const { text, place } = mistake(from, to)
    const problems = told(text)
    const found = problems.find((problem) => message.test(problem))
    expect(found, problems.join('\n')).toBeDefined()
    expect(found).toMatch(/^policy\.yaml:\d+:\d+ \S/)
    if (to.includes('‸')) expect(found?.slice(0, place.length)).toBe(place)
  })

  it('is told everything at once, from the top down', () => {
    const problems = told(
      RIGHT.replace('24h', '24 hours').replace('[head, office]', '[hed]').replace('2026-12-26', '2026-13-26'),
    )
    expect(problems.map((problem) => problem.split(':')[1])).toEqual(['8', '10', '18'])
  })

  it('cannot make the reader unfold gigabytes', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((key, index) => {
        const above = `*${'abcdefgh'[index]}`
        return `${key}: &${key} [${Array.from({ length: 9 }, () => above).join(',')}]`
      }),
    ].join('\n')
    expect(told(bomb).length).toBeGreaterThan(0)
    expect(told(`# ${'x'.repeat(1_000_000)}`)[0]).toMatch(/^policy\.yaml:1:1 .*1000000/)
    expect(told('['.repeat(50_000)).length).toBeGreaterThan(0)
  })

  it.each([
    '',
    '# nothing',
    'null',
    '42',
    '- a',
    'text',
    '---\n---',
    '{}',
    '\uFEFF',
    '[]: 1',
    '? {a: b}\n: c',
    '*a',
    '!!js/function x',
  ])('which is hardly one, %j, is refused too', (text) => {
    expect(told(text).length).toBeGreaterThan(0)
  })
})

describe('reading never throws', async () => {
  const sources = await Promise.all(shippedPolicies().map(async (name) => (await loadPolicy(name)).source))
  const piece = fc.oneof(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ' : ',
      '- ',
      '\n',
      '\t',
      '#',
      '&a',
      '*a',
      '!t',
      '"',
      "'",
      '|',
      '>',
      '0',
      '：',
      '\0',
      '\uD800',
    ),
    fc.constantFrom(
      '__proto__: 1\n',
      'constructor: {}',
      '1e400',
      '-0',
      '.nan',
      '~',
      'toString',
      'levels: []\n',
      '99999wd',
    ),
    fc.string({ maxLength: 6, unit: 'grapheme' }),
  )
  const mutated = fc
    .tuple(fc.constantFrom(...sources), fc.array(fc.tuple(fc.nat(), fc.nat(12), piece), { minLength: 1, maxLength: 4 }))
    .map(([source, edits]) =>
      edits.reduce((text, [at, cut, put]) => {
        const from = at % (text.length + 1)
        return text.slice(0, from) + put + text.slice(from + cut)
      }, source),
    )

  it('whatever happened to a shipped file', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const reading = read(text)
        if (reading.ok) {
          for (const level of reading.policy.levels) {
            expect(level.approvers.length).toBeGreaterThan(0)
            for (const clock of level.clocks) expect(clock.ladder.at(-1)?.repeat ?? null).not.toBeNull()
          }
          return
        }
        expect(reading.problems.length).toBeGreaterThan(0)
        const lines = text.split('\n').length
        for (const { line, column, message } of reading.problems) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(lines + 1)
          expect(column).toBeGreaterThanOrEqual(1)
          expect(message).not.toMatch(/undefined|\[object|NaN|Infinity|^\s*$/)
        }
      }),
      { numRuns: 120 },
    )
  })
})

it('the example of docs/policies.md is right, and nothing in it is left unsaid', () => {
  const paper = readFileSync(new URL('../../docs/policies.md', import.meta.url), 'utf8')
  const example = /```yaml\n(name: [\s\S]*?)```/.exec(paper)?.[1] ?? ''
  expect(read(example)).toMatchObject({ ok: true, warnings: [], assumed: [] })
})
