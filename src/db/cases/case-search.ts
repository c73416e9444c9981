// What a case is found by: its number, its title, its place, the superior's paper, and the addresses of its posts.
import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Case } from '../../domain/case/case.ts'
import { identifyUrl } from '../../domain/post/post.ts'
import type { Db } from '../engine/connect.ts'
import { composed, composedInsert } from '../engine/prepared-statements.ts'
import { caseTitles } from '../schema/desk.ts'
import { cases, posts } from '../schema/schema.ts'

/** A case of hundreds of posts is found by the first ones; by any other by its whole address. */
const MOST_POSTS = 50

const searchRow = (state: Case) => {
  const { number: caseNumber, title } = state
  const also = alsoOf(state)
  return { caseNumber, title, also, grams: gramsOf(also === '' ? title : `${title}\n${also}`) }
}

function alsoOf({ place, order, posts }: Case): string {
  const addresses = posts.slice(0, MOST_POSTS).flatMap(({ url, canonicalUrl }) => [url, canonicalUrl])
  const lines = [place, order?.number, ...addresses.map((each) => each && withoutScheme(each))]
  return [...new Set(lines.filter((line) => typeof line === 'string' && line !== ''))].join('\n')
}

const withoutScheme = (address: string): string => address.replace(/^https?:\/\//iu, '')

/** Every two neighbouring characters, in lower case: what a part of a text is looked up by. */
export function gramsOf(text: string): string[] {
  const letters = [...text.toLowerCase()]
  return [...new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`))]
}

const COLUMNS = ['caseNumber', 'title', 'also', 'grams'] as const
const insertRow = composedInsert(caseTitles, COLUMNS)
const updateRow = composed((db) =>
  db
    .update(caseTitles)
    .set({
      title: sql`${sql.placeholder('title')}`,
      also: sql`${sql.placeholder('also')}`,
      grams: sql`${sql.placeholder('grams')}`,
    })
    .where(eq(caseTitles.caseNumber, sql.placeholder('caseNumber'))),
)

/** None where the case is found by what it was found by before. */
export function savingSearch(tx: Db, before: Case | null, after: Case) {
  if (before === null) return [insertRow(tx, [searchRow(after)])]
  const isSame = before.title === after.title && alsoOf(before) === alsoOf(after)
  if (isSame) return []
  const { grams, ...row } = searchRow(after)
  return [updateRow(tx, { ...row, grams: caseTitles.grams.mapToDriverValue(grams) })]
}

/**
 * Whether a case is found by these words. Each part is looked up by an index, and by itself: joined by `or` they would be
 * asked of every case. What is too short for a gram is looked for in every title.
 */
export function isFoundBy(db: Db, q: string): SQL {
  const identity = identifyUrl(q)
  const canonical = identity.ok ? identity.canonical : null
  const parts = [...new Set([q, withoutScheme(q), ...(canonical === null ? [] : [withoutScheme(canonical)])])]
  const texts = parts.filter((part) => part !== '').map((part) => textHolds(part))
  const keys = [q, ...(canonical === null ? [] : [`url:${canonical}`])]
  const byText = db
    .select({ number: caseTitles.caseNumber })
    .from(caseTitles)
    .where(or(...texts))
  const byKey = db.select({ number: posts.caseNumber }).from(posts).where(inArray(posts.key, keys))
  const number = numberIn(q)
  const byNumber = number === null ? sql`` : sql` union all select ${number}::integer`
  return sql`${cases.number} in (${byText} union all ${byKey}${byNumber})`
}

/** The grams find the candidates, the text itself decides. */
function textHolds(part: string): SQL | undefined {
  const grams = gramsOf(part)
  const like = `%${part.replace(/[\\%_]/g, '\\$&')}%`
  const candidates = grams.length === 0 ? undefined : sql`${caseTitles.grams} @> ${sql.param(grams, caseTitles.grams)}`
  return and(candidates, sql`(${caseTitles.title} ilike ${like} or ${caseTitles.also} ilike ${like})`)
}

/** `#12`, `№12`, `12号`, `12`: a case's number, as the database can hold one. */
function numberIn(q: string): number | null {
  const [, digits] = /^[#＃№]?\s*(\d{1,9})\s*号?$/u.exec(q.normalize('NFKC').replace(/^No/u, '№').trim()) ?? []
  return digits === undefined ? null : Number(digits)
}
