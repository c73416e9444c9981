// The projects of `npm test`: each part of the test files once or on each engine; those that compute before those that wait.
import { configDefaults, defineConfig } from 'vitest/config'
import { hasPostgres } from './test/support/postgres.ts'
import { type Part, parts } from './test/support/projects.ts'
import { isProof } from './test/support/scale.ts'

type Engine = 'pglite' | 'postgres'

const COMPUTING = { maxWorkers: 2, sequence: { groupOrder: 0 } }
/** Most of their time they wait, for each other's processes too: hence more time. */
const WAITING = {
  maxWorkers: 4,
  sequence: { groupOrder: 1 },
  testTimeout: isProof ? 600_000 : 120_000,
  hookTimeout: 120_000,
}

const on = (engine: Engine) => ({ provide: { engine }, globalSetup: [`./test/support/${engine}-template.ts`] })
const commandsOn: Engine = process.env.ZHIBAN_TEST_POSTGRES || hasPostgres() ? 'postgres' : 'pglite'

const project = (name: string, { files, but = [] }: Part, how: object) => ({
  extends: true as const,
  test: { name, include: files, exclude: [...configDefaults.exclude, ...but], ...how },
})

export default defineConfig({
  test: {
    // Modules, and databases that are lent again, live as long as a worker: what a test leaves in a module must not matter.
    isolate: false,
    testTimeout: isProof ? 600_000 : 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    projects: [
      project('pure', parts.pure, { ...COMPUTING, pool: 'threads' }),
      project('pglite', parts.engines, { ...COMPUTING, ...on('pglite') }),
      project('postgres', parts.engines, { ...COMPUTING, ...on('postgres') }),
      project('commands', parts.commands, { ...COMPUTING, ...on(commandsOn) }),
      project('embedded', parts.embedded, { ...COMPUTING, ...on('pglite') }),
      project('platforms', parts.platforms, WAITING),
      project('browser', parts.browser, WAITING),
      project('processes', parts.processes, WAITING),
      project('lives-pglite', parts.lives, { ...WAITING, ...on('pglite') }),
      project('lives-postgres', parts.lives, { ...WAITING, ...on('postgres') }),
    ],
  },
})
