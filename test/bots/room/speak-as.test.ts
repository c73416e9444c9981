// In a drill one speaks as others: the list tells who is what, and where.
import { expect, it } from 'vitest'
import { readInstitution } from '../../../src/db/institution/institution.ts'
import { roomDeps } from '../../../src/desk/channels/room-deps.ts'
import { wordingOf } from '../../../src/wording/index.ts'
import { TestDesk } from '../../support/desk.ts'
import { makeRoom, PEOPLE } from '../../support/room-desk.ts'
import { ORG } from '../../support/sample.ts'

it.each([
  ['zh-CN', '联络员 · 城管局', '分管领导 · 城管局、卫健委', '主要领导、领导小组'],
  ['en', 'contact · 城管局', 'supervising leader · 城管局, 卫健委', 'principal, leading group'],
] as const)('in %s', async (lang, contact, supervisor, principal) => {
  const nobody = { key: 'nobody', name: '无名', roles: [], ids: {} }
  const test = await TestDesk.open({ org: { ...ORG, people: [...ORG.people, nobody] } })
  const institution = await readInstitution(test.database.db)
  if (institution === null) throw new Error('no institution')
  const wording = wordingOf(lang, 'Asia/Shanghai')
  const people = await roomDeps({ ...test.desk, wording }, institution, 'Asia/Shanghai').people()
  const titles = Object.fromEntries(people.map(({ key, title }) => [key, title]))
  expect(titles).toMatchObject({ chen: contact, zhao: supervisor, gao: principal, nobody: '' })
  await test.close()
})

it.each([
  ['zh-CN', '王值班（值班员）'],
  ['en', '王值班 (值班员)'],
] as const)('as an option in %s', async (lang, label) => {
  const people = PEOPLE.map((person) => ({ ...person, title: person.key === 'wang' ? '值班员' : '' }))
  const drill = await makeRoom({ deps: { drill: true, lang, people: async () => people } })
  const { body } = await drill.app.inject('/room?as=lin')
  expect(body).toContain(`<option value="wang">${label}</option>`)
  expect(body).toContain('<option value="li">李信息</option>')
  await drill.stop()
})
