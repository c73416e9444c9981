// A case that may be the same matter, as the API shows it.
import { z } from 'zod'
import { LIKENESSES } from '../../domain/post/likeness/likeness.ts'
import { told } from '../spoken.ts'

export const like = z.strictObject({
  number: z.int().min(0),
  title: z.string(),
  how: told(
    z.enum(LIKENESSES),
    'text 内容相近，matter 地点、日期相同，picture 图片相近，link 短链接指向该案帖文',
    'Its text is alike, its places and day are the same, its picture is alike, or its short link leads there',
  ),
  ended: told(z.boolean(), '提示时该案已结束', 'It was at its end when this was asked'),
  answer: told(z.enum(['same', 'different']).nullable(), '尚未研判的为空', 'Null as long as nobody has said'),
})
