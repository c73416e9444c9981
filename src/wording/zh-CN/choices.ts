// Buttons with Chinese words, and what may be chosen from.
import type { PersonsCommandType } from '../../domain/capability/command.ts'
import type { CardFacts } from '../../domain/case/card-facts.ts'
import type { RequestFace } from '../../domain/case/request-names.ts'
import type { Like } from '../../domain/commands/alike/likes.ts'
import { isAboutOther } from '../../domain/input/command-form.ts'
import { shorten } from '../../domain/text/text.ts'
import { type ButtonWords, buttonsOf } from '../card/buttons.ts'
import type { Button, Choices } from '../card/card.ts'
import { markOf } from '../card/frame.ts'
import type { Kit } from '../wording.ts'
import { requestTyped } from './base.ts'
import { persons } from './commands/index.ts'

const buttonWords: ButtonWords = {
  lang: 'zh',
  commands: persons,
  further: { 'publish-private': '点对点', correct: '〈事项〉 〈内容〉' },
  blank: (label) => `〈${label}〉`,
}

export const buttons = (
  commands: PersonsCommandType[],
  choices?: Choices,
  about: RequestFace | null = null,
  next?: PersonsCommandType | null,
): Button[] => buttonsOf(buttonWords, commands, choices, about && { id: about.id, typed: requestTyped(about) }, next)

/** Those that say whether it is one matter with that case. */
export const likeButtons = ({ allowed }: CardFacts, { number, ended }: Like): Button[] => {
  const answers = allowed.filter((each) => isAboutOther(each) && !(ended && each === 'same'))
  return buttonsOf(buttonWords, answers, {}, { id: String(number), typed: `#${number}` }, null)
}

export const usage = (type: PersonsCommandType): string => persons[type].usage

export const kit: Kit = { buttons, usage }

export const choicesOf = ({ departments, levels, posts }: CardFacts): Choices => ({
  departments: departments.map(({ key, name }) => ({ value: key, label: name })),
  levels: levels.map(({ number, zh }) => ({
    value: String(number),
    label: `${markOf(number, levels.length)} ${number} ${zh}`,
  })),
  post: posts.map(({ key, title, url }) => ({ value: key, label: shorten(title || url || key, 40) })),
})
