// Reading an encoded card in tests: its parts, its elements, all that it says.
import { encodeCard, type Layout } from '../../../../bots/feishu/cards/encode.ts'
import type { Card } from '../../../../src/wording/card/card.ts'

export const layout: Layout = { mention: [], way: 'mention', lang: 'zh-CN', direct: false }

export interface Node {
  tag?: string
  [property: string]: unknown
}

export const parsed = (card: Card, given: Partial<Layout> = {}) =>
  JSON.parse(encodeCard(card, { ...layout, ...given }).card) as {
    config: Node
    header: { title: Node; template: string; text_tag_list: { text: { content: string }; color: string }[] }
    body: { elements: Node[] }
  }

/** Every object that has a tag, in reading order. */
export function nodesIn(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(nodesIn)
  if (typeof node !== 'object' || node === null) return []
  const within = Object.values(node).flatMap(nodesIn)
  return 'tag' in node ? [node as Node, ...within] : within
}

export const unescaped = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))

/** All that can be read or opened, as one text. */
export function saidBy(card: object): string {
  const texts: string[] = []
  const walk = (node: unknown): void => {
    if (typeof node === 'string') texts.push(node)
    else if (typeof node === 'object' && node !== null) Object.values(node).forEach(walk)
  }
  walk(card)
  return unescaped(texts.join('\n').replaceAll('**', ''))
}
