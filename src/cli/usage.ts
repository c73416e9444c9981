// An error of use rather than of work: exit status 2, with the usage.

export class UsageError extends Error {
  override readonly name = 'CLIError'
}
