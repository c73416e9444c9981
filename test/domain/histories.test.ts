// What is on record keeps its meaning: histories made by earlier versions are folded to states that say the same.
import { describe, expect, it } from 'vitest'
import { differences } from '../support/histories/compare.ts'
import { type History, readHistories, surroundingsOf } from '../support/histories/file.ts'
import { keptHistories } from '../support/histories/fixtures.ts'
import type { Row } from '../support/histories/rows.ts'
import { saidOf, stateOf, statusOf, storedState } from '../support/histories/says.ts'

it('there are histories, among them rows that lack what was not kept once', () => {
  expect(keptHistories).not.toEqual([])
  const all = keptHistories.map(readHistories)
  const states = all.flatMap(({ cases }) => cases.map(({ rows }) => rows.cases[0]?.state as Row))
  const without = (field: string) => states.filter((state) => !(field in state)).length
  const posts = states.flatMap(({ posts: of }) => of as Row[])
  const policies = all.flatMap(({ common }) => common.rows.policies.map(({ body }) => body as Row))
  const unwatched = ({ status, clocks }: Row) =>
    status === 'watching' && (clocks as Row[]).every(({ kind }) => kind !== 'watch')
  expect(['files', 'reopenedAt', 'changedAt'].filter((field) => without(field) === 0)).toEqual([])
  expect(posts.filter((post) => !('by' in post))).not.toEqual([])
  expect(policies.filter((policy) => !('watch' in policy))).not.toEqual([])
  expect(states.filter(unwatched)).not.toEqual([])
})

describe.each(keptHistories)('%s', (path) => {
  const { common, cases } = readHistories(path)
  const rowOf = ({ rows }: History): Row => {
    const [row] = rows.cases
    if (row === undefined) throw new Error('a history without its case')
    return row
  }
  const said = (history: History, state: ReturnType<typeof stateOf>) =>
    saidOf(state, surroundingsOf(common, Number(rowOf(history).policy_id)))

  it('holds more than two hundred cases, in every status', () => {
    expect(cases.length).toBeGreaterThanOrEqual(200)
    const statuses = new Set(cases.map((each) => statusOf(storedState(rowOf(each)))))
    expect([...statuses].sort()).toEqual([
      'approved', 'closed', 'dismissed', 'handling', 'reviewing', 'triage', 'waiting', 'watching',
    ]) // biome-ignore format: one line reads better
  })

  it('its events make states that say what was said of them', () => {
    const wrong = cases.flatMap((each) => differences(each.number, each.said, said(each, stateOf(each.rows.events))))
    expect(wrong).toEqual([])
  })

  it('its stored states say the same', () => {
    const wrong = cases.flatMap((each) => differences(each.number, each.said, said(each, storedState(rowOf(each)))))
    expect(wrong).toEqual([])
  })

  // What is not noticed here could be lost in silence by whoever changes how events are read.
  describe('would notice', () => {
    const published = cases.find(({ rows }) => rows.events.some(({ type }) => type === 'published'))
    if (published === undefined) throw new Error('nothing was published')
    const { number } = published
    const folded = (change: (event: Row) => Row | null) => {
      const events = published.rows.events.map(change).filter((event) => event !== null)
      return differences(number, published.said, said(published, stateOf(events)))
    }
    const of = (type: string, data: Row) => (event: Row) =>
      event.type === type ? { ...event, data: { ...(event.data as Row), ...data } } : event

    it.each([
      ['another department', of('assigned', { lead: 'nowhere' })],
      ['a clock that is met otherwise', (event: Row) => (event.type === 'clock-met' ? null : event)],
      ['an event by somebody else', (event: Row) => (event.type === 'claimed' ? { ...event, actor: 'gao' } : event)],
      ['an event at another time', (event: Row) => ({ ...event, at: String(event.at).replace('2026', '2025') })],
    ])('%s', (_what, change) => {
      expect(folded((event) => event)).toEqual([])
      expect(folded(change)).not.toEqual([])
    })

    it('a field of a stored state that is another', () => {
      const state = storedState({ ...rowOf(published), state: { ...(rowOf(published).state as Row), sightings: 99 } })
      expect(differences(number, published.said, said(published, state))).not.toEqual([])
    })
  })
})
