// A policy file that uses every key, and single edits of it.

export const GOOD = `name: our-plan
title: { zh-CN: 本单位预案, en: Our plan }
time-zone: Asia/Shanghai

working-time:
  days: [mon, tue, wed, thu, fri]
  hours: ["08:30-12:00", "14:30-18:00"]
  closed: [2026-12-25]
  open: [2026-12-26]

levels:
  - level: 1
    zh-CN: 重大
    en: Major
    thresholds: { reads: 3000, outlets: 5 }
    approvers: { value: [head, office], assumed: true }
  - { level: 2, zh-CN: 一般, en: Ordinary, thresholds: { reads: 1000 }, approvers: [head] }
opens-at: { value: 2, assumed: true }
commit: { at-most: 5wd, assumed: true }

clocks:
  triage: { base: opened, within: 30m, owner: duty-officer, ladder: desk, assumed: true }
  claim: { base: assigned, within: 1h, ladder: department }
  reply:
    base: published
    within: 24h
    ladder: department
    levels:
      1: { within: 12h, assumed: true }
  review: { base: submitted, within: 2h, ladder: department }
  publish: { base: approved, within: 2h, ladder: department }
  report-up: { base: discovered, within: 2h, owner: duty-officer, ladder: desk, not-at: [2] }

ladders:
  department:
    - { at: -25%, tell: [owner] }
    - { at: -30m, tell: [owner], how: dm }
    - { at: 0, tell: [owner, head] }
    - { at: +1h, tell: [head], document: reminder-notice }
    - { at: +1wd, tell: [leading-group], repeat: 1wd }
  desk:
    assumed: true
    value:
      - { at: 0, tell: [owner] }
      - { at: +30m, tell: [office], repeat: 1d }

watch: [24h, 72h, 7d]
quiet-hours: { from: "22:00", to: "07:00", exempt-levels: [1] }
checks: { formula: warn, typing: off }
`

/** Throws where the text to be replaced does not stand in the file exactly once. */
export function edited(find: string, replacement: string): string {
  const parts = GOOD.split(find)
  if (parts.length !== 2) throw new Error(`"${find}" stands ${parts.length - 1} times in the good file`)
  return parts.join(replacement)
}
