// What the command line says: the Chinese words are the shape that each language has whole.
import type { commandLine as chinese } from './zh-CN/cli/index.ts'

export type CommandLine = ReturnType<typeof chinese>
