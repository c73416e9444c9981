// What is said of a command that failed: one sentence with what to do, never a code alone.
import { ServerUnfitError } from '../db/engine/connect.ts'
import { FolderInUseError } from '../db/engine/folder-lock.ts'
import { MigrationError, type MigrationFault } from '../db/engine/migration-files.ts'
import { NoRoomError } from '../desk/operations/storage.ts'
import { BootstrapError } from '../desk/startup/bootstrap.ts'
import { UnreadableFileError, WrongFileError } from '../desk/startup/file-errors.ts'
import { NoPolicyError } from '../desk/startup/shipped-policies.ts'
import { nearestWord } from '../domain/text/spelling.ts'
import { ListenError } from '../main.ts'
import type { CommandLine } from '../wording/cli.ts'
import { words } from './words.ts'

export function saidOf(error: unknown, says = words()): string {
  if (!(error instanceof Error)) return String(error)
  const { errors } = says.tasks
  if (error instanceof WrongFileError || error instanceof UnreadableFileError) return error.saidIn(says.lang)
  if (error instanceof NoPolicyError)
    return says.policy.unknown(error.given, nearestWord(error.given, error.shipped), error.shipped)
  if (error instanceof FolderInUseError) return errors.folderInUse(error.folder, error.pid)
  if (error instanceof BootstrapError) return error.reason === 'not-a-drill' ? errors.speedForDrill : errors.drillOnly
  if (error instanceof MigrationError) return migrationText(error.fault, says)
  if (error instanceof NoRoomError) return says.database.noRoom(error.folder, error.free, error.needed)
  if (error instanceof ServerUnfitError) return unfit(error, says)
  return error instanceof ListenError ? listening(error, says) : (bySystem(error, says) ?? error.message)
}

export function migrationText(fault: MigrationFault, { database: { migrations } }: CommandLine): string {
  switch (fault.reason) {
    case 'late':
      return migrations.late(fault.names, fault.latest)
    case 'failed':
      return migrations.failed(fault.names, fault.why)
    default:
      return migrations[fault.reason](fault.names)
  }
}

const unfit = ({ lacks }: ServerUnfitError, { database }: CommandLine): string =>
  'encoding' in lacks ? database.badEncoding(lacks.encoding) : database.tooOld(lacks.version, lacks.oldest)

function listening({ code, host, port, message }: ListenError, { tasks: { errors } }: CommandLine): string {
  switch (code) {
    case 'EADDRINUSE':
      return errors.portTaken(String(port))
    case 'EACCES':
      return errors.portForbidden(String(port))
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return errors.hostUnknown(host)
    default:
      return message
  }
}

interface Coded extends Error {
  code?: unknown
  path?: string
  address?: string
  hostname?: string
  port?: number
  /** Of a host with several addresses, each tried. */
  errors?: Coded[]
}

/** By the code of the system, of the driver or of the database's server; null where it has none that is known. */
function bySystem(error: Coded, { files, database }: CommandLine): string | null {
  const code = String(error.code)
  if (error.path !== undefined && (code === 'EACCES' || code === 'EPERM')) return files.noAccess(error.path)
  if (error.path !== undefined && code === 'EROFS') return files.readOnly(error.path)
  const { address, hostname, port } = error.errors?.[0] ?? error
  const where = [address ?? hostname ?? '', ...(port === undefined ? [] : [port])].join(':')
  const away: Record<string, (where: string) => string> = database.away
  return Object.hasOwn(away, code) ? (away[code]?.(where) ?? null) : null
}
