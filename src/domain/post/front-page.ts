// Addresses that show many posts and are none: a site's front page, a list, the folder of a month.

/**
 * Whether a canonical address is such a page. With a query or a route of its own it may be anything and is not: boards of
 * petitions show each letter so (`index?tid=…`).
 */
export function isFrontPage(canonical: string): boolean {
  const { pathname, search, hash } = new URL(canonical)
  if (search !== '' || hash !== '') return false
  const steps = pathname.toLowerCase().split('/').filter(Boolean)
  const last = steps.at(-1)
  if (last === undefined) return true
  // `/2026/11/`, `/art/2026`, `/art/2026/11/29`: what a cut-off link of a news site leaves.
  if (YEAR.test(steps.at(-2) ?? '') && PART_OF_DATE.test(last)) return true
  if (YEAR.test(steps.at(-3) ?? '') && PART_OF_DATE.test(steps.at(-2) ?? '') && PART_OF_DATE.test(last)) return true
  if (YEAR.test(last) && steps.slice(0, -1).every((step) => WORD.test(step))) return true
  // `/t20261129_12.html` is a page, and so is the index of a folder that is named by a number of one.
  const folder = PAGE.test(last) ? steps.slice(0, -1) : steps
  if (folder.length === steps.length) return steps.length === 1 && COLUMN.test(last)
  return folder.every((step) => WORD.test(step) || COLUMN.test(step))
}

const YEAR = /^(?:19|20)\d\d$/
const PART_OF_DATE = /^(?:0?[1-9]|[12]\d|3[01])$/
const WORD = /^[a-z_-]{1,20}$/
/** `col/col1229` and `node_123` are how content systems number their lists. */
const COLUMN = /^(?:col\d*|node_?\d*|channel_?\d*|category|lists?|index|home|main|news)$/
const PAGE = /^(?:index|default|home|main|lists?)(?:_\d{1,4})?(?:\.(?:s?html?|php|aspx?|jspx?|do))?$/
