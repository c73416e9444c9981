// Errors as they may be logged and kept: what failed and where, never the texts that were being worked on.

export interface PlainError {
  type: string
  message: string
  code?: string
  /** Frames alone: the message would stand above them a second time. */
  stack: string
  cause?: PlainError
  errors?: PlainError[]
}

/**
 * For pino's `err`. A failed query carries its parameters, in its message, too; the database's `detail` and `where` quote
 * rows; other libraries hang whatever they like on an error. So fields are taken by name, and nothing else is.
 */
export function plainError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'what was thrown is not an error', stack: '' }
  const code = codeOf(error)
  return {
    type: error.name,
    message: messageOf(error),
    ...(code === null ? {} : { code }),
    stack: framesOf(error),
    ...(error.cause instanceof Error ? { cause: plainError(error.cause) } : {}),
    ...(error instanceof AggregateError ? { errors: error.errors.slice(0, MOST_ERRORS).map(plainError) } : {}),
  }
}

/** One line for a row's `error` or a notice: of a failed query, why it failed. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'what was thrown is not an error'
  if (isFailedQuery(error) && error.cause instanceof Error) return reasonOf(error.cause)
  return `${error.name}: ${messageOf(error)}`.slice(0, LONGEST_REASON)
}

const MOST_ERRORS = 10
const LONGEST_REASON = 500

function messageOf(error: Error): string {
  if (isFailedQuery(error)) return 'a query failed'
  // Both quote what they could not read.
  if (error instanceof SyntaxError) return 'a text could not be parsed'
  if (codeOf(error)?.startsWith('22')) return error.message.replace(/: ".*$/s, '')
  return error.message
}

const isFailedQuery = (error: Error): boolean => 'query' in error && 'params' in error && error.cause !== undefined

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}

const framesOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
