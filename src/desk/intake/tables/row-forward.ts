// A row of a batch as a forward.
import type { NewBatch } from '../../../db/messages/batches.ts'
import type { CasePost } from '../../../domain/case/case.ts'
import type { PostRow } from '../../../domain/post/tables/rows.ts'
import { titleOf, titleOfLink } from '../../../domain/text/text.ts'
import type { Forward } from '../forwards/forward-shape.ts'
import { postOfLink, postOfText } from '../forwards/post-of.ts'

/** Null where nothing tells the post from others. */
export function forwardOfRow(
  row: PostRow,
  { origin, source, at }: Pick<NewBatch, 'origin' | 'source' | 'at'>,
  cardLater: boolean,
): Forward | null {
  const title = titleOf(row.title) || titleOf(row.text) || (row.url === null ? '' : titleOfLink(row.url))
  const post = postOf(row, title, at)
  if (post === null) return null
  return {
    posts: [{ ...post, platform: post.platform ?? row.platform, ...(row.toDay ? { toDay: true } : {}) }],
    title,
    text: wholeOf(row),
    source,
    metrics: row.metrics,
    discoveredAt: at,
    level: null,
    department: null,
    origin: origin === null ? null : { ...origin, under: origin.messageId },
    within: null,
    quiet: true,
    cardLater,
  }
}

/** A summary often begins with the title. */
const wholeOf = ({ title, text }: PostRow): string =>
  text === '' ? title : title === '' || text.startsWith(title) ? text : `${title}\n${text}`

function postOf({ url, title: words, text, publishedAt }: PostRow, title: string, at: string): CasePost | null {
  // Nobody has found a post before it was there.
  const published = publishedAt !== null && publishedAt > at ? at : publishedAt
  if (url === null) return postOfText(text || words, title, at, published)
  const post = postOfLink(
    url,
    { words: text || words, title, discoveredAt: at, publishedAt: published },
    { insists: true },
  )
  return 'key' in post ? post : null
}
