// A card as `get`, `list` and events tell it: never the JSON that was sent, unless that is asked for by name.
import { isObject, type Json, objects, parsedCard, titleOf, topElements, wordsOf } from './card-tree.ts'

/**
 * A card of JSON 1.0 is told by its words, in rows (as in the documentation). Of JSON 2.0 there is only a notice to update
 * the client (larksuite/oapi-sdk-python#95, openclaw#78289), except for who asks with `card_msg_content_type`: then the
 * card stands in it once more as a string.
 */
export function historyOf(content: string, wanted: string | null): object {
  const card = parsedCard(content)
  if (wanted === 'user_card_content') return { user_dsl: content }
  if (wanted === 'raw_card_content') return { json_card: content }
  if (card.schema === '2.0') return outdated
  return { title: titleOf(card), elements: topElements(card).flatMap(rowsOf) }
}

/** In an event the card of JSON 2.0 stands beside the notice (larksuite/cli#1480). */
export function heardOf(content: string): object {
  const told = historyOf(content, null)
  return told === outdated ? { ...outdated, user_dsl: content } : told
}

const outdated = {
  title: null,
  elements: [
    [
      { tag: 'img', image_key: 'img_v3_02ad_e19fca1f-912a-450e-95de-3c229091b53g' },
      { tag: 'text', text: '请升级至最新版本客户端，以查看内容' },
      { tag: 'text', text: '' },
    ],
  ],
}

function rowsOf(element: Json): Json[][] {
  switch (element.tag) {
    case 'markdown':
      return [markdownSpans(String(element.content ?? ''))]
    case 'div':
      return [
        [
          { tag: 'text', text: wordsOf(element.text) },
          ...objects(element.fields).map(({ text }) => ({ tag: 'text', text: wordsOf(text) })),
        ],
      ]
    case 'column_set':
      return [objects(element.columns).flatMap((column) => objects(column.elements).flatMap(rowsOf).flat())]
    case 'form':
      return objects(element.elements).flatMap(rowsOf)
    case 'collapsible_panel': {
      const title = isObject(element.header) ? wordsOf(element.header.title) : ''
      return [[{ tag: 'text', text: title }], ...objects(element.elements).flatMap(rowsOf)]
    }
    case 'hr':
      return [[{ tag: 'hr' }]]
    case 'img':
      return [[{ tag: 'img', image_key: element.img_key }]]
    case 'button':
      return [[{ tag: 'button', text: wordsOf(element.text), type: element.type ?? 'default' }]]
    case 'picker_datetime':
    case 'select_static':
    case 'multi_select_static':
      return [
        [
          {
            tag: element.tag,
            options: objects(element.options).map(({ text }) => wordsOf(text)),
            placeholder: wordsOf(element.placeholder),
          },
        ],
      ]
    case 'input':
      return [[{ tag: 'input', label: wordsOf(element.label) }]]
    default:
      return []
  }
}

const span = /<at id=(?:"([^"]*)"|([^>]*))><\/at>|\[([^\]]*)\]\(([^)]*)\)/g

/** Bold and colour are lost; links and mentions become spans of their own. */
function markdownSpans(markdown: string): Json[] {
  const spans: Json[] = []
  const text = (words: string) => {
    const bare = words.replace(/\*\*|__|~~|<\/?font[^>]*>/g, '')
    if (bare !== '') spans.push({ tag: 'text', text: bare })
  }
  let from = 0
  let users = 0
  for (const found of markdown.matchAll(span)) {
    text(markdown.slice(from, found.index))
    from = found.index + found[0].length
    const id = found[1] ?? found[2]
    if (id === undefined) spans.push({ tag: 'a', href: found[4], text: found[3] })
    else spans.push({ tag: 'at', user_id: id === 'all' ? '@_all' : `@_user_${++users}`, user_name: '' })
  }
  text(markdown.slice(from))
  return spans
}
