// Who stands on a screenshot as the poster: by where apps put the name. It is left out, wherever else it stands as well.
import { isBar, isByline, nameBefore } from './app-words.ts'
import type { ScreenLine } from './screen-line.ts'

interface People {
  /** Lines that hold a name and nothing of the post. */
  lines: Set<ScreenLine>
  names: string[]
}

const LONGEST_NAME = 20
const FOLLOW = /[+＋]?\s?(?:已)?(?:关注|订阅)$/u

export function peopleOn(lines: ScreenLine[]): People {
  const found = new Set<ScreenLine>()
  const names: string[] = []
  const isName = (line: ScreenLine, text = line.text) => {
    found.add(line)
    const name = text.replace(/^@/u, '').trim()
    if (name.length > 1) names.push(name)
  }
  const usual = medianHeight(lines)
  const margin = Math.min(...lines.map(({ x }) => x))
  const edge = Math.max(1, ...lines.map(({ x, width }) => x + width))
  for (const [index, line] of lines.entries()) {
    const above = lines[index - 1]
    if (/^@\S{1,30}$/u.test(line.text)) isName(line)
    if (SIGNED.test(line.text)) isName(line, line.text.replace(SIGNED, '$1$2'))
    // `昵称 关注` in one line, or a button beside the name.
    if (FOLLOW.test(line.text) && line.text.length <= LONGEST_NAME + 4) {
      const bare = line.text.replace(FOLLOW, '').trim()
      if (bare !== '' && isShort(bare)) isName(line, bare)
      // Beside the button the name, and below that what people say they are.
      const beside = lines.filter(
        (each) =>
          each !== line && Math.abs(each.y - line.y) < line.height * 1.2 && each.x < line.x && isShort(each.text),
      )
      if (bare === '' && beside[0]) isName(beside[0])
      if (bare === '') for (const each of beside) found.add(each)
    }
    if (!isByline(line.text)) continue
    const before = nameBefore(line.text)
    if (before !== '') isName(line, before)
    // Above the time, where no title stands: beside the face, or no taller than the words.
    else if (above && isShort(above.text) && above.height < usual * 1.25 && isBeside(above, line, { margin, edge }))
      isName(above)
  }
  for (const line of chatNames(lines, edge)) isName(line)
  return { lines: found, names: [...new Set(names)].sort((a, b) => b.length - a.length) }
}

/** `作者：…`, `文/…`. */
const SIGNED =
  /^(?:作者|楼主|发帖人|发布者|博主|昵称|文|图|摄影|记者|编辑)\s?[:：/／|｜]\s?(.{1,30})$|^(?:见习记者|通讯员|记者|编辑|责编)\s?(\p{Script=Han}{2,4})$/u

const isShort = (text: string): boolean => text.length <= LONGEST_NAME && !/[，。！？；：]/u.test(text) && !isBar(text)

/** In a chat a name stands above what is said, a little further out, and lower; once is chance. */
function chatNames(lines: ScreenLine[], edge: number): ScreenLine[] {
  const above = lines.filter((line, index) => {
    const said = lines[index + 1]
    if (said === undefined || !isShort(line.text) || said.y - line.y > line.height * 4) return false
    const further = (said.x - line.x) / edge
    return further > 0.015 && further < 0.08 && line.height <= said.height * 1.1
  })
  if (above.length < 2) return []
  // The chat's own name, with how many are in it, is no matter either.
  return [
    ...above,
    ...lines.filter(({ text }, index) => index < 3 && /[(（]\d{1,4}[)）]$/u.test(text) && isShort(text)),
  ]
}

/** Both stand in from the margin by a face's width, or right below one another. */
function isBeside(name: ScreenLine, byline: ScreenLine, { margin, edge }: { margin: number; edge: number }): boolean {
  const indent = (edge - margin) * 0.05
  return Math.abs(name.x - byline.x) < name.height && (name.x - margin > indent || byline.y - name.y < name.height * 2)
}

const medianHeight = (lines: ScreenLine[]): number =>
  lines.map(({ height }) => height).sort((a, b) => a - b)[Math.floor(lines.length / 2)] ?? 0

/** A name of two letters may be a word: it goes where it stands as a name does. */
export const withoutPeople = (text: string, names: string[]): string =>
  names
    .reduce((rest, name) => (name.length > 2 ? rest.replaceAll(name, ' ') : rest.replaceAll(`@${name}`, ' ')), text)
    .replace(/\s{2,}/gu, ' ')
    .trim()
