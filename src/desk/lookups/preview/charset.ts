// The text of a page from its bytes: by its header, its mark, or what it says of itself; pages lie about it, and then it is tried.

/** Bytes in which a page must name its encoding. */
const HEAD = 4_096

export function textOf(body: Uint8Array, contentType: string): string {
  const head = new TextDecoder('latin1').decode(body.subarray(0, HEAD))
  const named = [markOf(body), /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1], charsetIn(head)]
  for (const label of [...named, 'utf-8', 'gb18030']) {
    const text = label === undefined ? null : decoded(body, label)
    if (text !== null) return text
  }
  return new TextDecoder('utf-8').decode(body)
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined
}

const charsetIn = (head: string): string | undefined =>
  /<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1] ??
  /<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)/i.exec(head)?.[1]

/** Null where the bytes are not of that encoding. The last character may be cut off. */
function decoded(body: Uint8Array, label: string): string | null {
  try {
    // GBK and GB2312 are parts of GB18030, and pages that name them hold characters of it.
    const name = /^(?:gb|x-gbk|cp936|ms936)/i.test(label) ? 'gb18030' : label
    return new TextDecoder(name, { fatal: true }).decode(body, { stream: true })
  } catch {
    return null
  }
}
