// English words of what was found out about a post: by looking where its link leads, or at the picture.

import type { Unreadable, WayToLearn } from '../../../domain/commands/intake/learned.ts'
import type { LearnedFact, LearnedFacts } from '../../../domain/commands/intake/learned-facts.ts'
import type { NoticeOf } from '../../../domain/notice/notice.ts'
import { shorten } from '../../../domain/text/text.ts'
import type { Card } from '../../card/card.ts'
import type { Times } from '../../times.ts'
import type { Kit, ServiceWords } from '../../wording.ts'
import { card, list } from '../base.ts'
import { movedLines, recountedLines } from './correct.ts'

const FACT: Record<LearnedFact, string> = {
  title: 'title',
  published: 'time of publication',
  platform: 'platform',
  metrics: 'figures',
}
const WAY: Record<WayToLearn, string> = { preview: 'from the link’s preview', picture: 'read off the picture' }
const UNREADABLE: Record<Unreadable, string> = {
  'no-words': 'there are no words on it',
  'too-small': 'it is too small',
  'too-big': 'it has too many pixels',
  format: 'its format is not read; a JPEG or PNG would be',
  animated: 'animated pictures are not read',
  corrupt: 'the file is damaged',
  'gave-up': 'reading it did not come to an end',
}
const SHOWN = 160

export const learning = {
  learn: {
    name: 'add what was found out about a post',
    events: { learned: 'added what was found out' },
    noticeNames: { learned: 'note of what was found out' },
    notices: { learned },
  },
} satisfies Partial<ServiceWords>

/** Where the card's facts come from, where nobody has said them. */
export function learnedLines({ facts, text, unreadable }: LearnedFacts): string[] {
  return [
    ...(text === null ? [] : [`Read off the picture, please check: ${shorten(text.replace(/\s+/gu, ' '), SHOWN)}`]),
    ...facts.map(({ by, facts: named }) => {
      const check = by === 'picture' && text === null ? ', please check' : ''
      return `${sentence(list(named.map((fact) => FACT[fact])))}: ${WAY[by]}${check}.`
    }),
    ...(unreadable === null
      ? []
      : [`The picture could not be read: ${UNREADABLE[unreadable]}. Please fill the title in by “Correct”.`]),
  ]
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

function learned(
  { subject, found, at, published, moved, recounted }: NoticeOf<'learned'>,
  times: Times,
  kit: Kit,
): Card {
  const when = published === null ? '' : times.exact(published.at)
  const shown = published?.toDay ? `${when.slice(0, 10)} (the day alone)` : when
  return card(subject, {
    lines: [
      ...(published !== null ? [`Published ${shown} (${WAY[found]}); what is counted from it was counted anew.`] : []),
      ...movedLines(moved, at, times),
      ...recountedLines(recounted, times),
    ],
    next: 'Please check it; to set it right send /correct published 11-28 09:30.',
    buttons: kit.buttons(['correct']),
  })
}
