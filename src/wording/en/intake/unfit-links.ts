// English words of links that cannot be posts: one by itself, and those of a record.
import type { RefusalOf } from '../../../domain/capability/refusal.ts'
import { quoted } from '../base.ts'

const WHY_BAD: Record<RefusalOf<'bad-link'>['why'], string> = {
  'not-http': 'A link must begin with http:// or https://',
  'too-long': 'The link is too long',
  malformed: 'The link is incomplete or malformed',
  credentials: 'The link holds an account or a password',
  'private-address': 'The link leads into a private network that the public cannot reach',
  'cut-off': 'The link is incomplete; its end was left out',
}

export function badLink({ text, why }: RefusalOf<'bad-link'>): string {
  return `${WHY_BAD[why]} (${quoted(text)}); please copy the whole public link and send it again.`
}

export function emptyRecord({ unfit = [] }: RefusalOf<'empty-record'>): string {
  if (unfit.length === 0)
    return 'The chat record holds no link or text that could be registered. Please send the post’s link, or forward the messages one by one.'
  const named = unfit.slice(0, 3).map(({ text, why }) => `${quoted(text)} (${WHY_UNFIT[why]})`)
  const more = unfit.length > named.length ? `; ${unfit.length - named.length} more` : ''
  return `No link in this chat record can be registered: ${named.join('; ')}${more}. Please send each post’s whole public link.`
}

const WHY_UNFIT: Record<NonNullable<RefusalOf<'empty-record'>['unfit']>[number]['why'], string> = {
  'front-page': 'no single post',
  'not-http': 'no web link',
  'too-long': 'too long',
  malformed: 'malformed',
  credentials: 'has a password',
  'private-address': 'private network',
  'cut-off': 'cut off',
}
