// No number that is typed at the head or the tail of what follows a command is ignored in favour of the thread's case.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PERSONS, PERSONS_COMMANDS } from '../../../src/domain/commands/index.ts'
import { readCommand } from '../../../src/domain/input/command-text.ts'

const SEED = 20_261_130

const fullWidth = (text: string) => text.replace(/[0-9]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))
const digits = (number: number) => fc.constantFrom(String(number), fullWidth(String(number)))
const sign = fc.constantFrom('#', '＃', '№', '# ', '＃ ', '##', '﹟', '#\u200e')
const classifier = fc.constantFrom('', '', '', '号', ' 号', '號', '号案件')
const brackets = fc.constantFrom(
  ['', ''],
  ['', ''],
  ['【', '】'],
  ['(', ')'],
  ['（', '）'],
  ['[', ']'],
  ['「', '」'],
  ['“', '”'],
  ['*', '*'],
  ['《 ', ' 》'],
  ['(( ', '))'],
)
const written = (number: number) =>
  fc
    .tuple(brackets, fc.constantFrom('', '', '案件', 'case '), sign, digits(number), classifier)
    .map(([[open, close], word, mark, figures, behind]) => `${open}${word}${mark}${figures}${behind}${close}`)
const gap = fc.constantFrom(' ', '\n', '：', '，', '、', '。', ': ', ' - ', '；', '\u3000', '! ')
const text = fc.constantFrom(
  '已电话联系',
  '您好，已处理。',
  '城管局',
  '重大',
  'called them',
  '10月15日 需勘查',
  '点对点 电话',
  'https://a.example/1',
  '3 人受伤',
  '见 #8 路',
  '5号楼',
  '👍',
)
const name = fc.constantFrom(
  ...PERSONS_COMMANDS.flatMap((type) => [...PERSONS[type].names.en, ...PERSONS[type].names.zh]),
)

/** What it may be: about this number, or asked about; never about none. */
function heeds(message: string, number: number): boolean {
  const read = readCommand(message)
  if (read.kind === 'command' || read.kind === 'query') return read.case === number
  return read.kind === 'each' ? read.cases.includes(number) : read.kind === 'refused'
}

describe('a number at the head or the tail', () => {
  const number = fc.integer({ min: 1, max: 999_999_999 })

  it('is heeded or asked about, whatever stands around it', () => {
    const cases = number.chain((n) => fc.tuple(fc.constant(n), name, gap, written(n), gap, text, fc.boolean()))
    fc.assert(
      fc.property(cases, ([n, called, before, figure, between, said, first]) => {
        const rest = first ? `${figure}${between}${said}` : `${said}${between}${figure}`
        expect(heeds(`/${called}${before}${rest}`, n)).toBe(true)
      }),
      { seed: SEED, numRuns: 5_000 },
    )
  })

  it('is heeded with any text at all behind it', () => {
    fc.assert(
      fc.property(number, fc.string({ unit: 'grapheme', maxLength: 30 }), (n, said) => {
        expect(heeds(`/备注 #${n} ${said}`, n)).toBe(true)
        expect(heeds(`/签收 #${n} ${said}`, n)).toBe(true)
      }),
      { seed: SEED, numRuns: 2_000 },
    )
  })

  it('is heeded alone, after every command', () => {
    fc.assert(
      fc.property(
        number.chain((n) => fc.tuple(fc.constant(n), name, written(n), fc.constantFrom('', '。', '！', '、', '\n'))),
        ([n, called, figure, end]) => {
          expect(heeds(`/${called} ${figure}${end}`, n)).toBe(true)
        },
      ),
      { seed: SEED, numRuns: 2_000 },
    )
  })
})

it('a long text costs no more than its length', () => {
  for (const piece of ['# ', '#1 ', '（', '案件', '5号 ', '、', ' ', '#1、', '@a ', '\u200e#']) {
    const begun = performance.now()
    readCommand(`/备注 ${piece.repeat(200_000)}`)
    readCommand(`/签收 ${piece.repeat(200_000)}`)
    expect(performance.now() - begun, piece).toBeLessThan(2_000)
  }
})
