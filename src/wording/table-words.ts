// The words of cells that could not be read, by language: for the command line, which prints each.
import type { CellProblem } from '../domain/post/tables/rows.ts'
import { cellProblem as english } from './en/intake/tables.ts'
import type { Lang } from './wording.ts'
import { cellProblem as chinese } from './zh-CN/intake/tables.ts'

export const cellProblemIn: Record<Lang, (problem: CellProblem) => string> = { 'zh-CN': chinese, en: english }
