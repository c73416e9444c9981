// The content of messages: what the app sends becomes what the platform keeps, with people's names out of the text.
import type { Mention, World } from './world.ts'

export interface Kept {
  content: string
  mentions: Mention[]
}

/** `<at user_id="ou_…">` of a text, and `at` of a post, become placeholders with the people beside them. */
export function keptContent(world: World, type: string, content: string): Kept {
  if (type === 'text') return keptText(world, content)
  if (type === 'post') return keptPost(world, content)
  return { content, mentions: [] }
}

/** A text as a test writes it: people stand in it as `<at:open id>`, everybody as `<at:all>`, the bot as `<at:bot>`. */
export function spokenText(world: World, text: string): { text: string; mentions: Mention[] } {
  const mentions: Mention[] = []
  const spoken = text.replace(/<at:([^>]+)>/g, (_all, id: string) => mentionOf(world, mentions, id))
  return { text: spoken, mentions }
}

function keptText(world: World, content: string): Kept {
  const mentions: Mention[] = []
  const { text } = JSON.parse(content) as { text: string }
  const kept = text.replace(/<at user_id="([^"]*)">[^<]*<\/at>/g, (_all, id: string) => mentionOf(world, mentions, id))
  return { content: JSON.stringify({ text: kept }), mentions }
}

interface Span {
  tag: string
  user_id?: string
}

/** A post is sent by language and kept as its first one. */
function keptPost(world: World, content: string): Kept {
  const mentions: Mention[] = []
  const sent = JSON.parse(content) as Record<string, unknown>
  const post = ('content' in sent ? sent : Object.values(sent)[0]) as { title?: string; content: Span[][] }
  const rows = post.content.map((row) =>
    row.map((span) =>
      span.tag === 'at' ? { ...span, user_id: mentionOf(world, mentions, span.user_id ?? ''), user_name: '' } : span,
    ),
  )
  return { content: JSON.stringify({ title: post.title ?? '', content: rows }), mentions }
}

/**
 * The placeholder of whom an id names. Everybody has no entry among the mentions, as on the platform; an id that nobody
 * has calls nobody.
 */
function mentionOf(world: World, mentions: Mention[], id: string): string {
  if (id === 'all') return '@_all'
  const bot = id === 'bot' || id === world.bot.openId
  const person = bot ? world.bot : world.users.get(id)
  if (!person) return `@${id}`
  const known = mentions.find((each) => each.openId === person.openId)
  if (known) return known.key
  const key = `@_user_${mentions.length + 1}`
  mentions.push({ key, openId: person.openId, name: person.name, bot })
  return key
}
