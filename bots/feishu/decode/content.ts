// What a message says: its type and its content, of events, histories and forwarded records alike.
import { z } from 'zod'
import { cardText } from './card.ts'
import type { Content } from './decode-content.ts'
import { postContent } from './post.ts'
import { read, Unreadable } from './stored.ts'

/** Nothing that anybody would want an answer to. */
const TALK = new Set(['sticker', 'hongbao', 'system'])

/** Null for what is only talk. Throws Unreadable. `content` is JSON, but for records, where it is any text. */
export function contentOf(type: string, content: string): Content | null {
  if (TALK.has(type)) return null
  switch (type) {
    case 'text':
      return said(read(textShape, parsed(content)).text)
    case 'post':
      return postContent(parsed(content))
    case 'interactive':
      return { ...cardText(parsed(content)), files: [] }
    case 'image':
      return { text: '', files: [{ kind: 'image', key: read(imageShape, parsed(content)).image_key, name: null }] }
    case 'file': {
      const { file_key, file_name } = read(fileShape, parsed(content))
      return { text: '', files: [{ kind: 'file', key: file_key, name: file_name || null }] }
    }
    // A sound or a video says nothing that a text could be made of; in a case's thread it is kept with the case.
    case 'audio':
    case 'media': {
      const found = fileShape.safeParse(parsed(content))
      const { file_key = '', file_name } = found.data ?? {}
      const files: Content['files'] = found.success ? [{ kind: 'file', key: file_key, name: file_name || null }] : []
      return { text: '', files, opaque: type }
    }
    case 'merge_forward':
      return { text: '', files: [], record: true }
    default:
      return { text: '', files: [], opaque: type.slice(0, 40) }
  }
}

const said = (text: string): Content => ({ text, files: [] })

const textShape = z.object({ text: z.string() })
const imageShape = z.object({ image_key: z.string() })
const fileShape = z.object({ file_key: z.string(), file_name: z.string().nullish() })

function parsed(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    throw new Unreadable('content: no JSON')
  }
}
