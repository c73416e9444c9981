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
}

export const wordsOf = (lang: FeishuDeps['lang']): FeishuWords => WORDS[lang]

const ZH: FeishuWords = {
  done: '已记录',
  pending: '已收到，处理中',
  notKept: '没有记录下来，请稍后再按一次',
  hears: '已连接飞书',
  connecting: '正在连接飞书',
  deaf: (minutes, why) => `与飞书断开${minutes < 1 ? '不到1' : minutes}分钟${why === '' ? '' : `：${why}`}`,
}

const EN: FeishuWords = {
  done: 'Recorded',
  pending: 'Received, being processed',
  notKept: 'It was not recorded; please press again in a moment',
  hears: 'connected to Feishu',
  connecting: 'connecting to Feishu',
  deaf: (minutes, why) =>
    `disconnected from Feishu for ${minutes < 1 ? 'less than a minute' : `${minutes} min`}${why === '' ? '' : `: ${why}`}`,
}

const WORDS: Record<FeishuDeps['lang'], FeishuWords> = { 'zh-CN': ZH, en: EN }
