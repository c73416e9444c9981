// A post: rows of texts, links, names and pictures.
import { z } from 'zod'
import type { Content, FileRef } from './decode-content.ts'
import { optionalText, read } from './stored.ts'

/** Throws Unreadable. Links read `text url`. */
export function postContent(given: unknown): Content {
  const { title, content } = read(postShape, given)
  const files: FileRef[] = []
  const rows = content.map((row) => row.map((span) => spanText(span, files)).join(''))
  return {
    text: [title, ...rows]
      .map((line) => line.trim())
      .filter(Boolean)
      .join('\n'),
    files,
  }
}

/** `text url`, with space around the url: what stands beside it must not become part of it. */
export function linked(text: string, url: string): string {
  if (url === '') return text
  return text === '' || text === url ? ` ${url} ` : `${text} ${url} `
}

const spanShape = z.object({
  tag: z.string(),
  text: optionalText,
  href: optionalText,
  user_id: optionalText,
  user_name: optionalText,
  image_key: optionalText,
  emoji_type: optionalText,
})

const rowsShape = z.array(z.array(spanShape))
const oneShape = z.object({ title: optionalText, content: rowsShape })

/** In events and histories as it is; some answers wrap it by language. */
const postShape = z.preprocess((given) => {
  if (typeof given !== 'object' || given === null || 'content' in given) return given
  return Object.values(given)[0]
}, oneShape)

function spanText(span: z.output<typeof spanShape>, files: FileRef[]): string {
  switch (span.tag) {
    case 'a':
      return linked(span.text, span.href)
    case 'at':
      return nameText(span)
    case 'img':
      if (span.image_key !== '') files.push({ kind: 'image', key: span.image_key, name: null })
      return ''
    case 'emotion':
      return `[${span.emoji_type}]`
    case 'hr':
    // Cannot be kept: what it shows is not said in text.
    case 'media':
      return ''
    default:
      return span.text
  }
}

/** A placeholder, to be named like those of a text; `all` and `@_all` both stand for everybody. */
function nameText({ user_id, user_name }: z.output<typeof spanShape>): string {
  if (user_id === 'all' || user_id === '@_all') return '@_all'
  if (user_id.startsWith('@_user_')) return user_id
  return user_name === '' ? '' : `@${user_name}`
}
