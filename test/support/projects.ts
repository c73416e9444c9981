// Which test files run in which project, and why there. `test/test-files.test.ts` holds every file to exactly one part.

export interface Part {
  files: string[]
  /** What `files` match and another part has. */
  but?: string[]
  why: string
}

/** A service from its start to its end, in real time: connections that break, processes that are killed. */
const lives = [
  'test/bots/life-*.test.ts',
  'test/bots/{feishu,wecom,wechat}/life*.test.ts',
  filesIn('bots/feishu/faults'),
  'test/cli/{service,start,stop}.test.ts',
  'test/db/disk-full.test.ts',
]

const processes = [
  'test/{demo,imports}.test.ts',
  filesIn('launch'),
  'test/bots/wechat/{abuse,account-status,child,faults,live,logins,process}.test.ts',
  'test/cli/signals.test.ts',
  // Opens no database: the lock of the folder is files and processes.
  'test/db/folder-lock.test.ts',
  // The process that reads pictures; no database.
  'test/desk/lookups/reader.test.ts',
]

const embedded = ['test/cli/{embedded,running}.test.ts']

export const parts = {
  pure: {
    files: ['test/*.test.ts', ...['domain', 'wording', 'policies', 'crash', 'deploy'].map(filesIn)],
    but: processes,
    why: 'They need neither a database nor a process: once, in threads.',
  },
  platforms: {
    files: ['feishu', 'wecom', 'wechat'].map((name) => filesIn(`bots/${name}`)),
    but: [...lives, ...processes],
    why: 'A channel against the emulator of its platform touches no database: once.',
  },
  engines: {
    files: ['db', 'desk', 'web', 'bots/room'].map(filesIn),
    but: [...lives, ...processes],
    why: 'SQL, and what rests on it: on PGlite and on PostgreSQL.',
  },
  commands: {
    files: [filesIn('cli')],
    but: [...lives, ...processes, ...embedded],
    why: 'The words and the exit status of commands, whose queries other parts run on both engines: once, on PostgreSQL where it is installed, because an embedded folder takes seconds to open.',
  },
  embedded: {
    files: embedded,
    why: 'Each family of commands on the real folder of an embedded database: on PGlite.',
  },
  browser: {
    files: [filesIn('browser')],
    why: 'They look at pages in a real browser: once, where there is one.',
  },
  processes: {
    files: processes,
    why: 'They wait for processes of their own: once, more of them at a time than there are processors.',
  },
  lives: {
    files: lives,
    why: 'They wait for a whole service: on PGlite and on PostgreSQL, more of them at a time than there are processors.',
  },
} satisfies Record<string, Part>

function filesIn(folder: string): string {
  return `test/${folder}/**/*.test.{ts,tsx}`
}
