// The channel's own small words for those who press a button, and for those who ask whether it hears the platform.
import type { FeishuDeps } from './deps.ts'

export interface FeishuWords {
  /** A click that is done and has nothing to add. */
  done: string
  /** A click that is decided later. */
  pending: string
  /** A click that could not be kept. */
  notKept: string
  hears: string
  connecting: string
  deaf(minutes: number, why: string): string
  /** Why the platform would not show a message, by its code. */
  refused: Record<number, string>
  notUrgent: string
}

export const wordsOf = (lang: FeishuDeps['lang']): FeishuWords => WORDS[lang]

const ZH: FeishuWords = {
  done: '已记录',
  pending: '已收到，处理中',
  notKept: '没有记录下来，请稍后再按一次',
  hears: '已连接飞书',
  connecting: '正在连接飞书',
  deaf: (minutes, why) => `与飞书断开${minutes < 1 ? '不到1' : minutes}分钟${why === '' ? '' : `：${why}`}`,
  refused: {
    230002: '机器人不在该群内',
    232009: '该群已解散',
    230013: '该人员不在应用的可用范围内',
    230028: '内容含手机号码或邮箱，被平台的数据防泄露设置拦截',
    230025: '内容超过平台的长度上限',
    230099: '平台不接受这张卡片的内容',
    230006: '应用未开启机器人能力',
    230027: '应用缺少发送消息的权限',
    99991672: '应用缺少发送消息的权限',
  },
  notUrgent: '飞书未能加急，可能是加急额度用尽或对方不在可加急的范围内',
}

const EN: FeishuWords = {
  done: 'Recorded',
  pending: 'Received, being processed',
  notKept: 'It was not recorded; please press again in a moment',
  hears: 'connected to Feishu',
  connecting: 'connecting to Feishu',
  deaf: (minutes, why) =>
    `disconnected from Feishu for ${minutes < 1 ? 'less than a minute' : `${minutes} min`}${why === '' ? '' : `: ${why}`}`,
  refused: {
    230002: 'the bot is not in that group',
    232009: 'that group has been dissolved',
    230013: 'that person is outside the app’s range',
    230028: 'it holds a phone number or an e-mail address, which the platform’s data-loss protection stops',
    230025: 'it is longer than the platform allows',
    230099: 'the platform does not accept what this card holds',
    230006: 'the app has no bot',
    230027: 'the app lacks the permission to send messages',
    99991672: 'the app lacks the permission to send messages',
  },
  notUrgent: 'Feishu could not make it urgent: the quota may be used up, or the person is out of its reach',
}

const WORDS: Record<FeishuDeps['lang'], FeishuWords> = { 'zh-CN': ZH, en: EN }
