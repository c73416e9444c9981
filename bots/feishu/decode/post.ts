// A post: rows of texts, links, names and pictures.
import { z } from 'zod'
import { linksBeside } from '../../../src/domain/post/post.ts'
import type { Content, FileRef } from './decode-content.ts'
import { optionalText, read } from './stored.ts'

/** Throws Unreadable. Links read `text url`. */
export function postContent(given: unknown): Content {
  const { title, content } = read(postShape, given)
  const found: Found = { files: [], links: [] }
  const rows = content.map((row) => row.map((span) => spanText(span, found)).join(''))
  const text = [title, ...rows]
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')
  return { text, files: found.files, links: linksBeside(text, found.links) }
}

interface Found {
  files: FileRef[]
  links: string[]
}

/**
 * `text url`, with space around the url: what stands beside it must not become part of it. What is shown for it may be the
 * address once more, cut off. `links`: where it is kept as it is.
 */
export function linked(text: string, url: string, links: string[]): string {
  if (url === '') return text
  const address = url.trim()
  if (SCHEME.test(address)) links.push(address)
  return isAddressShown(text.trim(), address) ? ` ${address} ` : `${text} ${address} `
}

const isAddressShown = (shown: string, address: string): boolean =>
  SCHEME.test(shown) || address.replace(SCHEME, '').startsWith(shown.replace(/[….]+$/u, ''))

const SCHEME = /^https?:\/\//iu

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

function spanText(span: z.output<typeof spanShape>, { files, links }: Found): string {
  switch (span.tag) {
    case 'a':
      return linked(span.text, span.href, links)
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
