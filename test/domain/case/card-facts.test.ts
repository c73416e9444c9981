// What a case's card shows.
import { expect, it } from 'vitest'
import { cardFacts } from '../../../src/domain/case/card-facts.ts'
import { Given } from '../../support/given.ts'
import { facts } from '../../support/sample.ts'

const shown = (given: Given) => {
  const { policy, org } = facts('zhou', given.now)
  return cardFacts(given.state, { policy, org, now: given.now }, { purpose: 'api' })
}

it('a dismissed case is nobody’s to answer, and its card says whose it was', () => {
  const assigned = Given.opened().when('zhou', { type: 'assign', department: 'urban', co: ['health'] })
  const claimed = assigned.when('chen', { type: 'claim' })
  const before = shown(claimed)
  expect([before.department, before.co]).toEqual(['城管局', ['卫健委']])
  const after = shown(claimed.when('zhou', { type: 'dismiss', reason: '属邻县管辖' }))
  expect([after.status, after.department, after.co]).toEqual(['dismissed', '城管局', ['卫健委']])
})

it('one that was dismissed before anybody had it was nobody’s', () => {
  expect(shown(Given.opened().when('zhou', { type: 'dismiss', reason: '重复' })).department).toBeNull()
})
