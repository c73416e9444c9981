// Ids of the platform, checked before they enter a path: the SDK puts them there as they are.

const PATTERNS = {
  message: /^om[_-][\w-]{1,128}$/,
  chat: /^oc_[\w-]{1,128}$/,
  user: /^ou_[\w-]{1,128}$/,
  thread: /^omt_[\w-]{1,128}$/,
}

export const isId = (kind: keyof typeof PATTERNS, text: string | null | undefined): text is string =>
  typeof text === 'string' && PATTERNS[kind].test(text)
