// What mistakes speak of: what was found, what belongs there, and what would be right; a language has words for each.

/** What stands there, short: what people wrote may be anything. */
export type Found = { is: 'text' | 'value'; text: string } | { is: 'list' | 'keys' }

export function found(value: unknown): Found {
  if (Array.isArray(value)) return { is: 'list' }
  if (typeof value === 'object' && value !== null) return { is: 'keys' }
  if (typeof value !== 'string') return { is: 'value', text: String(value) }
  return { is: 'text', text: value.length > 60 ? `${value.slice(0, 60)}…` : value }
}

/** What a value is, in words. */
export type What =
  | 'keys' | 'list' | 'text' | 'yes-no'
  | 'duration' | 'offset' | 'span' | 'time-of-day' | 'date' | 'time-zone'
  | 'policy-name' | 'level-number' | 'level-key' | 'role' | 'told' | 'way' | 'document' | 'figure' | 'ladder'
  | 'ladder-key' | 'base' | 'approver-role' | 'weekday' | 'severity' | 'commit-base' | 'times' | 'guarded'
  | 'confirm-level'
  | 'org-key' | 'purpose' | 'channel' | 'channel-key'
  | 'path' | 'time-format' | 'text-or-number' | 'header' | 'webhook-name' | 'variable' | 'algorithm' | 'encoding' // biome-ignore format: by the file that has them

/** What to write, where it is no text that could stand in the file as it is. */
export type ExampleWord =
  | 'durations' | 'offsets' | 'span'
  | 'level-numbers' | 'level-keys' | 'ladder-name' | 'and-ladder-name' | 'ladder-keys' | 'ladder-key' | 'marked-rungs'
  | 'gravest-levels' | 'policy-keys'
  | 'org-keys' | 'room-channel' | 'channel-keys'
  | 'webhooks-keys' | 'webhook-item' | 'webhook-keys' | 'path-or-list' | 'text-source' | 'time-source' | 'path' // biome-ignore format: by the file that has them

/** As the file has it, the same in every language; or words. */
export type Example = string | { words: ExampleWord }

export type Right =
  | { write: Example; or?: 'remove-key' | 'empty-list' }
  /** What was surely meant. */
  | { meant: string }
  | { oneOf: readonly string[]; what: What }

/** How a file is no YAML. */
export type SyntaxSlip =
  | 'tab' | 'unclosed-bracket' | 'indentation' | 'second-colon' | 'second-colon-or-deeper' | 'no-colon'
  | 'unclosed-quote' | 'no-value' | 'no-comma' | 'bad-start' | 'backslash' | 'second-document' | 'tag'
  | 'key-not-text' | 'bracket-too-many' | 'no-blank-before-comment' | 'out-of-place' // biome-ignore format: shorter so
