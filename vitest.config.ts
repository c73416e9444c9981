// Four projects: pure tests, tests that look at pages in a browser, and the tests that need a database once on each engine.
import { configDefaults, defineConfig } from 'vitest/config'
import { browserTests, engineTests, platformTests, pureTests } from './test/support/projects.ts'

const onEngine = (engine: 'pglite' | 'postgres') => ({
  extends: true as const,
  test: {
    name: engine,
    include: engineTests,
    exclude: [...configDefaults.exclude, ...platformTests],
    provide: { engine },
    globalSetup: [`./test/support/${engine}-template.ts`],
  },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'domain', include: pureTests } },
      { extends: true, test: { name: 'browser', include: browserTests } },
      onEngine('pglite'),
      onEngine('postgres'),
    ],
  },
})
