// Org files: the sample and the documented shape are read; wrong ones are refused at their place, with what is right.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOrg } from '../../../src/domain/org/org-file.ts'
import { orgGaps } from '../../../src/domain/org/org-gaps.ts'
import { problemLine } from '../../../src/wording/mistakes/index.ts'
import { edited, GOOD, NONE, WRONG } from './wrong-orgs.ts'

const SAMPLE = readFileSync(new URL('../../../docs/sample-org.yaml', import.meta.url), 'utf8')

function told(text: string): string[] {
  const read = readOrg(text, 'org.yaml')
  return read.ok ? [] : read.problems.map((each) => problemLine(each, 'en').replace('org.yaml:', ''))
}

const placeAfter = (text: string): string => {
  const lines = text.split('\n')
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`
}

describe('a good file', () => {
  it('is read, with what may be left out', () => {
    expect(readOrg(GOOD, 'org.yaml')).toMatchObject({
      ok: true,
      org: {
        departments: [
          { key: 'urban', aliases: ['城管', '执法局'], room: 'urban', contact: 'chen', head: 'lin', supervisor: null },
          { key: 'housing', aliases: ['住建'], room: null, contact: null, head: null, supervisor: null },
        ],
        people: [
          { ids: { feishu: 'ou_1', room: 'chen' } },
          { key: 'lin', ids: { room: 'lin' } },
          { roles: ['duty-officer'] },
        ],
        rooms: [
          { key: 'duty', purpose: 'duty', channel: 'room', id: 'duty' },
          { key: 'urban', purpose: 'department', channel: 'feishu', id: 'oc_1' },
        ],
      },
    })
  })

  it('is the sample, in which every reminder finds somebody', () => {
    const read = readOrg(SAMPLE, 'sample-org.yaml')
    expect(read).toMatchObject({ ok: true })
    if (read.ok) expect(orgGaps(read.org)).toEqual([])
  })

  it('is the shape that the interface documents', () => {
    const read = readOrg(
      `departments:
  - { key: urban, name: 城管局, aliases: [城管, 执法局], room: urban, contact: chen, head: lin, supervisor: zhao }
people:
  - { key: chen, name: 联络员（城管）, roles: [contact], ids: { feishu: ou_xxx, room: chen } }
  - { key: lin, name: 林峰 }
  - { key: zhao, name: 赵建国 }
rooms:
  - { key: duty, purpose: duty, name: 值班群, channel: room }
  - { key: urban, purpose: department, name: 城管局工作群, channel: room }
  - { key: leaders, purpose: leaders, name: 领导群, channel: feishu, id: oc_xxx }
`,
      'org.yaml',
    )
    expect(read).toMatchObject({
      ok: true,
      org: {
        people: [{ ids: { feishu: 'ou_xxx', room: 'chen' } }, {}, {}],
        rooms: [{ id: 'duty' }, { id: 'urban' }, { channel: 'feishu', id: 'oc_xxx' }],
      },
    })
  })

  it.each([
    ['with nobody yet', 'departments: []\npeople: []\nrooms: []\n'],
    ['with empty references', edited('contact: chen, head: lin', 'contact: , head: ')],
    ['with a department called twice the same', edited('[住建]', '[住建局, housing, 住建]')],
    ['with two people of one name', edited('name: 林峰', 'name: 陈宇')],
    ['with one account in two channels', edited('room: chen }', 'room: ou_1 }')],
  ])('may be one %s', (_, text) => {
    expect(told(text)).toEqual([])
  })
})

describe('a wrong file', () => {
  it.each(WRONG)('with %j as %j', (find, replacement, ...said) => {
    const marked = edited(find, replacement)
    const places = marked
      .split('‸')
      .slice(0, -1)
      .map((_, index, parts) => placeAfter(parts.slice(0, index + 1).join('')))
    expect(told(marked.replaceAll('‸', '')).slice(0, said.length)).toEqual(
      said.map((each, index) => `${places[index]} ${each}`),
    )
  })

  it.each(NONE)('that is none: %j', (text, said) => {
    expect(told(text)).toEqual([said])
  })

  it('never makes the reader throw', () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.nat(9),
      fc.constantFrom('{', ']', ':', '- ', '\n', '\t', '*a', '&a ', '"', '~', ''),
    )
    fc.assert(
      fc.property(fc.constantFrom(GOOD, SAMPLE), fc.array(edit, { minLength: 1, maxLength: 4 }), (source, edits) => {
        const text = edits.reduce((so, [at, cut, put]) => {
          const from = at % (so.length + 1)
          return so.slice(0, from) + put + so.slice(from + cut)
        }, source)
        for (const each of told(text)) expect(each).not.toMatch(/undefined|\{key\}|Invalid/)
      }),
    )
  })
})

it('the example of docs/org-file.md is right', () => {
  const paper = readFileSync(new URL('../../../docs/org-file.md', import.meta.url), 'utf8')
  expect(told(/```yaml\n([\s\S]*?)```/.exec(paper)?.[1] ?? '')).toEqual([])
})
