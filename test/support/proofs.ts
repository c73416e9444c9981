// What `npm run proofs` runs, before a release: the storms in full, the crash drill and the bench, all of them, whichever fails.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The files that read `scaled` or `isProof` (test/test-files.test.ts holds the list to that). */
export const STORMS = [
  'test/bots/feishu/faults/faults-storm.test.ts',
  'test/bots/feishu/hostile.test.ts',
  'test/bots/wecom/hostile.test.ts',
  'test/browser/screens.test.ts',
  'test/desk/cases/day.test.ts',
  'test/desk/intake/hostile-chat.test.ts',
  'test/domain/case/corrected-lateness.test.ts',
  'test/domain/invariants.test.ts',
  'test/domain/no-silence.test.ts',
  'test/web/hostile.test.ts',
]

const proofs: [name: string, args: string[]][] = [
  ['storms', ['--import', 'tsx', 'test/support/run.ts', ...STORMS]],
  ['crash drill', ['--import', 'tsx', 'bench/crash-drill/index.ts']],
  ['bench', ['--max-semi-space-size=8', '--import', 'tsx', 'bench/index.ts']],
]

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = runAll()

function runAll(): number {
  const env = { ...process.env, ZHIBAN_PROOFS: '1', ZHIBAN_REQUIRE_POSTGRES: '1' }
  const failed = proofs.flatMap(([name, args]) => {
    console.log(`\n== ${name}`)
    const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
    return status === 0 ? [] : [name]
  })
  console.log(failed.length === 0 ? '\nAll proofs hold.' : `\nNOT PROVED: ${failed.join(', ')}`)
  return failed.length === 0 ? 0 : 1
}
