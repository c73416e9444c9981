// What the public asks is listed, short and masked, and ticked where the answer shares its words or its number.
import { describe, expect, it, test } from 'vitest'
import { claimsIn, MOST_CLAIMS } from '../../../src/domain/checks/claims.ts'
import { found } from '../../support/checking.ts'

const texts = (post: string) => claimsIn([post], '').map(({ text }) => text)
const met = (post: string, answer: string) => claimsIn([post], answer).map((claim) => claim.met)

describe('what is asked', () => {
  test.each([
    ['a question mark', '幼儿园门口积水多久能修好？天气不错。', ['幼儿园门口积水多久能修好']],
    ['a word that asks', '路灯何时修复\n大家晚上看不见路', ['路灯何时修复']],
    ['a demand', '希望城管局清理占道的摊位。', ['希望城管局清理占道的摊位']],
    ['an accusation', '物业乱收费。小区绿化很好。', ['物业乱收费']],
    ['traditional characters', '路燈何時修復？', ['路燈何時修復']],
    ['one sentence twice', '何时退款？何时退款？', ['何时退款']],
    ['nothing', '今天天气很好，风景优美。', []],
    ['what whoever forwards it says to the desk', '这条请关注', []],
    ['a link alone', 'https://weibo.com/1234567890/Nabc?a=b', []],
  ])('is found by %s', (_by, post, expected) => {
    expect(texts(post)).toEqual(expected)
  })

  it('is short, masked, and not without end', () => {
    expect(texts('请给13812345678回电话说明收费依据？')).toEqual(['请给138****5678回电话说明收费依据'])
    const [long] = texts(`${'这条街的情况是这样的，'.repeat(20)}请问路灯何时修复？`)
    expect(long!.length).toBeLessThanOrEqual(40)
    expect(long).toContain('路灯')
    const many = Array.from({ length: 50 }, (_, index) => `第${index}栋何时供暖？`).join('')
    expect(texts(many)).toHaveLength(MOST_CLAIMS)
  })
})

describe('what is answered', () => {
  test.each([
    ['by the same words', '积水何时排干？', '经查，门口积水已于27日排干。', ['words']],
    ['in the other script', '積水何時排乾？', '门口积水已于27日排干。', ['words']],
    [
      'by what is wrong, in a long sentence',
      '家长反映幼儿园门口积水，孩子要蹚水进园，老人推着车过不去。',
      '积水已于27日疏通。',
      ['words'],
    ],
    ['not by other words', '积水何时排干？', '我局已安排路灯检修。', [null]],
    ['not by saying that it was received', '积水何时排干？', '您反映的积水何时排干的问题已收悉。', [null]],
    [
      'by the number that the post gives it',
      '1、谁批准的施工？\n2、噪声怎么管？',
      '1、许可证由住建局核发。\n2、夜间已停工。',
      ['number', 'number'],
    ],
    [
      'by as many points',
      '谁批准的施工？噪声怎么管？',
      '一、许可证由住建局核发。\n二、夜间已停工。',
      ['number', 'number'],
    ],
    [
      'not by fewer points',
      '谁批准的？噪声怎么管？路何时通？',
      '一、许可证由住建局核发。\n二、夜间已停工。',
      [null, null, null],
    ],
  ])('is ticked %s', (_how, post, answer, expected) => {
    expect(met(post, answer)).toEqual(expected)
  })

  it('may be explained by number in the note to the approver', () => {
    expect(claimsIn(['何时退费？谁来负责？'], '路灯已修好。', [2]).map((claim) => claim.met)).toEqual([null, 'note'])
  })
})

it('warns of what is not taken up, at the end of the text, and only in a reply', () => {
  const posted = ['何时退费？路灯为什么不亮？']
  const text = '路灯已于27日修复。'
  expect(found('claims', text, { posted })).toEqual([
    { check: 'claims', severity: 'warn', why: 'unanswered', claim: 1, offset: text.length, length: 0, excerpt: '' },
  ])
  expect(found('claims', text, { posted, kind: 'first-response' })).toEqual([])
})
