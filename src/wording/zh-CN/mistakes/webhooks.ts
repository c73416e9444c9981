// What is wrong with a file of webhooks, or with the secrets that it names.
import { formatDuration } from '../../../domain/calendar/duration.ts'
import type { MistakeSentences } from '../../mistakes/words.ts'
import { quoted, shown } from './parts.ts'

export const webhooks = {
  author: ({ found }) => `${shown(found)}是发帖人的信息，软件一律不记录，请删去。`,
  'webhook-name-twice': ({ name }) => `另一接口的代号也是${quoted(name)}，请各用各的代号。`,
  'own-secret': ({ variable }) => `${variable} 是值班台自用的环境变量，请换用其他名称。`,
  'nothing-known-by': () => '没有写明 url（链接）或 text（正文）取自何处，无法辨认帖文，请至少写明其中一项。',
  'tolerance-unfit': ({ tolerance }) =>
    `允许的时差至多 1h，以分钟或小时计，例如 5m，现为${quoted(formatDuration(tolerance))}。`,
  'no-secret': ({ variable }) => `没有设置环境变量 ${variable}，请设置后再启动。`,
  'short-secret': ({ variable, least }) => `环境变量 ${variable} 的值太短，至少须有${least}个字符。`,
} satisfies Partial<MistakeSentences>
