// Who answers, and where to call: the unit's name, and its office phone.
import type { Check, Spot } from './check.ts'
import { fold } from './reading.ts'

export const signature: Check = ({ text, folded }, { units, kind }) => {
  const missing = (why: Spot['why'], right?: string): Spot => ({
    offset: text.length,
    length: 0,
    why,
    ...(right === undefined ? {} : { right }),
  })
  const [unit] = units
  const named = unit === undefined || units.some((each) => each !== '' && folded.includes(fold(each)))
  // What is only said meanwhile need not name whom to call.
  const called = kind === 'first-response' || kind === 'interim' || OFFICE_PHONE.test(folded)
  return [...(named ? [] : [missing('no-unit', unit)]), ...(called ? [] : [missing('no-phone')])]
}

// With an area code; named as a telephone; 400 and 800; hotlines of five digits (12345, 95588, 96xxx) named as such.
const OFFICE_PHONE =
  /(?<!\d)0\d{2,3}\s?[-－—–‐)） ]?\s?[2-8]\d{2,3}[-－—– ]?\d{4}(?!\d)|(?:电话|热线|致电|拨打|座机|联系方式|tel|phone)[^\d。；！？\n]{0,14}(?:[2-8]\d{2,3}[-－—– ]?\d{4}|(?:12|95|96)\d{3,4}|[48]00[-－—– ]?\d{3,4}[-－—– ]?\d{3,4})(?!\d)|(?<!\d)[48]00[-－—– ]\d{3,4}[-－—– ]?\d{3,4}(?!\d)|(?<!\d)(?:12\d{3}|9[56]\d{3})(?:\s?(?:热线|服务热线|便民热线|政务服务))/iu
