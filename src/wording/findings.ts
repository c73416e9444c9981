// Findings as lines of a card: those of one kind in one line, so that the draft is not buried beneath them.
import type { Finding, PostClaim, Why } from '../domain/checks/index.ts'
import { shorten } from '../domain/text/text.ts'

/** What a language says of findings. */
export interface FindingWords {
  /** `where`: what stands there and at which character; empty where something is missing. */
  said: Record<Why, (where: string, right: string) => string>
  quoted(excerpt: string, at: number): string
  between: string
  /** Marks what an approver must let pass. */
  refused(line: string): string
  more(count: number): string
  sentences(lines: string[]): string
  claim(text: string): string
}

/** A card has no more; the checks have named the gravest first. */
const MOST_LINES = 8
/** Of one kind in one line. */
const MOST_PLACES = 4
const EXCERPT = 24

/** One line each; a claim that is not taken up stands in the list of claims. */
export function findingLines(findings: Finding[], words: FindingWords): string[] {
  const groups = grouped(findings.filter(({ why, severity }) => why !== 'unanswered' || severity === 'refuse'))
  const lines = groups.slice(0, MOST_LINES).map((group) => {
    const line = lineOf(group, [], words)
    return group[0]?.severity === 'refuse' ? words.refused(line) : line
  })
  const left = groups.slice(MOST_LINES).flat().length
  return left > 0 ? [...lines, words.more(left)] : lines
}

/** For a refusal. */
export function inOneSentence(findings: Finding[], claims: PostClaim[], words: FindingWords): string {
  const groups = grouped(findings)
  const lines = groups.slice(0, MOST_LINES).map((group) => lineOf(group, claims, words))
  const left = groups.slice(MOST_LINES).flat().length
  return words.sentences(left > 0 ? [...lines, words.more(left)] : lines)
}

/** Numbered, ticked where the draft seems to take it up. */
export function claimLinesOf(claims: PostClaim[], head: string, ends: { note: string; null: string }): string[] {
  const lines = claims.map(({ text, met }, index) => {
    const end = met === null ? ends.null : met === 'note' ? ends.note : ''
    return `${met === null ? '□' : '√'} ${index + 1}. ${text}${end}`
  })
  return lines.length === 0 ? [] : [head, ...lines]
}

/** What reads the same but for its place, and needs no correction of its own. */
function grouped(findings: Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>()
  for (const each of findings) {
    const key = each.right === undefined ? each.why : `${each.why} ${each.right} ${each.excerpt}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()]
}

function lineOf(group: Finding[], claims: PostClaim[], words: FindingWords): string {
  const [first] = group
  if (first === undefined) return ''
  const places = group.slice(0, MOST_PLACES).map((finding) => placeOf(finding, claims, words))
  const left = group.length - places.length
  const where = [...places, ...(left > 0 ? [words.more(left)] : [])].filter((each) => each !== '')
  return words.said[first.why](where.join(words.between), first.right ?? '')
}

function placeOf({ claim, excerpt, offset }: Finding, claims: PostClaim[], words: FindingWords): string {
  if (claim !== undefined) return words.claim(claims[claim - 1]?.text ?? String(claim))
  return excerpt === '' ? '' : words.quoted(shorten(excerpt.replace(/\s+/g, ' '), EXCERPT), offset + 1)
}
