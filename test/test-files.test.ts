// A test file that belongs to no project would never run, and nobody would notice.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { browserFolders, engineFolders, pureFolders } from './support/projects.ts'

test('every test file runs in some project', () => {
  const folders = [...pureFolders, ...browserFolders, ...engineFolders]
  const files = readdirSync(fileURLToPath(new URL('.//', import.meta.url)), { recursive: true, encoding: 'utf8' })
  const tests = files.map((file) => file.replaceAll('\\', '/')).filter((file) => /\.(test|spec)\.[a-z]+$/.test(file))
  const runs = (file: string) =>
    /\.test\.tsx?$/.test(file) && (!file.includes('/') || folders.includes(file.split('/')[0] ?? ''))
  expect(tests.filter((file) => !runs(file))).toEqual([])
  expect(tests).toContain('test-files.test.ts')
})
