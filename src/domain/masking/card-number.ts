// Which digits are an ID card or a bank card.

import type { Run } from './digit-groups.ts'
import { contextOf, isInWord } from './number-context.ts'

/**
 * `330*************34`: the province, and enough to compare with a document in hand. As long as the number, so that an
 * old one of 15 digits is still told from one of 18.
 */
export function idCardMask(run: Run): string | null {
  const { digits } = run
  if (!PROVINCES.test(digits) || isInWord(run)) return null
  if (digits.length !== 18 && digits.length !== 15) return null
  const context = contextOf(run, ID_NAMED, AGAINST)
  const sure = digits.length === 18 ? isIdCard(run, context === 'for') : isOldIdCard(run, context === 'for')
  if (sure === 'no' || (sure === 'likely' && context === 'against')) return null
  return `${digits.slice(0, 3)}${'*'.repeat(digits.length - 5)}${digits.slice(-2)}`
}

/** `6222********1234`: the issuer, and the digits that bank and owner name it by. */
export function bankCardMask(run: Run): string | null {
  const { digits, shape } = run
  if (!CARD.test(digits) || isInWord(run)) return null
  const context = contextOf(run, CARD_NAMED, AGAINST)
  if (context === 'against') return null
  if (context === 'neither' && (!CARD_SHAPE.test(shape) || !passesLuhn(digits))) return null
  return `${digits.slice(0, 4)}********${digits.slice(-4)}`
}

type Certainty = 'yes' | 'likely' | 'no'

const PROVINCES = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/
const ID_NAMED = /身份证|身份|证件|idcard|id card|identity|\bid\b|sfz/gi
const AGAINST =
  /订单号?|单号|编号|流水号?|案号|文号|批号|条码|信用代码|序列号|order|invoice|isbn|\b[ump]?id\b|编码|帖子|微博/gi
const CARD_NAMED = /银行卡|储蓄卡|信用卡|借记卡|工资卡|卡号|账号|帐号|账户|帐户|bank card|card/gi

// UnionPay; old debit cards; Visa; MasterCard and Maestro; American Express; Diners; JCB.
const CARD =
  /^(?:62\d{14,17}|60\d{14,17}|9558\d{15}|4\d{12}(?:\d{3})?|5[1-9]\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14})$/
const CARD_SHAPE = /^(?:\d\d|singles|4-4-4-[1-4]|4-4-4-4-[1-3]|4-6-[45]|6-\d\d?|4-\d\d|8-8)$/

function isIdCard({ digits, shape }: Run, named: boolean): Certainty {
  const dated = isDate(digits.slice(6, 14))
  if (passesChecksum(digits)) return dated || named ? 'yes' : 'no'
  return dated && (named || shape === '18' || shape === '17' || shape === '6-8-4') ? 'likely' : 'no'
}

function isOldIdCard({ digits, shape }: Run, named: boolean): Certainty {
  return isDate(`19${digits.slice(6, 12)}`) && (named || shape === '15' || shape === '6-6-3') ? 'likely' : 'no'
}

function isDate(digits: string): boolean {
  const year = Number(digits.slice(0, 4))
  const month = Number(digits.slice(4, 6))
  const day = Number(digits.slice(6, 8))
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1) return false
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= days
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: the eighteenth character follows from the others. */
function passesChecksum(digits: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits.charAt(i)), 0)
  return '10X98765432'.charAt(sum % 11) === digits.charAt(17)
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - i))
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
