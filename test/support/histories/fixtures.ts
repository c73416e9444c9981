// The files of histories that versions before this one have left: all are read by this one.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = new URL('../../fixtures/', import.meta.url)

/** Paths, the oldest first; a test that runs over none fails. */
export const keptHistories = readdirSync(FOLDER)
  .filter((name) => /^histories-.*\.jsonl\.gz$/.test(name))
  .sort()
  .map((name) => fileURLToPath(new URL(name, FOLDER)))
