// What the checks of a statement found, in English: the place, what would be right; the public's claims with ticks.
import type { Finding, PostClaim, Why } from '../../domain/checks/index.ts'
import type { DraftExamined } from '../../domain/commands/answering/draft-notices.ts'
import type { Button } from '../card/card.ts'
import { claimLinesOf, type FindingWords, findingLines, inOneSentence } from '../findings.ts'

/** Beneath a draft that is to be decided on. */
export function checked({ findings = [], claims = [], note, passed = [] }: Partial<DraftExamined>): string[] {
  return [
    ...(note === undefined ? [] : [`Note to the approver: ${note}`]),
    ...passed.map(({ by, reason }) => `${by} has let it pass: ${reason}`),
    ...headed(letPass(findings)),
    ...claimLines(claims),
  ]
}

const headed = (lines: string[]): string[] => (lines.length === 0 ? [] : ['To consider:', ...lines])

export const letPass = (findings: Finding[]): string[] => findingLines(findings, words)

export const claimLines = (claims: PostClaim[]): string[] =>
  claimLinesOf(claims, 'What the post asks (compared by words; please judge for yourself):', {
    note: ' (explained in the note)',
    null: ' (no answer found)',
  })

/** What a refusal says of it. */
export const against = (findings: Finding[], claims: PostClaim[]): string => inOneSentence(findings, claims, words)

/** A tap alone would be refused while something stands against the draft: the button asks for the reason. */
export const standingButton = (button: Button, { standing }: Partial<DraftExamined>): Button =>
  standing && /^approve(?::|$)/.test(button.action)
    ? {
        ...button,
        label: `${button.label}, with a reason`,
        inputs: [{ kind: 'text', name: 'reason', label: 'Why it may pass', lines: 2, required: true }],
        typed: button.typed && { ...button.typed, rest: `${button.typed.rest} allow: <reason>`.trimStart() },
      }
    : button

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const SAID: Record<Why, (where: string, right: string) => string> = {
  formula: (where) => `formula ${where}, but no date, measure, finding, figure or unit: state a fact`,
  unanswered: (where) => `no answer found to what the post asks${where}`,
  phone: (where) => `mobile number ${where}: please remove it`,
  'id-card': (where) => `ID-card number ${where}: please remove it`,
  'bank-card': (where) => `bank-card number ${where}: please remove it`,
  email: (where) => `e-mail address ${where}: please remove it`,
  'no-such-date': (where) => `there is no such day as ${where}: please check the date`,
  'wrong-weekday': (where, right) => `${where}: that day is a ${WEEKDAYS[Number(right) - 1]}`,
  'before-case': (where, right) => `${where} is promised, but lies before the matter began (${right}): please check it`,
  'promise-past': (where, right) => `${where} is promised, but has passed (today is ${right}): please check it`,
  'beyond-cap': (where, right) => `${where} is further off than the policy allows: ${right} at the latest`,
  'no-unit': (_where, right) => `the unit that answers is not named${right === '' ? '' : ` (${right})`}`,
  'no-phone': () => 'no office phone to call',
  cause: (where) => `cause ${where}, without who found it and when: please add that, or leave it out`,
  judgement: (where) => `judgement ${where}, without who found it and when: please add that, or leave it out`,
  confusion: (where, right) => `${where}: probably “${right}”`,
  doubled: (where, right) => `${where} stands twice: probably “${right}”`,
  punctuation: (where, right) => `mark ${where}: write “${right}”`,
  'not-closed': (where, right) => `${where} has no “${right}” to match`,
  'not-opened': (where, right) => `${where} has no “${right}” before it to match`,
  reproach: (where) => `${where} reproaches whoever asked: please put it otherwise`,
}

const words: FindingWords = {
  said: SAID,
  quoted: (excerpt, at) => `“${excerpt}” (character ${at})`,
  between: ', ',
  refused: (line) => `[must be mended] ${line}`,
  more: (count) => `and ${count} more that are not listed`,
  sentences: (lines) => `${lines.map((line) => line.charAt(0).toUpperCase() + line.slice(1)).join('; ')}.`,
  claim: (text) => `: “${text}”`,
}
