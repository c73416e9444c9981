// Walking through a card: its elements in the order in which they are read, and the words in them.

export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

export function parsedCard(content: string): Json {
  try {
    const card: unknown = JSON.parse(content)
    return isObject(card) ? card : {}
  } catch {
    return {}
  }
}

/** The elements at the top: of JSON 2.0 in the body, of 1.0 beside the header. */
export const topElements = (card: Json): Json[] => objects(isObject(card.body) ? card.body.elements : card.elements)

/** What an element holds, in reading order. */
export const childrenOf = (element: Json): Json[] => [
  ...objects(element.columns),
  ...objects(element.elements),
  ...objects(element.actions),
]

/** An element and everything within it. */
export const withDescendants = (element: Json): Json[] => [element, ...childrenOf(element).flatMap(withDescendants)]

export const allElements = (card: Json): Json[] => topElements(card).flatMap(withDescendants)

/** The words of a text object (`{tag: 'plain_text', content}`). */
export const wordsOf = (text: unknown): string =>
  isObject(text) && typeof text.content === 'string' ? text.content : ''

export const titleOf = (card: Json): string => (isObject(card.header) ? wordsOf(card.header.title) : '')

/** What a button sends back when it is pressed; null for one that only opens a page. */
export function callbackOf(element: Json): Json | null {
  const behaviour = objects(element.behaviors).find(({ type }) => type === 'callback')
  if (behaviour) return isObject(behaviour.value) ? behaviour.value : {}
  return isObject(element.value) ? element.value : null
}
