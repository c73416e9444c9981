// Kinds of messages that no text can be made of, by the names that platforms give them: which of them are only talk.

const TALK = new Set([
  'audio', 'voice', 'location', 'vote', 'share_user', 'share_chat', 'contact', 'todo', 'calendar', 'general_calendar',
  'share_calendar_event', 'video_chat', 'folder', 'group_note', 'sticker', 'emotion', 'hongbao', 'system',
]) // biome-ignore format: a list of words

/** Talk that people take for a forward all the same: what they heard, where it is. */
const MEANT_AS_FORWARD = new Set(['audio', 'voice', 'location'])

export const mayBeMeantAsForward = (kind: string): boolean => MEANT_AS_FORWARD.has(kind)

/** Such a message never holds a post. */
export const isTalk = (kind: string): boolean => TALK.has(kind)
