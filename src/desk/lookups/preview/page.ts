// What a page says of itself: Open Graph, JSON-LD, its title. Read by a parser that takes whatever pages are made of.
import { Parser } from 'htmlparser2'
import type { PageFacts } from '../../../domain/post/preview/page-facts.ts'

/** Of one script or title; what is longer tells nothing that is wanted. */
const LONGEST = 100_000
const LONGEST_VALUE = 2_000

export function factsOfPage(html: string): PageFacts {
  const metas = new Map<string, string>()
  const scripts: string[] = []
  let title: string | null = null
  let taking: { what: 'title' | 'script'; text: string } | null = null
  let inPicture = 0
  const note = (name: string | undefined, value: string | undefined) => {
    const key = name?.toLowerCase().trim()
    const text = value?.slice(0, LONGEST_VALUE).trim()
    if (key && text && !metas.has(key)) metas.set(key, text)
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'svg') inPicture += 1
      if (name === 'title' && title === null && inPicture === 0) taking = { what: 'title', text: '' }
      if (name === 'script' && /^application\/ld\+json\b/i.test(attributes.type ?? ''))
        taking = { what: 'script', text: '' }
      if (name === 'meta') {
        for (const by of ['property', 'name', 'itemprop']) note(attributes[by], attributes.content)
      }
      if (name === 'link' && attributes.rel?.toLowerCase() === 'canonical') note('canonical', attributes.href)
      if (name === 'time') note(attributes.itemprop, attributes.datetime)
    },
    ontext(text) {
      if (taking !== null && taking.text.length < LONGEST) taking.text += text
    },
    onclosetag(name) {
      if (name === 'svg') inPicture -= 1
      if (taking === null || (name !== 'title' && name !== 'script')) return
      if (taking.what === 'title') title = taking.text
      else scripts.push(taking.text)
      taking = null
    },
  })
  parser.end(html)
  return { title: title ?? '', metas: Object.fromEntries(metas), linked: scripts.flatMap(linkedOf) }
}

/** The objects of a script in JSON-LD, those within a graph among them. What is no JSON is nothing. */
function linkedOf(script: string): Record<string, unknown>[] {
  try {
    const found = [JSON.parse(script) as unknown].flat()
    return found.flatMap((each) => (isObject(each) ? [each, ...[each['@graph']].flat().filter(isObject)] : []))
  } catch {
    return []
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
