// Chinese words of what was found out about a post: by looking where its link leads, or at the picture.

import type { Unreadable, WayToLearn } from '../../../domain/commands/intake/learned.ts'
import type { LearnedFact, LearnedFacts } from '../../../domain/commands/intake/learned-facts.ts'
import type { NoticeOf } from '../../../domain/notice/notice.ts'
import { shorten } from '../../../domain/text/text.ts'
import type { Card } from '../../card/card.ts'
import type { Times } from '../../times.ts'
import type { Kit, ServiceWords } from '../../wording.ts'
import { card, list } from '../base.ts'
import { movedLines, recountedLines } from './correct.ts'

const FACT: Record<LearnedFact, string> = { title: '标题', published: '发布时间', platform: '平台', metrics: '热度' }
const WAY: Record<WayToLearn, string> = { preview: '链接预览所得', picture: '截图识别所得' }
const UNREADABLE: Record<Unreadable, string> = {
  'no-words': '图中没有可识别的文字',
  'too-small': '图片过小',
  'too-big': '图片尺寸过大',
  format: '图片格式不支持，可改发 JPEG 或 PNG 截图',
  animated: '动图不作识别',
  corrupt: '图片文件已损坏',
  'gave-up': '识别未能完成',
}
const SHOWN = 120

export const learning = {
  learn: {
    name: '补充帖文信息',
    events: { learned: '补充帖文信息' },
    noticeNames: { learned: '补充帖文信息通知' },
    notices: { learned },
  },
} satisfies Partial<ServiceWords>

/** Where the card's facts come from, where nobody has said them. */
export function learnedLines({ facts, text, unreadable }: LearnedFacts): string[] {
  return [
    ...(text === null ? [] : [`文字由截图识别，请核对：${shorten(text.replace(/\s+/gu, ' '), SHOWN)}`]),
    ...facts.map(({ by, facts: named }) => {
      const check = by === 'picture' && text === null ? '，请核对' : ''
      return `${list(named.map((fact) => FACT[fact]))}为${WAY[by]}${check}。`
    }),
    ...(unreadable === null ? [] : [`截图文字未能识别：${UNREADABLE[unreadable]}。请用“更正”填写标题。`]),
  ]
}

function learned(
  { subject, found, at, published, moved, recounted }: NoticeOf<'learned'>,
  times: Times,
  kit: Kit,
): Card {
  const when = published === null ? '' : times.exact(published.at)
  const shown = published?.toDay ? `${when.slice(0, 10)}（只知日期）` : when
  return card(subject, {
    lines: [
      ...(published !== null ? [`发布时间为${shown}（${WAY[found]}），相关时限已重新计算。`] : []),
      ...movedLines(moved, at, times),
      ...recountedLines(recounted, times),
    ],
    next: '请核对；如有出入，请发送 /更正 发布时间 11-28 09:30。',
    buttons: kit.buttons(['correct']),
  })
}
