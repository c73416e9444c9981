// What people call the platforms that are known by a link: `微博`, `新浪微博`, `Weibo`.
import { toHalfWidth, toSimplified } from '../text/text.ts'

const NAMES: Record<string, readonly string[]> = {
  weibo: ['微博', '新浪微博', 'sina weibo'],
  douyin: ['抖音', '抖音短视频', 'tiktok china'],
  kuaishou: ['快手'],
  bilibili: ['哔哩哔哩', 'b站', 'b 站'],
  zhihu: ['知乎'],
  xiaohongshu: ['小红书', 'rednote', 'red note'],
  toutiao: ['今日头条', '头条', '微头条'],
  weixin: ['微信公众号', '公众号', 'wechat official account'],
  tieba: ['百度贴吧', '贴吧', 'baidu tieba'],
  baijiahao: ['百家号'],
  netease: ['网易', '网易新闻', '网易号'],
  sohu: ['搜狐', '搜狐新闻', '搜狐号'],
  'qq-news': ['腾讯新闻', 'tencent news'],
  liuyan: ['领导留言板', '人民网领导留言板', '人民网地方领导留言板', 'message board for leaders'],
}

const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([platform, names]) => [platform, ...names].map((name) => [name, platform] as const)),
)

/** The platform as its links are told by where it is a known one; else as it was written. */
export const platformCalled = (written: string): string =>
  BY_NAME.get(toSimplified(toHalfWidth(written)).toLowerCase().trim()) ?? written.trim()
