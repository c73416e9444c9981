// Groups of digits, and the runs of groups that may be one number written apart (138 1234 5678).

/** Digits that stand together; invisible characters between them do not count. */
export type Group = {
  start: number
  end: number
  digits: string
  /** Whether only a separator stands between this group and the next. */
  linked: boolean
  /** At the first of several linked single digits: how many. 0 elsewhere. */
  singles: number
}

export type Run = {
  text: string
  start: number
  end: number
  /** The digits, and the X of an ID card. */
  digits: string
  /** The lengths of its groups: `3-4-4`; of a run of single digits `singles`. */
  shape: string
  /** The first group after it. */
  next: number
}

const MOST_DIGITS = 19
const FEWEST_DIGITS = 10
const MOST_GROUPS = 7

export function groupsOf(text: string): Group[] {
  const groups: Group[] = []
  for (const each of text.matchAll(GROUP)) {
    const start = each.index
    const last = groups.at(-1)
    if (last) last.linked = start - last.end <= LONGEST_GAP && GAP.test(text.slice(last.end, start))
    groups.push({
      start,
      end: start + each[0].length,
      digits: each[0].replace(INVISIBLE, ''),
      linked: false,
      singles: 0,
    })
  }
  countSingles(groups)
  return groups
}

/** The runs that begin at a group, the longest first. */
export function runsFrom(text: string, groups: Group[], at: number): Run[] {
  const first = groups[at]
  if (first === undefined || first.digits.length > MOST_DIGITS) return []
  if (first.singles > MOST_GROUPS) return runOfSingles(text, groups, at, first)
  if (first.digits.length === 1 && first.singles === 0) return []
  return runsOfGroups(text, groups, at)
}

function runsOfGroups(text: string, groups: Group[], at: number): Run[] {
  const runs: Run[] = []
  let digits = ''
  let shape = ''
  for (let i = at; i < at + MOST_GROUPS; i += 1) {
    const group = groups[i]
    if (group === undefined || digits.length + group.digits.length > MOST_DIGITS) break
    digits += group.digits
    shape += `${shape === '' ? '' : '-'}${group.digits.length}`
    const run = { text, start: groups[at]?.start ?? 0, end: group.end, digits, shape, next: i + 1 }
    if (digits.length >= FEWEST_DIGITS) runs.unshift(withX(run))
    if (!group.linked) break
  }
  return runs
}

/** All of them or nothing: eleven of twelve single digits are no telephone number. */
function runOfSingles(text: string, groups: Group[], at: number, first: Group): Run[] {
  if (first.singles > MOST_DIGITS) return []
  const all = groups.slice(at, at + first.singles)
  const end = all.at(-1)?.end ?? first.end
  const digits = all.map((each) => each.digits).join('')
  return [withX({ text, start: first.start, end, digits, shape: 'singles', next: at + all.length })]
}

function withX(run: Run): Run {
  if (run.digits.length !== 17) return run
  const x = X_OF_ID.exec(run.text.slice(run.end, run.end + LONGEST_GAP + 2))
  return x ? { ...run, digits: `${run.digits}X`, end: run.end + x[0].length } : run
}

function countSingles(groups: Group[]): void {
  let first: Group | null = null
  for (const [i, group] of groups.entries()) {
    const before = groups[i - 1]
    if (group.digits.length !== 1) first = null
    else if (first && before?.linked) first.singles += 1
    else {
      first = group
      first.singles = 1
    }
  }
}

const LONGEST_GAP = 4
// `fold` has made every invisible character a zero-width space.
const INVISIBLE = /\u200B/g
const GROUP = /\d(?:\u200B{0,4}\d)*\u200B{0,2}/g
const GAP = /^[ \t\u00A0\u2002-\u200B\u202F\-‐‑‒–—―−_·•・.()]+$/
const X_OF_ID = /^[ \u00A0\u200B\-·]{0,3}[xX×Ⅹ](?![A-Za-z0-9])/
