// The papers keep up with the code: what may be configured and typed is named where people look for it.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ENVIRONMENT_NAMES } from '../src/config.ts'
import { OPENING, PERSONS } from '../src/domain/commands/index.ts'
import { QUESTIONS } from '../src/domain/input/questions.ts'

const READMES = ['README.md', 'README.zh-CN.md']
const PAPERS = [
  ...READMES,
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'docs/chat.md',
  'docs/policies.md',
  'docs/org-file.md',
  'docs/feishu.md',
  'docs/feishu.zh-CN.md',
  'docs/day/README.md',
]
const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

describe.each(READMES)('%s', (path) => {
  it('names every variable of the configuration', () => {
    expect(ENVIRONMENT_NAMES.filter((name) => !read(path).includes(`\`${name}\``))).toEqual([])
  })
})

it('the page about the chat has every name of every command and question', () => {
  const names = [OPENING, ...Object.values(PERSONS), ...Object.values(QUESTIONS)].flatMap(({ names: { en, zh } }) => [
    ...en,
    ...zh,
  ])
  // Whole: `/level` does not stand in `/levels`.
  const taught = new Set([...read('docs/chat.md').matchAll(/\/([\p{L}-]+)/gu)].map(([, name]) => name))
  expect(names.filter((name) => !taught.has(name))).toEqual([])
})

it('the tables about the chat have a row for every command and question, in both halves, and none for what there is not', () => {
  const list = { open: OPENING, ...PERSONS, ...QUESTIONS }
  // The first name in a row's first cell; `publish` has a row for each of its forms, `duty` and `bind` for what they set.
  const rows = [...read('docs/chat.md').matchAll(/^\| `\/([\p{L}-]+)[^|]*\|(?=.*\|\s*$)/gmu)].map(
    ([, name = '']) => name,
  )
  const named = (name: string) =>
    Object.entries(list).find(([, { names }]) => Object.values(names).flat().includes(name))
  expect(rows.filter((name) => named(name) === undefined)).toEqual([])
  for (const [type, { names }] of Object.entries(list)) {
    expect(rows, type).toContain(names.zh[0])
    expect(rows, type).toContain(names.en[0])
  }
})

it('no name that can be typed means two things', () => {
  const names = [OPENING, ...Object.values(PERSONS), ...Object.values(QUESTIONS)].flatMap(({ names: { en, zh } }) => [
    ...en,
    ...zh,
  ])
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([])
})

it.each(PAPERS)('%s leads to files that are there', (path) => {
  const links = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to.replace(/#.*$/, ''))
  const files = links.filter((to) => to !== '' && !/^[a-z]+:/.test(to)).map((to) => join(dirname(path), to))
  expect(files.filter((file) => !existsSync(new URL(`../${file}`, import.meta.url)))).toEqual([])
})
