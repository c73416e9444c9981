// A written day plays in the built-in room: what the desk says of it is kept beside the script, in both languages, to be read.
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { readDay } from '../../../src/cli/commands/day.ts'
import { engine } from '../../support/database.ts'
import { playWrittenDay } from '../../support/day.ts'
import { hasPostgres } from '../../support/postgres.ts'
import { isProof } from '../../support/scale.ts'
import type { TestServer } from '../../support/server.ts'

let server: TestServer | undefined
afterEach(async () => {
  await server?.close()
})

it('the script has ninety messages by eleven people', async () => {
  const { lines } = await readDay()
  expect(lines.length).toBeGreaterThanOrEqual(90)
  expect(new Set(lines.map(({ who }) => who)).size).toBe(11)
  expect(lines.map(({ after }) => after)).toEqual(lines.map(({ after }) => after).toSorted((a, b) => a - b))
})

const LANGS = ['zh-CN', 'en'] as const
/** Where there are two engines each plays one of the languages, as a proof both. */
const onThisEngine = LANGS.filter(
  (lang) =>
    isProof || !hasPostgres() || process.env.WRITE_TRANSCRIPT || lang === (engine() === 'pglite' ? 'zh-CN' : 'en'),
)

describe.each(onThisEngine)('the day in %s', (lang) => {
  it('plays to its end as the transcript has it, and leaves a chain that verifies', async () => {
    const played = await playWrittenDay(lang)
    server = played.server
    const path = `docs/day/transcript.${lang}.md`
    // `WRITE_TRANSCRIPT=1 npm test -- test/desk/day` after a wording was changed; then read what has changed.
    if (process.env.WRITE_TRANSCRIPT) writeFileSync(path, played.transcript)
    expect(played.transcript).toBe(readFileSync(path, 'utf8'))
    expect(await server.findings()).toEqual([])
    expect(server.failures).toEqual([])
  }, 300_000)
})
