// Who is called by name: placeholders in the text become names, and the bot's own is taken out.
import { z } from 'zod'
import { optionalText } from './stored.ts'

export interface Mention {
  /** `@_user_1`, `@_all`. */
  key: string
  name: string
  /** '' where the platform tells none. */
  account: string
  bot: boolean | null
}

/** The bot itself; null as long as the platform has not told. */
export interface Self {
  openId: string | null
  appId: string
}

export interface Named {
  text: string
  mentions: { name: string; account: string }[]
  addressed: boolean
}

/** As events have them: `id` with three kinds of ids; and as histories have them: `id` alone. */
export const mentionShape = z
  .object({
    key: z.string(),
    name: optionalText,
    id: z.union([z.string(), z.object({ open_id: optionalText })]).nullish(),
    mentioned_type: z.string().nullish(),
  })
  .transform(({ key, name, id, mentioned_type }): Mention => {
    const account = typeof id === 'string' ? id : (id?.open_id ?? '')
    return { key, name, account, bot: mentioned_type == null ? null : mentioned_type === 'bot' }
  })

export const mentionsShape = z
  .array(mentionShape)
  .nullish()
  .transform((given) => given ?? [])

export const EVERYBODY = '@所有人'

// Whole keys: `@_user_1` begins `@_user_10` too. Spaces after the bot's own name go with it.
const KEYS = /(@_user_\d+|@_all(?!\w))([ \u00a0]*)/gu

export function named(text: string, mentions: Mention[], self: Self): Named {
  const known = new Map(mentions.map((each) => [each.key, each]))
  const called = new Map<string, string>()
  let addressed = false
  const said = text.replace(KEYS, (whole, key: string, space: string) => {
    if (key === '@_all') return `${EVERYBODY}${space}`
    const mention = known.get(key)
    if (mention === undefined) return whole
    if (isSelf(mention, self)) {
      addressed = true
      return ''
    }
    if (mention.account !== '' && mention.bot !== true) called.set(mention.account, mention.name)
    return `@${mention.name}${space}`
  })
  return { text: said.trim(), mentions: [...called].map(([account, name]) => ({ name, account })), addressed }
}

/** As long as the bot does not know itself, a bot that is called is taken for it. */
function isSelf({ account, bot }: Mention, { openId, appId }: Self): boolean {
  return openId === null ? bot === true || account === appId : account === openId || account === appId
}
