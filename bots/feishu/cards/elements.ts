// Elements of a card (JSON 2.0), as small as they can be: an unknown property is an error of the whole card.

export interface Element {
  tag: string
  [property: string]: unknown
}

/** People's own words are shown as the letters that they are: no links, mentions, bold or pictures come of them. */
export const plain = (content: string): Element => ({ tag: 'plain_text', content })

export const paragraph = (content: string): Element => ({ tag: 'div', text: plain(content) })

export const bold = (content: string): Element => ({
  tag: 'markdown',
  // Line by line: an emphasis does not reach over an empty line.
  content: content
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : `**${escaped(line.trim())}**`))
    .join('\n'),
})

export const called = (openIds: string[]): Element => ({
  tag: 'markdown',
  content: openIds.map((id) => `<at id=${id}></at>`).join(' '),
})

/** Label and value side by side. */
export const row = (left: Element, right: Element): Element => ({
  tag: 'column_set',
  flex_mode: 'none',
  horizontal_spacing: '8px',
  columns: [column([left], { width: LABEL_WIDTH }), column([right], { width: 'weighted', weight: 1 })],
})

/** As many beside each other as the screen bears. */
export const inLine = (elements: Element[]): Element => ({
  tag: 'column_set',
  flex_mode: 'flow',
  horizontal_spacing: '8px',
  columns: elements.map((each) => ({ tag: 'column', width: 'auto', elements: [each] })),
})

export const panel = (title: string, elements: Element[]): Element => ({
  tag: 'collapsible_panel',
  expanded: false,
  header: {
    title: plain(title),
    vertical_align: 'center',
    padding: '4px 8px 4px 8px',
    icon: { tag: 'standard_icon', token: 'down-small-ccm_outlined', size: '16px 16px' },
    icon_position: 'follow_text',
    icon_expanded_angle: -180,
  },
  // Folded it looks like what it is, something to press.
  border: { color: 'grey', corner_radius: '5px' },
  vertical_spacing: '8px',
  padding: '8px 8px 8px 8px',
  elements,
})

/** As the platform's own table of escapes has it: numbered entities. */
export const escaped = (text: string): string => text.replace(MARKDOWN, (each) => `&#${each.charCodeAt(0)};`)

const MARKDOWN = /[&<>*~_`[\]()#!\\|$+\-"':/]/g

/** Of four Chinese characters or one English word; the rest is the value's, on a phone too. */
const LABEL_WIDTH = '88px'

const column = (elements: Element[], width: { width: string; weight?: number }): Element => ({
  tag: 'column',
  ...width,
  vertical_align: 'top',
  elements,
})

/** How many elements the platform counts: everything that bears a tag, texts and options too. */
export function countOf(node: unknown): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, each) => sum + countOf(each), 0)
  if (typeof node !== 'object' || node === null) return 0
  const own = 'tag' in node ? 1 : 0
  return Object.values(node).reduce<number>((sum, each) => sum + countOf(each), own)
}
