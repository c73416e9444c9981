// The words of the command line in the language of the configuration, with advice that works when it is pasted.
import { type Config, environmentVariables, langOf } from '../config.ts'
import type { CommandLine } from '../wording/cli.ts'
import { commandLineWords } from '../wording/cli-words.ts'

/** Within a container there is no npm run around it: it is called there as the image's entry point calls it. */
export const calledHere = (): string =>
  environmentVariables().npm_lifecycle_event === undefined &&
  /(^|[\\/])launch[\\/]zhiban\.mjs$/.test(process.argv[1] ?? '')
    ? 'node launch/zhiban.mjs'
    : 'npm run zhiban --'

export const words = (): CommandLine => wordsFor({ lang: langOf(environmentVariables()) })

export const wordsFor = ({ lang }: Pick<Config, 'lang'>): CommandLine => commandLineWords(lang, calledHere())
