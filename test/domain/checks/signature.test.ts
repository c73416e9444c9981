// Who answers and where to call; a mobile is refused, an office's number is what is wanted.
import { expect, it, test } from 'vitest'
import { found } from '../../support/checking.ts'

const whys = (text: string, facts = {}) => found('signature', text, facts).map(({ why }) => why)

test.each([
  '已清理。城管局，电话：0571-88881234',
  '已清理。城管局 0571 8888 1234',
  '已清理。城管（０５７１）８８８８１２３４',
  '已清理。城管局 办公电话 88881234',
  '请致电12345或我局（城管局）。',
  '城管局，电话010-62281234转801',
  '城管局，热线400-820-8820',
  '城管局 96345 热线',
])('has both: %s', (text) => {
  expect(whys(text)).toEqual([])
})

test.each([
  ['已清理，城管局。', ['no-phone']],
  ['已清理，电话0571-88881234。', ['no-unit']],
  ['已清理12345立方米。', ['no-unit', 'no-phone']],
  ['城管局办结编号20261129001', ['no-phone']],
  ['城管局，2026年11月29日', ['no-phone']],
])('lacks something: %s', (text, expected) => {
  expect(whys(text)).toEqual(expected)
})

it('asks for no number where more is to come, and for no name where none is known', () => {
  expect(whys('城管局：已清理。', { kind: 'first-response' })).toEqual([])
  expect(whys('已清理。', { units: [], kind: 'interim' })).toEqual([])
})

it('is found in traditional characters, and names the unit', () => {
  expect(whys('衛健委 電話：0571-88881234', { units: ['卫健委'] })).toEqual([])
  expect(found('signature', '电话0571-88881234')).toMatchObject([{ right: '城管局', offset: 15, length: 0 }])
})

test.each([
  ['城管局，联系人手机13812345678', ['phone']],
  ['身份证11010519491231002X', ['id-card']],
  ['来信请寄 zhang@example.com', ['email']],
  ['城管局，电话0571-88881234', []],
])('personal data: %s', (text, expected) => {
  expect(found('personal-data', text).map(({ why }) => why)).toEqual(expected)
})
