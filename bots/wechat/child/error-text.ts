// What went wrong, for the service's log: puppets put whole messages into their errors, and what people say does not go there.

export function errorText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return (
    text
      .split(/[\n{<"“「]/u)[0]
      ?.trim()
      .slice(0, 200) ?? ''
  )
}
