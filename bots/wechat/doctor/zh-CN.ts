// What the doctor says in Chinese: what the platform or the program said in brackets.
import { wordsOf } from '../words.ts'
import type { Bad } from './findings.ts'
import type { DoctorWords } from './words.ts'

const PAGE = '请管理员打开 /channels/wechat '

const WHAT_TO_DO: Record<Bad, string> = {
  missing: '请运行 npm ci（不加 --omit=optional）后重新启动服务',
  starting: '请稍后再检查一次',
  scan: `${PAGE}扫码登录`,
  'logged-out': `${PAGE}扫码登录`,
  silent: `${PAGE}查看，必要时在手机上退出后重新扫码`,
  dead: `${PAGE}查看原因，并检查本机网络`,
}

export const chinese: DoctorWords = {
  things: { packages: '组件', state: '运行状态', account: '账号', echoes: '回显', places: '群和人员' },
  says: {
    'not-installed': ({ packages, isOurs }) =>
      isOurs
        ? `未安装 ${packages.join('、')}；请运行 npm ci（不加 --omit=optional），或删去 WECHAT_PUPPET`
        : `未安装 ${packages.join('、')}；请核对 WECHAT_PUPPET 中的名称，名称无误的，运行 npm install --no-save ${packages.join(' ')}（每次 npm ci 后须再运行一次）`,
    unreadable: ({ error }) => `未能读取（${error}）`,
    'account-unseen': () => `未查看：数据库由服务占用；${PAGE}查看`,
    'account-unknown': () => '尚无记录，请启动服务',
    'account-old': ({ minutes }) => `服务已${minutes}分钟没有更新状态，请查看服务是否在运行`,
    'account-away': ({ state, since, why, qr }) =>
      `${wordsOf('zh-CN').state[state]}，自 ${since} 起${why === null ? '' : `（${why}）`}；${WHAT_TO_DO[state]}` +
      (qr === null ? '' : `；二维码的文字：${qr}`),
    'said-twice': ({ count }) => `有${count}条消息没有及时回显，已重发`,
    unfound: ({ names }) =>
      `未能确认 ${names.join('、')}；请在群内发送 /绑定 值班群（或 /绑定 单位名称），并在值班账号的通讯录中为人员设置备注`,
  },
}
