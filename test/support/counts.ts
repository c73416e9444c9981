// A vitest reporter that writes down, per project, how many tests passed, failed and were skipped.
import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env.ZHIBAN_TEST_COUNTS
    if (!file) return
    const projects: Record<string, Counts> = {}
    for (const module of modules) {
      projects[module.project.name] ??= { passed: 0, failed: 0, skipped: 0 }
      add(module, projects[module.project.name] as Counts)
    }
    writeFileSync(file, JSON.stringify({ projects, errors: errors.length }))
  }
}

function add(module: TestModule, counts: Counts): void {
  for (const test of module.children.allTests()) {
    const state = test.result().state
    if (state === 'passed') counts.passed++
    else if (state === 'failed') counts.failed++
    else counts.skipped++
  }
  // A file that does not load has no tests to count, and must not vanish from the sum.
  if (module.errors().length > 0) counts.failed++
}
