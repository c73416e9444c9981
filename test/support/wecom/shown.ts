// What chats show: messages of people, of the bot and of robots, and cards that look different to different people.

export interface Quote {
  msgtype: string
  [part: string]: unknown
}

export interface Shown {
  chat: string
  by: 'bot' | 'robot' | 'person'
  from: string
  msgtype: string
  /** Text, markdown, or all that a card says. */
  text: string
  /** Who is called by name. */
  mentions: string[]
  at: number
  /** The card as whoever has no other sees it; null where it is none. */
  card: ShownCard | null
  /** Of those who see another. */
  cardOf: Map<string, ShownCard>
}

export interface ShownCard {
  card_type: string
  task_id: string
  main_title?: { title?: string; desc?: string }
  sub_title_text?: string
  horizontal_content_list?: { keyname: string; value?: string }[]
  button_list?: { text: string; key: string }[]
}

export const textOfCard = ({ main_title, sub_title_text, horizontal_content_list, button_list }: ShownCard): string =>
  [
    main_title?.title,
    main_title?.desc,
    sub_title_text,
    ...(horizontal_content_list ?? []).map(({ keyname, value }) => `${keyname}: ${value ?? ''}`),
    ...(button_list ?? []).map(({ text }) => `[${text}]`),
  ]
    .filter(Boolean)
    .join('\n')

/** `<@userid>`, as the platform reads it in markdown and text. */
export const mentionsIn = (text: string): string[] => [...text.matchAll(/<@([^<>\s]+)>/gu)].map(([, id = '']) => id)
