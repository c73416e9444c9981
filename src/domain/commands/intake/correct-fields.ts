// `/更正 发布时间 11-28 09:30 第2条`: which fact is named, what it should be, and which post it is about.
import { type Field, type FieldKind, filledIn } from '../../capability/fields.ts'
import { findUrls } from '../../post/post.ts'
import { cleanText } from '../../text/text.ts'

/** What can be corrected, in the order in which it is done. */
export const FACTS = ['title', 'place', 'platform', 'published'] as const
export type Fact = (typeof FACTS)[number]

const NAMES: Record<Fact, RegExp> = {
  title: /^(?:标题|標題|题目|題目|title)(?:改为|改為|应为|應為|为|為)?(?:\s*[:：]\s*|\s+|(?=[“"「『《])|$)/iu,
  published:
    /^(?:发布时间|發布時間|发布日期|發布日期|发布|發布|发帖时间|發帖時間|发表时间|發表時間|published)(?:改为|改為|应为|應為|为|為)?(?:\s*[:：]\s*|\s+|(?=\d|[昨前今])|$)/iu,
  platform: /^(?:平台|发布平台|發布平台|platform)(?:改为|改為|应为|應為|为|為)?(?:\s*[:：]\s*|\s+|$)/iu,
  place:
    /^(?:地点|地點|涉及地|涉及地点|涉及地點|地址|place|location)(?:改为|改為|应为|應為|为|為)?(?:\s*[:：]\s*|\s+|$)/iu,
}

/** A post by its place: `第2条`, `post 2`. */
const BY_PLACE = /(?:^|\s+)(?:第\s*(\d{1,2})\s*[条條篇帖个個]帖?文?|post\s+(\d{1,2}))\s*$/iu

/** A fact of a post leaves the post to the field behind it. */
export const factField = (fact: Fact, kind: FieldKind): Field<string> => ({
  kind,
  required: false,
  refusedWhenRead: false,
  missing: 'text',
  aliases: fact === 'published' ? ['publishedAt'] : [],
  lines: 1,
  take(words) {
    const name = NAMES[fact].exec(words)?.[0]
    if (name === undefined) return { value: '', rest: words }
    const said = filledIn(words.slice(name.length).trim())
    if (said === '') return { refusal: { reason: 'missing', command: 'correct', what: 'text' } }
    if (fact === 'title' || fact === 'place') return { value: said, rest: '' }
    const { rest, post } = withoutPost(said)
    return { value: rest, rest: post }
  },
  fill: cleanText,
})

function withoutPost(said: string): { rest: string; post: string } {
  const [url] = findUrls(said)
  if (url !== undefined) return { rest: said.replace(url, '').trim(), post: url }
  const found = BY_PLACE.exec(said)
  if (found === null) return { rest: said, post: '' }
  return { rest: said.slice(0, found.index).trim(), post: found[1] ?? found[2] ?? '' }
}

/** What is left when no fact was named is told. */
export const postField = (): Field<string> => ({
  kind: 'post',
  required: false,
  refusedWhenRead: false,
  missing: 'posts',
  aliases: [],
  lines: 1,
  take(words) {
    const isPost = words === '' || /^\d{1,2}$/u.test(words) || findUrls(words).length > 0
    return isPost ? { value: words.trim(), rest: '' } : { refusal: { reason: 'which-fact', text: words } }
  },
  fill: cleanText,
})
