// A file that the configuration or a command names and that cannot be used: values, which a language has sentences for.
import { readFile } from 'node:fs/promises'
import type { Problem } from '../../domain/yaml/mistake.ts'
import { commandLineWords } from '../../wording/cli-words.ts'
import { problemLine } from '../../wording/mistakes/index.ts'
import type { Lang } from '../../wording/wording.ts'

/** Files with a form of ours, whose mistakes are told by their lines. */
export type WrittenKind = 'policy' | 'org' | 'webhooks'
export type FileKind = WrittenKind | 'table'

/** The message is English, for logs; `saidIn` has every language. */
export class UnreadableFileError extends Error {
  constructor(
    readonly kind: FileKind,
    readonly file: string,
    override readonly cause: NodeJS.ErrnoException,
  ) {
    super(unreadable(kind, file, cause, 'en'))
  }

  saidIn(lang: Lang): string {
    return unreadable(this.kind, this.file, this.cause, lang)
  }
}

/** Has every mistake of the file. */
export class WrongFileError extends Error {
  constructor(
    readonly kind: WrittenKind,
    readonly problems: Problem[],
  ) {
    super(notRight(kind, problems, 'en'))
  }

  saidIn(lang: Lang): string {
    return notRight(this.kind, this.problems, lang)
  }
}

/** Throws an UnreadableFileError. */
export async function readNamedFile(kind: FileKind, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFileError(kind, file, error)
  })
}

function unreadable(kind: FileKind, file: string, { code = '', message }: NodeJS.ErrnoException, lang: Lang): string {
  const { cannotRead, why } = commandLineWords(lang, '').files
  const known: Record<string, string> = why
  return cannotRead[kind](file, known[code] ?? message)
}

function notRight(kind: WrittenKind, problems: Problem[], lang: Lang): string {
  const { notRight } = commandLineWords(lang, '').files
  return [notRight[kind], ...problems.map((each) => `  ${problemLine(each, lang)}`)].join('\n')
}
