// Mistakes in files, told in a language: a door of its own, since the command line wants them before anything else is loaded.
import type { Mistake, Path, Place, Problem } from '../../domain/yaml/mistake.ts'
import { mistakes as english } from '../en/mistakes/index.ts'
import type { Lang } from '../wording.ts'
import { mistakes as chinese } from '../zh-CN/mistakes/index.ts'
import type { MistakeWords } from './words.ts'

const LANGUAGES: Record<Lang, MistakeWords> = { 'zh-CN': chinese, en: english }

/** `our-plan.yaml:63:5 `, and what is told of it. */
export const placed = ({ file, line, column }: Place, says: string): string => `${file}:${line}:${column} ${says}`

/** One line: the file's place, the place in the document, what is wrong, and what would be right. */
export const problemLine = (problem: Problem, lang: Lang): string => placed(problem, problemText(problem, lang))

/** Without the place in the file. */
export function problemText({ mistake, ...place }: Problem, lang: Lang): string {
  const words = LANGUAGES[lang]
  const says = words.says[mistake.code] as (mistake: Mistake, place: Place) => string
  return `${place.path.length === 0 ? '' : words.at(pathText(place.path))}${says(mistake, place)}`
}

/** `levels[2].approvers`, counted from 1. */
export const pathText = (path: Path): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step + 1}]` : `${index === 0 ? '' : '.'}${String(step)}`))
    .join('')
