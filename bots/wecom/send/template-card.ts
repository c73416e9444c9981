// A neutral card as the platform's template card with buttons, where all that it says fits into one.
import type { TemplateCard, TemplateCardHorizontalContent } from '@wecom/aibot-node-sdk'
import { shorten } from '../../../src/domain/text/text.ts'
import type { Button, Card } from '../../../src/wording/card/card.ts'
import { wordsOf } from '../words.ts'
import { type ButtonKey, buttonKey } from './button.ts'
import { calledBy, commandLines, headOf, isWebUrl, type Layout } from './encode.ts'

/** How wide the platform shows what: what is longer is cut there, so that such a card becomes a text. In Chinese letters. */
const TITLE = 26
const DESCRIPTION = 30
const BODY = 112
const LABEL = 5
const VALUE = 26
const BUTTON = 10
const MOST_FIELDS = 6
const MOST_BUTTONS = 6
/** Of a card that leads nowhere else. */
const NOWHERE = 'https://work.weixin.qq.com/'

const STYLE = { primary: 1, plain: 2, grave: 3 }

/**
 * Null where it does not fit, has nothing to press, or calls people by name, which a template card cannot. A button that
 * asks for something, or is grave (the platform asks nobody whether they are sure), is typed.
 */
export function templateCardOf(card: Card, layout: Layout, taskId: string): TemplateCard | null {
  const pressed = [...card.buttons, ...card.more].filter((button) => isPressed(button)).slice(0, MOST_BUTTONS)
  if (pressed.length === 0 || calledBy(layout).length > 0) return null
  const words = wordsOf(layout.lang)
  const typed = commandLines(card, layout, pressed)
  const head = `${card.overdue ? words.overdue : ''}${headOf(card)}`
  const isLong = width(head) > TITLE
  const next = card.next !== null && width(card.next) <= DESCRIPTION && !card.next.includes('\n') ? card.next : null
  const body = [
    ...(isLong ? [card.title] : []),
    ...card.lines,
    ...(card.next !== null && next === null ? [card.next] : []),
    ...typed,
  ].join('\n')
  const fields = fieldsOf(card, words.open)
  if (width(body) > BODY || fields === null) return null
  const url = card.link && isWebUrl(card.link.url) ? card.link.url : ''
  return {
    card_type: 'button_interaction',
    main_title: { title: isLong ? shortHead(card, words.overdue) : head, ...(next === null ? {} : { desc: next }) },
    ...(body === '' ? {} : { sub_title_text: body }),
    ...(fields.length === 0 ? {} : { horizontal_content_list: fields }),
    ...(url === '' ? {} : { card_action: { type: 1, url } }),
    button_list: pressed.map(({ action, label, tone }) => ({
      text: label,
      style: STYLE[tone],
      key: buttonKey({ action, label, case: card.case, direct: layout.direct, url }),
    })),
    task_id: taskId,
  }
}

/** Takes the place of a card whose button was pressed. */
export function pressedCard(
  button: ButtonKey,
  { by, text, lang, taskId }: { by: string; text: string; lang: Layout['lang']; taskId: string },
): TemplateCard {
  const title = [button.case === null ? '' : `#${button.case}`, button.label].filter(Boolean).join(' ')
  return {
    card_type: 'text_notice',
    main_title: { title: shorten(title, TITLE) },
    sub_title_text: shorten(text, BODY),
    // The platform shows the name of the member.
    horizontal_content_list: [{ type: 3, keyname: wordsOf(lang).pressedBy, value: by, userid: by }],
    card_action: { type: 1, url: button.url === '' ? NOWHERE : button.url },
    task_id: taskId,
  }
}

function isPressed({ inputs, tone, label }: Button): boolean {
  return inputs.length === 0 && tone !== 'grave' && width(label) <= BUTTON && label !== ''
}

function fieldsOf(card: Card, open: string): TemplateCardHorizontalContent[] | null {
  const link =
    card.link && isWebUrl(card.link.url)
      ? [{ type: 1 as const, keyname: card.link.label, value: open, url: card.link.url }]
      : []
  // An address that cannot be opened is read.
  if (card.link && link.length === 0) return null
  const fields = [...card.fields.map(({ label, value }) => ({ keyname: label, value })), ...link]
  const fit = fields.every(
    ({ keyname, value }) => width(keyname) <= LABEL && width(value) <= VALUE && !value.includes('\n'),
  )
  return fit && fields.length <= MOST_FIELDS ? fields : null
}

const shortHead = ({ case: number, level, overdue, title }: Card, word: string): string => {
  const head = [level ? `${level.mark} ${level.name}` : '', number === null ? '' : `#${number}`]
    .filter(Boolean)
    .join(' ')
  return head === '' ? shorten(title, TITLE) : `${overdue ? word : ''}${head}`
}

/** A Latin letter is half as wide. */
const width = (text: string): number => [...text].reduce((sum, each) => sum + (each <= '\u00ff' ? 0.5 : 1), 0)
