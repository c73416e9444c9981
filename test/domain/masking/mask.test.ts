// Personal data in captured text is masked, in the many ways in which people write it.

import { describe, expect, it, test } from 'vitest'
import { hasPersonalData, mask, type PersonalKind } from '../../../src/domain/masking/mask.ts'

const kinds = (text: string): PersonalKind[] => mask(text).found.map(({ kind }) => kind)

describe('a mobile number is masked', () => {
  test.each([
    ['alone', '13812345678', '138****5678'],
    ['glued to Chinese', '请打13812345678找我', '请打138****5678找我'],
    ['with spaces', '138 1234 5678', '138****5678'],
    ['with dashes', '138-1234-5678', '138****5678'],
    ['with a long dash', '138—1234—5678', '138****5678'],
    ['with middle dots', '138·1234·5678', '138****5678'],
    ['with full stops', '138.1234.5678', '138****5678'],
    ['with no-break spaces', '138\u00a01234\u00a05678', '138****5678'],
    ['with the ideographic space', '138　1234　5678', '138****5678'],
    ['in two halves', '1381234 5678', '138****5678'],
    ['3 and 8', '138 12345678', '138****5678'],
    ['in pairs', '138 12 34 56 78', '138****5678'],
    ['every digit apart', '1 3 8 1 2 3 4 5 6 7 8', '138****5678'],
    ['every digit dashed', '1-3-8-1-2-3-4-5-6-7-8', '138****5678'],
    ['with the country code', '+8613812345678', '+86138****5678'],
    ['with the country code apart', '+86 138 1234 5678', '+86 138****5678'],
    ['with 0086', '0086-138-1234-5678', '0086-138****5678'],
    ['with the country code in brackets', '(+86)13812345678', '(+86)138****5678'],
    ['with a trunk 0', '013812345678', '0138****5678'],
    ['full-width', '１３８１２３４５６７８', '138****5678'],
    ['full-width with full-width dashes', '１３８－１２３４－５６７８', '138****5678'],
    ['in mathematical digits', '𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖', '138****5678'],
    ['in keycap emoji', '1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣', '138****5678'],
    ['with zero-width spaces', '138\u200b1234\u200b5678', '138****5678'],
    ['with soft hyphens', '138\u00ad1234\u00ad5678', '138****5678'],
    ['in Chinese numerals', '一三八一二三四五六七八', '138****5678'],
    ['in Chinese numerals of radio speech', '幺三八幺二三四五六拐八'.replace('拐', '七'), '138****5678'],
    ['in capital numerals', '壹叁捌壹贰叁肆伍陆柒捌', '138****5678'],
    ['in numerals apart', '一三八 一二三四 五六七八', '138****5678'],
    ['in digits and numerals mixed', '138一二三四5678', '138****5678'],
    ['in circled digits', '①③⑧①②③④⑤⑥⑦⑧', '138****5678'],
    ['with 〇', '一五〇一二三四五六七八', '150****5678'],
    ['labelled in Latin letters', 'tel13812345678', 'tel138****5678'],
    ['labelled as a WeChat account', 'wx13812345678', 'wx138****5678'],
    ['labelled behind', '13812345678vx同号', '138****5678vx同号'],
    ['as tel:', 'tel:13812345678', 'tel:138****5678'],
    ['as tel://', 'tel://13812345678', 'tel://138****5678'],
    ['bold in markdown', '**13812345678**', '**138****5678**'],
    ['in an odd grouping, where it is named', '手机：13 8123 45678', '手机：138****5678'],
    ['that a word before names, for all the 号', '联系电话号码为：13812345678', '联系电话号码为：138****5678'],
    ['named as a WeChat ID', '微信ID：13812345678', '微信ID：138****5678'],
    ['first of a list', '1.13812345678\n2.13912345678', '1.138****5678\n2.139****5678'],
    ['beside another', '13812345678 13912345678', '138****5678 139****5678'],
    ['after a slash', '13812345678/13912345678', '138****5678/139****5678'],
    ['after a comma', '13812345678、13912345678，', '138****5678、139****5678，'],
    ['of a new range', '19912345678和16612345678', '199****5678和166****5678'],
    ['glued to one in numerals', '13812345678一三九一二三四五六七八', '138****5678 139****5678'],
    ['after an amount', '欠款2000元，13812345678', '欠款2000元，138****5678'],
  ])('%s', (_, text, masked) => {
    expect(mask(text).text).toBe(masked)
    expect(new Set(kinds(text))).toEqual(new Set(['phone']))
  })
})

describe('a landline with its area code is masked', () => {
  test.each([
    ['0571-88888888', '0571-****8888'],
    ['0571-8888 8888', '0571-****8888'],
    ['0571 8888 8888', '0571 ****8888'],
    ['(0571)88888888', '(0571)****8888'],
    ['（0571）8888-8888', '（0571）****8888'],
    ['057188888888', '0571****8888'],
    ['010-62345678', '010-****5678'],
    ['01062345678', '010****5678'],
    ['0912-3456789', '0912-****6789'],
    ['+86-571-88888888', '+86-571-****8888'],
    ['+86 (10) 6234 5678', '+86 (10)****5678'],
    ['座机0571-88888888转801', '座机0571-****8888转801'],
    ['０５７１－８８８８８８８８', '0571-****8888'],
  ])('%s', (text, masked) => {
    expect(mask(text).text).toBe(masked)
    expect(kinds(text)).toEqual(['phone'])
  })
})

describe('an ID card is masked', () => {
  test.each([
    ['with X', '身份证11010519491231002X', '身份证110*************2X'],
    ['with a small x', '11010519491231002x。', '110*************2X。'],
    ['with ×', '11010519491231002×', '110*************2X'],
    ['with a full-width X', '１１０１０５１９４９１２３１００２Ｘ', '110*************2X'],
    ['apart', '110105 19491231 002X', '110*************2X'],
    ['every digit apart', '1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X', '110*************2X'],
    ['in fours', '1101 0519 4912 3100 2X', '110*************2X'],
    ['all digits', '440308199901101512', '440*************12'],
    ['with a slip in the last digit', '440308199901101513', '440*************13'],
    ['old', '110105491231002', '110**********02'],
    ['old and apart', '110105 491231 002', '110**********02'],
    [
      'named, with an impossible date but the right checksum',
      '身份证号：110105194902310026',
      '身份证号：110*************26',
    ],
  ])('%s', (_, text, masked) => {
    expect(mask(text).text).toBe(masked)
    expect(kinds(text)).toEqual(['id-card'])
  })
})

describe('a bank card is masked', () => {
  test.each([
    ['UnionPay of 19', '6222021234567890128', '6222********0128'],
    ['UnionPay of 16', '6225880123456783', '6225********6783'],
    ['in fours', '6225 8801 2345 6783', '6225********6783'],
    ['dashed', '6225-8801-2345-6783', '6225********6783'],
    ['in fours and three', '6222 0212 3456 7890 128', '6222********0128'],
    ['with the issuer apart', '622202 1234567890128', '6222********0128'],
    ['full-width', '６２２５８８０１２３４５６７８３', '6225********6783'],
    ['Visa', '4111 1111 1111 1111', '4111********1111'],
    ['Visa of 13', '4222222222222', '4222********2222'],
    ['MasterCard', '5555555555554444', '5555********4444'],
    ['American Express', '3782 822463 10005', '3782********0005'],
    ['Diners', '30569309025904', '3056********5904'],
    ['JCB', '3530111333300000', '3530********0000'],
    ['named, though a digit is wrong', '卡号：6225880123456784', '卡号：6225********6784'],
  ])('%s', (_, text, masked) => {
    expect(mask(text).text).toBe(masked)
    expect(kinds(text)).toEqual(['bank-card'])
  })
})

describe('an e-mail address is masked', () => {
  test.each([
    ['zhang.san@example.com', 'z***@example.com'],
    ['邮箱zhang@163.com谢谢', '邮箱z***@163.com谢谢'],
    ['ｚｈａｎｇ＠１６３．ｃｏｍ', 'z***@163.com'],
    ['zhang＠163.com', 'z***@163.com'],
    ['zhang(at)163.com', 'z***(at)163.com'],
    ['zhang [at] 163 [dot] com', 'z*** [at] 163 [dot] com'],
    ['zhang（at）163.com', 'z***（at）163.com'],
    ['zhang艾特163.com', 'z***艾特163.com'],
    ['zhang @ 163.com', 'z*** @ 163.com'],
    ['mailto:zhang@163.com', 'mailto:z***@163.com'],
    ['12345678@qq.com', '1***@qq.com'],
    ['13812345678@139.com', '1***@139.com'],
    ['a@b.cn', '***@b.cn'],
    ['first.last+tag@mail.example.com.cn.', 'f***@mail.example.com.cn.'],
    ['<zhang@163.com>;<li@qq.com>', '<z***@163.com>;<l***@qq.com>'],
    ['zhang@163.com/李四', 'z***@163.com/李四'],
  ])('%s', (text, masked) => {
    expect(mask(text).text).toBe(masked)
    expect(new Set(kinds(text))).toEqual(new Set(['email']))
  })
})

describe('what was found', () => {
  it('is told by kind and place, in the order of the text', () => {
    const text = '王某13812345678，身份证11010519491231002X，zhang@163.com，卡6225880123456783'
    const { found } = mask(text)
    expect(found.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ['phone', '13812345678'],
      ['id-card', '11010519491231002X'],
      ['email', 'zhang@163.com'],
      ['bank-card', '6225880123456783'],
    ])
  })

  it('is the same for a draft, but for an office’s landline', () => {
    expect(hasPersonalData('如有疑问请致电 0571-8888 8888，或 12345。')).toEqual([])
    expect(hasPersonalData('请联系 13812345678')).toEqual([{ kind: 'phone', start: 4, end: 15 }])
    expect(hasPersonalData('您好，您反映的路灯问题已于10月9日修复。')).toEqual([])
  })

  it('leaves nothing out between lines of a whole notice', () => {
    const text = '联系人：李四\n电话：138-1234-5678\n邮箱：li.si@example.com\n地址：文一路1号\n时间：2026-10-09 09:20'
    expect(mask(text).text).toBe(
      '联系人：李四\n电话：138****5678\n邮箱：l***@example.com\n地址：文一路1号\n时间：2026-10-09 09:20',
    )
  })
})
