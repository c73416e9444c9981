// What /proc says of a process, and whether it is over.
import { expect, test } from 'vitest'
import { isOver, isRunning, readStat, startOf } from '../../src/db/engine/process-life.ts'

test.each([
  ['a plain name', '4711 (node) S 1 4711 4711 0 -1 64 1 2 3 4 5 6 7 8 20 0 11 0 1234 9 9', ['S', 11, '1234'], false],
  ['blanks and parentheses', '7 (a ) Z (b)) R 1 7 7 0 -1 64 1 2 3 4 5 6 7 8 20 0 1 0 42 9\n', ['R', 1, '42'], false],
  ['a zombie', '4711 (node) Z 1 4711 4711 0 -1 64 0 0 0 0 0 0 0 0 20 0 1 0 99 0 0\n', ['Z', 1, '99'], true],
  [
    'one whose threads end',
    '4711 (node) Z 1 4711 4711 0 -1 64 0 0 0 0 0 0 0 0 20 0 3 0 99 0 0\n',
    ['Z', 3, '99'],
    false,
  ],
  ['one being reaped', '4711 (node) X 0 -1 -1 0 -1 64 0 0 0 0 0 0 0 0 0 0 0 0 99 0 0\n', ['X', 0, '99'], true],
])('a process is read behind its name: %s', (_what, text, [state, threads, startedAt], over) => {
  const read = readStat(text)
  expect(read).toEqual({ state, threads, startedAt })
  expect(read && isOver(read)).toBe(over)
})

test.each(['', '4711', '4711 (node) S', '4711 (node) S 1 2 3'])('%j tells nothing of a process', (text) => {
  expect(readStat(text)).toBe(null)
})

test('this process is running, and is not the one that had its pid before', async () => {
  expect(await isRunning(process.pid, null)).toBe(true)
  expect(await isRunning(process.pid, await startOf(process.pid))).toBe(true)
  expect(await isRunning(process.pid, '1')).toBe(process.platform !== 'linux')
  expect(await isRunning(2 ** 22 + 1, null)).toBe(false)
})
