// Chinese words of links that cannot be posts: one by itself, and those of a record.
import type { RefusalOf } from '../../../domain/capability/refusal.ts'
import { quoted } from '../base.ts'

const WHY_BAD: Record<RefusalOf<'bad-link'>['why'], string> = {
  'not-http': '链接须以 http:// 或 https:// 开头',
  'too-long': '链接过长',
  malformed: '链接不完整或格式有误',
  credentials: '链接中含有账号或密码',
  'private-address': '链接指向内部网络，公众无法访问',
  'cut-off': '链接不完整，末尾已被省略',
}

export function badLink({ text, why }: RefusalOf<'bad-link'>): string {
  return `${WHY_BAD[why]}（${quoted(text)}），请复制可公开访问的完整链接后重新发送。`
}

export function emptyRecord({ unfit = [] }: RefusalOf<'empty-record'>): string {
  if (unfit.length === 0) return '该聊天记录中没有可登记的链接或文字。请改发帖文链接，或逐条转发。'
  const named = unfit
    .slice(0, 3)
    .map(({ text, why }) => `${quoted(text)}（${why === 'front-page' ? '网站首页、列表页或登录页' : WHY_BAD[why]}）`)
  const more = unfit.length > named.length ? `；另有${unfit.length - named.length}个，未逐一列出` : ''
  return `未登记：该聊天记录中的${unfit.length === 1 ? '链接' : `${unfit.length}个链接均`}无法登记：${named.join('；')}${more}。请打开帖文，复制完整的公开链接，另发一条消息。`
}
