// A message's text as HTML: http and https links, people called by name; everything else stays the letters that it is.
import type { ComponentChild } from 'preact'
import { urlSpans } from '../../../src/domain/text/text.ts'

/** Matches `@name`; the name is the first group. */
export type CallPattern = RegExp

export function Text({ text, calls }: { text: string; calls: CallPattern }) {
  const parts: ComponentChild[] = []
  let from = 0
  for (const { start, end } of urlSpans(text)) {
    parts.push(...withCalls(text.slice(from, start), calls), <Link url={text.slice(start, end)} />)
    from = end
  }
  return <>{[...parts, ...withCalls(text.slice(from), calls)]}</>
}

/** A link where the address is one of the web, else its letters. The page it opens learns nothing of this one. */
export function Link({ url, label }: { url: string; label?: string }) {
  const href = webAddress(url)
  if (href === null) return <>{label ? `${label}：${url}` : url}</>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {label ?? url}
    </a>
  )
}

function withCalls(text: string, calls: CallPattern): ComponentChild[] {
  const parts: ComponentChild[] = []
  let from = 0
  for (const call of text.matchAll(calls)) {
    parts.push(text.slice(from, call.index), <span class="call">{call[0]}</span>)
    from = call.index + call[0].length
  }
  return [...parts, text.slice(from)]
}

function webAddress(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null
  return parsed && ['http:', 'https:'].includes(parsed.protocol) ? parsed.href : null
}
