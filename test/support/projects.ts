// Which test files run in which project; the two engines run the very same files.

/** Need no database: run once. */
export const pureFolders = ['domain', 'wording', 'policies', 'crash', 'deploy', 'launch']

/** Run once on each engine. */
export const engineFolders = ['db', 'desk', 'web', 'bots', 'cli']

/** Look at pages in a real browser: run once, where there is one. */
export const browserFolders = ['browser']

/**
 * Channels against their emulators: no database, so once is enough. Those that run the whole service (`life`, and
 * `feishu/faults/`) are engine tests.
 */
export const platformTests = [
  'test/bots/feishu/!(life)*.test.{ts,tsx}',
  'test/bots/feishu/!(faults)/**/*.test.{ts,tsx}',
  'test/bots/{wecom,wechat}/**/!(life)*.test.{ts,tsx}',
]

export const pureTests = ['test/*.test.{ts,tsx}', ...pureFolders.map(filesIn), ...platformTests]

export const engineTests = engineFolders.map(filesIn)

export const browserTests = browserFolders.map(filesIn)

function filesIn(folder: string): string {
  return `test/${folder}/**/*.test.{ts,tsx}`
}
