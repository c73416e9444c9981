// The test tools' native part is an optional package of its own: `npm ci --omit=optional` leaves it out with WeChat's.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Fetches it from the npm registry where it is not there; package.json and the lock stay as they are. */
export function ensureNativeParts(): void {
  const name = `@rolldown/binding-${platform()}`
  if (!existsSync(join(root, 'node_modules/rolldown')))
    throw new Error('the tests need what npm ci installs without --omit=dev')
  const { version, optionalDependencies } = JSON.parse(
    readFileSync(join(root, 'node_modules/rolldown/package.json'), 'utf8'),
  ) as { version: string; optionalDependencies: Record<string, string> }
  if (optionalDependencies[name] === undefined || existsSync(join(root, 'node_modules', name))) return
  console.log(`npm has left out ${name} (--omit=optional), without which the tests cannot run: it is fetched.`)
  const args = ['install', '--no-save', '--omit=optional', '--no-audit', '--no-fund', `${name}@${version}`]
  const { status } = spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}: run it by hand, then npm test again`)
}

function platform(): string {
  const { arch } = process
  if (process.platform === 'win32') return `win32-${arch}-msvc`
  if (process.platform !== 'linux') return `${process.platform}-${arch}`
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  const libc = header.glibcVersionRuntime === undefined ? 'musl' : 'gnu'
  return `linux-${arch}-${arch === 'arm' ? 'gnueabihf' : libc}`
}
