// What is said of a command that failed: one sentence with what to do, never a code alone.
import { FolderInUseError } from '../db/engine/folder-lock.ts'
import { BootstrapError } from '../desk/startup/bootstrap.ts'
import { UnreadableFileError, WrongFileError } from '../desk/startup/file-errors.ts'
import { NoPolicyError } from '../desk/startup/shipped-policies.ts'
import { nearestWord } from '../domain/text/spelling.ts'
import { ListenError } from '../main.ts'
import { words } from './words.ts'

export function saidOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { tasks, policy, lang } = words()
  const { errors } = tasks
  if (error instanceof WrongFileError || error instanceof UnreadableFileError) return error.saidIn(lang)
  if (error instanceof NoPolicyError)
    return policy.unknown(error.given, nearestWord(error.given, error.shipped), error.shipped)
  if (error instanceof FolderInUseError) return errors.folderInUse(error.folder, error.pid)
  if (error instanceof BootstrapError) return error.reason === 'not-a-drill' ? errors.speedForDrill : errors.drillOnly
  return error instanceof ListenError ? listening(error) : error.message
}

function listening({ code, host, port, message }: ListenError): string {
  const { errors } = words().tasks
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
