// What comes from a platform, of a length and of characters that everything behind it can keep.

/** Longer than any message of WeChat. Without an end to it a single one could stop the pipe for ever. */
export const MOST_TEXT = 200_000
const MOST_NAME = 500

/** Without NUL and halves of characters: no database takes them, and what cannot be kept would be tried for ever. */
export const clean = (text: unknown, most = MOST_NAME): string =>
  (typeof text === 'string' ? text : '')
    .slice(0, most)
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
