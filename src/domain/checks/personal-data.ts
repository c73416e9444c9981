// What is nobody's business: mobiles, ID and bank cards, e-mail addresses. An office's landline is none.
import { hasPersonalData } from '../masking/mask.ts'
import type { Check } from './check.ts'

export const personalData: Check = ({ text }) =>
  hasPersonalData(text).map(({ kind, start, end }) => ({ offset: start, length: end - start, why: kind }))
