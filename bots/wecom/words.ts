// The channel's own small words, beside those of the institution.
import type { WecomDeps } from './deps.ts'

export interface WecomWords {
  overdue: string
  /** In front of a message of which nobody knows whether it was shown before. */
  resent: string
  /** In front of each piece of a long message but the first. */
  piece(number: number, of: number): string
  /** Before a command that answers the message; `bot` is '' in a private chat. */
  type(bot: string, command: string): string
  /** Where what has no line of its own can be done. */
  more(bot: string): string
  notUrgent: string
  /** Why a message was given up. */
  unknown(error: string): string
  bot: string
  open: string
  done: string
  pending: string
  pressedBy: string
  /** Said to whoever opens the private chat for the first time that day. */
  welcome: string
  hears: string
  standsBy: string
  connecting: string
  deaf(minutes: number, why: string): string
  taken: string
}

export const wordsOf = (lang: WecomDeps['lang']): WecomWords => WORDS[lang]

const ZH: WecomWords = {
  overdue: '【已逾期】',
  resent: '（重发）',
  piece: (number, of) => `（续${number}/${of}）`,
  type: (bot, command) => `可发送：${bot}${command}`,
  more: (bot) => `其他操作：发送 ${bot}/后台 获取登录链接`,
  notUrgent: '企业微信机器人不能加急，已按普通消息发送',
  unknown: (error) => `两次发送均不知是否送达（${error}）`,
  bot: '值班台',
  open: '打开',
  done: '已记录',
  pending: '已收到，处理中',
  pressedBy: '操作人',
  welcome: '这里是值班台。转报请发送链接、文字或截图；发送“/帮助”查看可用的命令。',
  hears: '已连接企业微信',
  standsBy: '企业微信由另一个实例连接，本实例待命',
  connecting: '正在连接企业微信',
  deaf: (minutes, why) => `与企业微信断开${minutes < 1 ? '不到1' : minutes}分钟${why === '' ? '' : `：${why}`}`,
  taken: '同一机器人被另一个程序连接',
}

const EN: WecomWords = {
  overdue: '[overdue] ',
  resent: '(sent again) ',
  piece: (number, of) => `(continued, ${number} of ${of}) `,
  type: (bot, command) => `Send: ${bot}${command}`,
  more: (bot) => `For anything else send ${bot}/web for a sign-in link`,
  notUrgent: 'WeCom lets bots make nothing urgent; sent as a plain message',
  unknown: (error) => `twice nobody knew whether it was shown (${error})`,
  bot: '值班台',
  open: 'Open',
  done: 'Recorded',
  pending: 'Received, being processed',
  pressedBy: 'By',
  welcome: 'This is the duty desk. Send a link, a text or a screenshot to report it; send “/help” for the commands.',
  hears: 'connected to WeCom',
  standsBy: 'another instance is connected to WeCom; this one stands by',
  connecting: 'connecting to WeCom',
  deaf: (minutes, why) =>
    `disconnected from WeCom for ${minutes < 1 ? 'less than a minute' : `${minutes} min`}${why === '' ? '' : `: ${why}`}`,
  taken: 'another program is connected as the same bot',
}

const WORDS: Record<WecomDeps['lang'], WecomWords> = { 'zh-CN': ZH, en: EN }
