// The channel's own small words: what can be typed, that something is said again, and how it stands with the account.
import type { State, WechatDeps } from './deps.ts'

export interface WechatWords {
  /** In front of what is said once more. */
  again: string
  /** Before the commands that can be typed. */
  answer: string
  /** For what cannot be typed. */
  web: string
  cut: string
  state: Record<State, string>
  deaf(minutes: number): string
  selfTest(at: string): string
  /** Why something could not be said, for whoever is told that it was not. */
  uncertain: string
  unknown: string
  notUrgent: string
  /** The state is so old that it may be otherwise by now. */
  old: string
}

export const wordsOf = (lang: WechatDeps['lang']): WechatWords => WORDS[lang]

const ZH: WechatWords = {
  again: '（重发）',
  answer: '可发送：',
  web: '其他操作：发送 /后台 获取登录链接',
  cut: '……（下略，发送 /后台 获取登录链接查看全文）',
  state: {
    missing: '未安装微信组件',
    starting: '正在启动微信',
    scan: '微信等待扫码登录',
    'logged-in': '微信已登录',
    'logged-out': '微信已退出登录',
    silent: '微信显示已登录，但发出的消息未能确认送达',
    dead: '微信进程反复退出',
  },
  deaf: (minutes) => `已持续${minutes < 1 ? '不到1' : minutes}分钟`,
  selfTest: (at) => `值班台自检 ${at} UTC`,
  uncertain: '重新登录后未能确认是哪个群或哪位人员，请重新绑定',
  unknown: '发出两次均无回显，不知是否送达',
  notUrgent: '微信没有加急功能，已按普通消息发送',
  old: '服务较长时间没有更新状态，可能已停止',
}

const EN: WechatWords = {
  again: '(again) ',
  answer: 'To be typed:',
  web: 'For anything else send /web to get a sign-in link',
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
  selfTest: (at) => `Duty desk self-test ${at} UTC`,
  uncertain: 'after the login it is not certain which room or person is meant: bind it again',
  unknown: 'it was said twice and never came back: nobody knows whether it arrived',
  notUrgent: 'WeChat has no urgent messages; sent as a plain message',
  old: 'the service has not told of it for some time and may be stopped',
}

const WORDS: Record<WechatDeps['lang'], WechatWords> = { 'zh-CN': ZH, en: EN }
