// What `npm run mutants` runs against each mutant of the domain: the pure tests alone.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['test/{domain,policies,wording}/**/*.test.ts'], testTimeout: 30_000 },
})
