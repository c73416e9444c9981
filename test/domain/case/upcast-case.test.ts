// States that an earlier version stored: what it did not keep begins as it does in a new case. Whole histories: histories.test.ts.
import { expect, it } from 'vitest'
import { upcastCase } from '../../../src/domain/case/upcasting/upcast-case.ts'
import { REGIONS } from '../../../src/domain/commands/index.ts'
import { Given, refusalOf } from '../../support/given.ts'

const handling = () =>
  Given.opened().when('zhou', { type: 'assign', department: '城管', co: [] }).when('chen', { type: 'claim' })

it.each(Object.entries(REGIONS))(
  '%s of a case that was stored without it begins as in a new case',
  (region, { begins }) => {
    const { [region as 'files']: _lost, ...stored } = handling().state
    expect(upcastCase(stored)).toMatchObject({ [region]: begins })
  },
)

it('what is there stays as it is', () => {
  const { state } = handling().when('chen', { type: 'respond', text: '已到场' })
  expect(upcastCase(structuredClone(state))).toEqual(state)
  expect(
    refusalOf(handling().when('chen', { type: 'respond', text: '1' }).try('chen', { type: 'respond', text: '2' }))
      .reason,
  ).toBe('already-asked')
})
