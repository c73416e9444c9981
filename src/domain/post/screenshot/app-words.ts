// What apps write on the screen beside a post: the phone's own line, bars of buttons, figures, times, the app's name.
import type { Metrics } from '../../policy/policy.ts'
import { countOf } from '../share-texts/counts.ts'

/** The time, the network and the battery, above everything. */
export const isStatus = (text: string, index: number): boolean => index < 2 && STATUS.test(text)
const STATUS =
  /^(?:[上下]午)?\s?\d{1,2}[:：]\d{2}(?!\d)(?:[^\p{Script=Han}]|中国|移动|联通|电信|广电|无服务|飞行模式){0,40}$/u

const FIGURE = String.raw`\d[\d,，.]*\s?[万亿wWkK千]?\+?`
const BUTTONS =
  '关注问题|写回答|邀请回答|个回答|人关注|人赞同了该回答|人赞同了该文章|订阅|已订阅|按热度|按时间|写评论?|发评论|看评论|全部评论|热门评论|最新评论|评论区|评论|转发|分享|点赞|赞同|喜欢|收藏|在看|赞|喜欢作者|阅读原文|阅读|阅读量|浏览|浏览量|播放|观看|弹幕|回复|踩|投币|举报|更多|返回|搜索|首页|推荐|关注|已关注|取消关注|私信|热榜|热搜|发现|消息|朋友|同城|直播|商城|我的|我|拍同款|听全文|全文|展开|收起|原创|翻译|置顶|楼主|只看楼主|倒序|正序|按热度|按时间|微博正文|正文|详情|登录|打开app|打开App|打开APP|下载'
const BAR = new RegExp(
  `^(?:[\\s|·•+＋:：.。,，…、<>〈〉《》×xX]*(?:${BUTTONS}|${FIGURE}|条|次|个|人))+[\\s|·•+＋.…<>〈〉《》×xX]*$`,
  'u',
)

/** Buttons with their figures and nothing else. */
export const isBar = (text: string): boolean => BAR.test(text)

/** Where one's own comment is typed: the post has ended above. */
export const isInput = (text: string): boolean =>
  /^(?:.{0,2})(?:说点什么|写评论|写留言|发条评论|发一条|善语结善缘|留下你的|请输入|有爱评论|期待你的|发表评论|我来说两句|友善的评论|写下你的)/u.test(
    text,
  )

/** `评论 356` among other buttons, `全部评论`, `共 12 条评论`. */
export const startsComments = (text: string): boolean =>
  /^(?:全部|热门|最新|精选|网友)(?:评论|留言|回复)|^(?:共\s?)?\d[\d.,万wW]*\s?条(?:评论|留言|回复)|^(?:评论|留言|回复)\s?\(?\d[\d.,万wW]*\)?$/u.test(
    text,
  ) ||
  (isBar(text) && /(?:评论|回复)\s?\d/u.test(text) && /转发|赞|收藏|分享/u.test(text))

const DATE = String.raw`(?:(\d{4})\s?[-年/.]\s?)?(\d{1,2})\s?[-月/.]\s?(\d{1,2}?)日?`
const DATED = new RegExp(`(?<![\\d.])${DATE}(?:\\s*(\\d{2})[:：](\\d{2})(?![:：]?\\d{3})|(?![\\d.:：%]))`, 'u')
const AGO = /(?:\d{1,2}\s?(?:秒|分钟|小时|天)前|刚刚|昨天|前天|今天)(?:\s?\d{1,2}[:：]\d{2})?/u
const FROM = /来自|发布于|发表于|编辑于|IP属地|IP：|客户端/u

/** When, where and by which device: `10-9 08:30 来自 iPhone客户端`, `编辑于 10-08 江苏`. The poster may stand before it. */
export const isByline = (text: string): boolean =>
  text.length <= 44 && !/[，。！？；]/u.test(text) && (whenIn(text) || (FROM.test(text) && text.length <= 24))

/** At its end, but for a place and a device: in a sentence a date is about something. */
function whenIn(text: string): boolean {
  const found = DATED.exec(text) ?? AGO.exec(text)
  if (found === null) return false
  const behind = text.slice(found.index + found[0].length).replace(FROM, ' ')
  const before = text.slice(0, found.index)
  return (
    FROM.test(text) ||
    (behind.trim().length <= 6 && before.trim().length <= 16 && /\d[:：]\d|年|前|昨|刚|-/u.test(found[0]))
  )
}

/** What stands in front of the time: a name, where there is any. */
export function nameBefore(byline: string): string {
  const found = DATED.exec(byline) ?? AGO.exec(byline)
  const before = found === null ? '' : byline.slice(0, found.index)
  return before
    .replace(/(?:发布于|发表于|编辑于|作品描述|原创|作者)\s*$|^(?:原创|作者|来源\s?[:：]|\d{1,5}\s?楼)\s*/gu, '')
    .trim()
}

/** The first time that is written in full; `3小时前` counts from when the picture was taken, which nobody knows. */
export function timeOn(lines: string[]): string {
  for (const line of lines) {
    if (!isByline(line) || /编辑于|修改于|更新于/u.test(line)) continue
    const [, year, month, day, hour, minute] = DATED.exec(line) ?? []
    if (month === undefined || day === undefined) continue
    const date = `${year === undefined ? '' : `${year}-`}${Number(month)}-${Number(day)}`
    return hour === undefined ? date : `${date} ${hour}:${minute}`
  }
  return ''
}

const FIGURES: [keyof Metrics, RegExp][] = [
  ['reads', new RegExp(`(?:阅读量?|浏览量?|播放量?|观看|围观)\\s?[:：]?\\s?(?<figure>${FIGURE})`, 'u')],
  ['reads', new RegExp(`(?<figure>${FIGURE})\\s?(?:次)?(?:阅读|浏览|播放|观看|围观)`, 'u')],
  ['comments', new RegExp(`(?:评论|留言)\\s?[:：(（]?\\s?(?<figure>${FIGURE})`, 'u')],
  ['comments', new RegExp(`(?<figure>${FIGURE})\\s?条?(?:评论|留言)`, 'u')],
]

/** In bars and short lines alone: in a sentence a figure is about something. */
export function figuresOf(lines: string[]): Metrics {
  const metrics: Metrics = {}
  for (const line of lines.filter((each) => each.length <= 40 && !/[，。！？]/u.test(each))) {
    for (const [name, pattern] of FIGURES) {
      const figure = countOf((pattern.exec(line)?.groups?.figure ?? '').replace(/\s/gu, ''))
      if (figure !== null && metrics[name] === undefined) metrics[name] = figure
    }
  }
  return metrics
}

const PLATFORMS: [string, RegExp][] = [
  ['tieba', /^(?:百度贴吧|\S{1,12}吧\s?关注)$|^\d{1,5}\s?楼.{0,16}来自/u],
  ['weibo', /^微博(?:正文|视频|热搜)?$|来自\s?(?:微博|.{0,12}客户端|.{0,8}超话)/u],
  ['xiaohongshu', /^小红书(?:号[:：]?.*)?$/u],
  ['douyin', /^抖音(?:号[:：]?.*|搜索|短视频)?$/u],
  ['kuaishou', /^快手(?:号[:：]?.*)?$/u],
  ['zhihu', /^知乎$|^\d[\d.万]*\s?人赞同了该(?:回答|文章)/u],
  ['toutiao', /^今日头条$|^头条号$/u],
  ['bilibili', /^(?:哔哩哔哩|bilibili)$/iu],
  ['weixin', /^(?:微信公众号|微信扫一扫.*|喜欢此内容的人还喜欢)$|阅读\s?\d.*在看/u],
  ['baijiahao', /^百家号$/u],
]

/** '' where the app does not stand on it. */
export const platformOn = (lines: string[]): string =>
  PLATFORMS.find(([, pattern]) => lines.some((line) => line.length <= 44 && pattern.test(line)))?.[0] ?? ''
