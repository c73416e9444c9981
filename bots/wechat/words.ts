// The channel's own small words: what can be typed, that something is said again, and how it stands with the account.
import type { State, WechatDeps } from './deps.ts'

export interface WechatWords {
  /** In front of what is said once more. */
  again: string
  /** Before the commands that can be typed. */
  answer: string
  /** For what cannot be typed. */
  web: string
  or: string
  cut: string
  state: Record<State, string>
  deaf(minutes: number): string
  selfTest(at: string): string
}

export const wordsOf = (lang: WechatDeps['lang']): WechatWords => WORDS[lang]

const ZH: WechatWords = {
  again: '（重发）',
  answer: '回复：',
  web: '其他操作请发送 /后台 索取登录链接',
  or: '；',
  cut: '……（以下从略，请发送 /后台 索取登录链接查看全文）',
  state: {
    missing: '未安装微信组件',
    starting: '正在启动微信',
    scan: '微信等待扫码登录',
    'logged-in': '微信已登录',
    'logged-out': '微信已退出登录',
    silent: '微信显示已登录，但收发无响应',
    dead: '微信进程反复退出',
  },
  deaf: (minutes) => `已持续${minutes < 1 ? '不到1' : minutes}分钟`,
  selfTest: (at) => `值班台自检 ${at}`,
}

const EN: WechatWords = {
  again: '(again) ',
  answer: 'Reply: ',
  web: 'For anything else send /web to get a sign-in link',
  or: '; ',
  cut: '… (cut here: send /web for a sign-in link to the rest)',
  state: {
    missing: 'the WeChat packages are not installed',
    starting: 'WeChat is starting',
    scan: 'WeChat waits for its QR code to be scanned',
    'logged-in': 'WeChat is logged in',
    'logged-out': 'WeChat is logged out',
    silent: 'WeChat says that it is logged in, but nothing comes back',
    dead: 'the WeChat process ends again and again',
  },
  deaf: (minutes) => `for ${minutes < 1 ? 'less than a minute' : `${minutes} min`}`,
  selfTest: (at) => `Duty desk self-test ${at}`,
}

const WORDS: Record<WechatDeps['lang'], WechatWords> = { 'zh-CN': ZH, en: EN }
