// The papers that are there in both languages say the same: as many headings, the same commands and samples, the same tables.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const folder = new URL('../docs/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
/** What an operator needs; the platforms' own pages follow each platform's console in its language. */
const PAPERS = ['org-file', 'policies', 'operations', 'monitoring', 'backup', 'channels']

/** Levels of the headings, in order. */
const headings = (text: string) => [...withoutCode(text).matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length)

/** What stands between fences, without what is said to people: comments, and texts in Chinese. */
const code = (text: string) =>
  [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.replace(/(^|\s)#(?!\d).*$/u, '').trimEnd())
      .filter((line) => line !== '')
      .join('\n'),
  )

/** Of each table how many rows and columns. */
const tables = (text: string) =>
  withoutCode(text)
    .split(/\n(?!\|)/)
    .flatMap((part) => {
      const rows = part.split('\n').filter((line) => line.startsWith('|'))
      return rows.length > 1 ? [[rows.length, rows[0]?.split(/(?<!\\)\|/).length]] : []
    })

/** Metrics, settings and paths that both must name. */
const named = (text: string) =>
  [
    ...new Set(
      [...text.matchAll(/`((?:zhiban_|ZHIBAN_|[A-Z]+_)\w*|\/(?:readyz|healthz|metrics))/g)].map(([, name]) => name),
    ),
  ].sort()

const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '')

describe.each(PAPERS)('docs/%s', (name) => {
  const [en, zh] = [read(`${name}.md`), read(`${name}.zh-CN.md`)]

  it('has the same headings, tables and samples in both languages', () => {
    expect(headings(zh)).toEqual(headings(en))
    expect(tables(zh)).toEqual(tables(en))
    expect(code(zh)).toEqual(code(en))
    expect(named(zh)).toEqual(named(en))
  })

  it('leads to the other', () => {
    expect(zh).toContain(`(${name}.md)`)
    expect(en).toContain(`(${name}.zh-CN.md)`)
  })
})

it('every Chinese paper has its English one', () => {
  const chinese = readdirSync(folder).filter((name) => name.endsWith('.zh-CN.md'))
  for (const name of chinese) expect(() => read(name.replace('.zh-CN', ''))).not.toThrow()
  expect(chinese).toEqual(expect.arrayContaining(PAPERS.map((name) => `${name}.zh-CN.md`)))
})
