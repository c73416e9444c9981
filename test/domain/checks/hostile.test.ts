// Whatever the text holds: a place is within it and the excerpt is what stands there; nothing throws; the work is linear.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkStatement, claimsIn } from '../../../src/domain/checks/index.ts'
import { CHECKS } from '../../../src/domain/policy/policy.ts'
import { FACTS } from '../../support/checking.ts'
import { growthTenfold } from '../../support/growth.ts'

const pieces = fc.constantFrom(
  ...[
    '高度重视',
    '請耐心等待',
    '正在处理',
    '已清理3处',
    '经我局核实',
    '11月29日',
    '2月30日',
    '（星期一）',
    '将于',
    '答复',
  ],
  ...[
    '系因',
    '由于',
    '造成',
    '违规',
    '无理取闹',
    '截止',
    '截止目前',
    '己经',
    '的的',
    '，，',
    '。。。',
    '“',
    '”',
    '「',
    '」',
    '《',
    '》',
  ],
  ...[
    '(',
    ')',
    '（',
    '）',
    '"',
    '‘',
    '’',
    '„',
    ',',
    '.',
    '?',
    '\n',
    ' ',
    '\u3000',
    '电话',
    '0571-88881234',
    '13812345678',
    '１２',
    '\0',
  ],
  ...[
    '𠮷',
    '𪚥',
    '😀',
    '👨‍👩‍👧',
    'e\u0301',
    '\u202E',
    '\uD800',
    '\uDC00',
    '城管局',
    '为什么',
    '？',
    'https://a.example/x?y=1',
    'a@b.com',
  ],
)
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

describe('any text', () => {
  it('has its findings within it, and says what stands there', () => {
    fc.assert(
      fc.property(texts, texts, (text, posted) => {
        const findings = checkStatement(text, { ...FACTS, posted: [posted] })
        for (const { offset, length, excerpt, check } of findings) {
          expect(CHECKS).toContain(check)
          expect(offset).toBeGreaterThanOrEqual(0)
          expect(offset + length).toBeLessThanOrEqual(text.length)
          expect(excerpt).toBe(text.slice(offset, offset + length))
        }
        for (const claim of claimsIn([posted], text)) expect(claim.text.length).toBeLessThanOrEqual(200)
      }),
      { numRuns: 1500, seed: 20261129 },
    )
  })

  it('reads the same in traditional characters', () => {
    const pairs: [string, string][] = [
      ['我们高度重视，请耐心等待。', '我們高度重視，請耐心等待。'],
      ['该帖属谣言，责任在对方。', '該帖屬謠言，責任在對方。'],
      ['我局将于11月27日前完成更换。', '我局將於11月27日前完成更換。'],
    ]
    for (const [simple, traditional] of pairs) {
      const places = (text: string) =>
        checkStatement(text, FACTS).map(({ offset, length, why }) => [offset, length, why])
      expect(places(traditional)).toEqual(places(simple))
    }
  })
})

// Within one run: ten times the text may cost some times ten, never the hundred of what is quadratic.
describe('a hostile text ten times as long costs about ten times as much', () => {
  const runs = [
    '“',
    '”',
    '„“',
    '（',
    '）',
    '"',
    ' ',
    '\n',
    '1',
    '1 ',
    '11月',
    '2026年',
    '您反映',
    '由于',
    '因',
    '经',
    '已',
    '正在',
    '高度',
    '将',
    '在',
    '，',
    '。',
    '请',
    '何时',
    '一、',
    '🙂',
    '系',
    'a',
    '、',
    '由于造',
    '于',
    '有关部门',
    '不',
  ]
  test.each(runs.map((unit) => [unit]))('%j', (unit) => {
    const of = (length: number) => unit.repeat(Math.ceil(length / unit.length))
    const check = (length: number) => checkStatement(of(length), { ...FACTS, posted: [of(length)] })
    expect(growthTenfold(check, 3_000)).toBeLessThan(60)
  })
})
