// The words of the command line by language: a door of its own, since they are wanted before anything else is loaded.
import type { CommandLine } from './cli.ts'
import { commandLine as english } from './en/cli/index.ts'
import type { Lang } from './wording.ts'
import { commandLine as chinese } from './zh-CN/cli/index.ts'

const LANGUAGES: Record<Lang, (zhiban: string) => CommandLine> = { 'zh-CN': chinese, en: english }

/** `zhiban`: how the command line is called here, for advice that works when it is pasted. */
export const commandLineWords = (lang: Lang, zhiban: string): CommandLine => LANGUAGES[lang](zhiban)
