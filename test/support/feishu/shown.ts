// A chat as a person sees it.
import { isObject, type Json, objects, parsedCard, titleOf, topElements, wordsOf } from './card-tree.ts'
import { buttonsOf, type ShownButton } from './clicks.ts'
import type { Message, Urging, World } from './world.ts'

export interface Shown {
  messageId: string
  rootId: string | null
  parentId: string | null
  threadId: string | null
  chatId: string
  sender: { type: 'user' | 'app'; id: string }
  type: string
  /** As it was sent or last replaced: parsed, or a bare string where it is no JSON. */
  content: unknown
  createdAt: number
  updatedAt: number
  versions: number
  urgent: Urging[]
  deleted: boolean
  /** All that a person reads, line by line. */
  text: string
  buttons: ShownButton[]
}

export function shownMessage(world: World, message: Message): Shown {
  return {
    messageId: message.messageId,
    rootId: message.rootId,
    parentId: message.parentId,
    threadId: message.threadId,
    chatId: message.chatId,
    sender: message.sender,
    type: message.type,
    content: contentOf(message.content),
    createdAt: message.createdAt,
    updatedAt: message.updatedAt,
    versions: message.versions,
    urgent: message.urgent,
    deleted: message.deleted,
    text: message.deleted ? '' : readOut(world, message),
    buttons: message.type === 'interactive' && !message.deleted ? buttonsOf(message.content) : [],
  }
}

function contentOf(content: string): unknown {
  try {
    return JSON.parse(content) as unknown
  } catch {
    return content
  }
}

function readOut(world: World, message: Message): string {
  const content = contentOf(message.content)
  if (!isObject(content)) return String(content)
  if (message.type === 'interactive') return linesOf(world, parsedCard(message.content)).join('\n')
  if (message.type === 'post') return named(message, postLines(content).join('\n'))
  return named(message, typeof content.text === 'string' ? content.text : `[${message.type}]`)
}

/** Placeholders give way to names. */
const named = ({ mentions }: Message, text: string) =>
  text
    .replace(/@_user_\d+/g, (key) => `@${mentions.find((each) => each.key === key)?.name ?? key}`)
    .replaceAll('@_all', '@所有人')

const postLines = (post: Json): string[] => [
  ...(post.title ? [String(post.title)] : []),
  ...((post.content ?? []) as Json[][]).map((row) =>
    row.map((span) => String(span.text ?? span.user_id ?? `[${String(span.tag)}]`)).join(''),
  ),
]

function linesOf(world: World, card: Json): string[] {
  const header = isObject(card.header) ? card.header : {}
  const tags = objects(header.text_tag_list).map(({ text }) => wordsOf(text))
  const lines = [titleOf(card), wordsOf(header.subtitle), ...tags, ...topElements(card).flatMap(read)]
  return lines.filter((line) => line !== '').map((line) => withoutMarks(world, line))
}

function read(element: Json): string[] {
  const within = [...objects(element.columns), ...objects(element.elements)].flatMap(read)
  switch (element.tag) {
    case 'markdown':
    case 'plain_text':
      return [String(element.content ?? '')]
    case 'div':
      return [wordsOf(element.text), ...objects(element.fields).map(({ text }) => wordsOf(text))]
    case 'collapsible_panel':
      return [isObject(element.header) ? wordsOf(element.header.title) : '', ...within]
    case 'button':
      return [`[${wordsOf(element.text)}]`]
    case 'input':
      return [`${wordsOf(element.label)} ${wordsOf(element.placeholder)} ${String(element.default_value ?? '')}`.trim()]
    case 'picker_datetime':
      return [wordsOf(element.placeholder)]
    case 'select_static':
    case 'multi_select_static':
      return [wordsOf(element.placeholder), ...objects(element.options).map(({ text }) => wordsOf(text))]
    default:
      return within
  }
}

/** Bold, colour and escapes are gone, links and people are written out. */
const withoutMarks = (world: World, line: string) =>
  line
    .replace(
      /<at id="?([^">]*)"?><\/at>/g,
      (_all, id: string) => `@${id === 'all' ? '所有人' : (world.users.get(id)?.name ?? id)}`,
    )
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1 $2')
    .replace(/<\/?(font|text_tag|b|br|link|number_tag)[^>]*>/g, '')
    .replace(/\*\*|~~/g, '')
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\\([\\*_~`[\]()#<>|!])/g, '$1')
