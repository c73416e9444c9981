// The table of platforms: which hosts belong to one, which links are short, and how its addresses of one post are one.

import type { Address } from './address.ts'
import {
  baijiahaoPost,
  bilibiliPost,
  DIGITS,
  doubanPost,
  fill,
  first,
  weiboPost,
  weishiPost,
  weixinPost,
} from './platform-posts.ts'

export type Platform = {
  name: string
  /** Each with all its subdomains. */
  hosts: readonly string[]
  /** Hosts whose subdomains are something else. */
  exactly?: readonly string[]
  /** `host` or `host/path/`, without www: links that only the network can resolve. */
  short?: readonly string[]
  /** Further names of a host of short links, under which the same codes lead to the same posts. */
  mirrors?: Readonly<Record<string, string>>
  /** Parameters that say how a link travelled, on pages that are no post; posts keep none but those that name them. */
  noise?: RegExp
  /** The one address of the post, if the address is a post's. Must give itself back for what it gave. */
  post: (address: Address) => string | null
}

/** The platform whose host this is. */
export const platformOf = (host: string): Platform | null =>
  platforms.find(
    ({ hosts, exactly }) => hosts.some((each) => within(host, each)) || exactly?.includes(host) === true,
  ) ?? null

export const isShortLink = ({ host, path }: Address, platform: Platform | null): boolean =>
  [...(platform?.short ?? []), ...SHORTENERS].some((each) =>
    `${host.replace(/^www\./, '')}${path}/`.startsWith(each.includes('/') ? each : `${each}/`),
  )

/** The host under which its short links are known. */
export const unmirrored = (host: string, platform: Platform | null): string =>
  platform?.mirrors?.[host.replace(/^www\./, '')] ?? host

/** Whether a parameter only says how the link travelled, on any site. `from` and `id` mean something on unknown hosts. */
export const isTracking = (name: string, value: string): boolean =>
  TRACKING.test(name) || (name === 'from' && WECHAT_FROM.test(value))

export const within = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`)

// General shorteners belong to no platform: a url.cn link may lead anywhere.
const SHORTENERS = ['url.cn', 'w.url.cn', 'dwz.cn', 'suo.im', 'sourl.cn', 'tinyurl.com', 'bit.ly', 'is.gd']

const TRACKING = new RegExp(
  `^(?:${[
    'utm_\\w+|spm|scm|spm_id_from|_ga|_gl|bd_vid|qhclickid|sudaref|tt_from|vd_source|xhsshare|nsukey|isappinstalled',
    'fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|hm(?:sr|pl|cu|kw|ci)|jsessionid|phpsessid',
    'wxshare_count|share_(?:token|source|medium|plat|session_id|from|times|timestamp|tag|channel|app_id|did|iid)',
  ].join('|')})$`,
  'i',
)
// WeChat appends these to any address that is forwarded from its browser.
const WECHAT_FROM = /^(?:single|group)message$|^timeline$/

const platforms: readonly Platform[] = [
  {
    name: 'weibo',
    hosts: ['weibo.com', 'weibo.cn', 't.cn'],
    short: ['t.cn'],
    noise: /^(?:refer_flag|from|wm|sourcetype|luicode|lfid|featurecode|ssl_rnd|is_all|pagetype|jumpfrom)$/,
    post: weiboPost,
  },
  {
    name: 'douyin',
    hosts: ['douyin.com', 'iesdouyin.com'],
    short: ['v.douyin.com'],
    noise: /^(?:previous_page|enter_from|enter_method|from|source|timestamp|region|u_code|did|iid|with_sec_did)$/,
    // A video opened from a list is `?modal_id=`. Pictures (/note/, /slides/) share the videos' number space.
    post: ({ path, param }) =>
      fill('https://www.douyin.com/video/$', [
        first(path, /^\/(?:share\/|light\/|m\/)?(?:video|note|slides)\/(\d+)$/),
        first(param('modal_id'), DIGITS),
        first(param('vid'), DIGITS),
      ]),
  },
  {
    name: 'kuaishou',
    // Shares from the app are served from chenzhongtech.com (with a random subdomain) and gifshow.com.
    hosts: ['kuaishou.com', 'kuaishouapp.com', 'chenzhongtech.com', 'gifshow.com'],
    short: ['v.kuaishou.com', 'v.kuaishouapp.com', 'kuaishou.com/f/', 'gifshow.com/s/'],
    mirrors: { 'v.kuaishouapp.com': 'v.kuaishou.com' },
    noise: /^(?:cc|fid|followRefer|shareMethod|kpn|kpf|subBiz|share\w+|docId|timestamp|appType|streamSource|area)$/,
    post: ({ path, param }) =>
      fill('https://www.kuaishou.com/short-video/$', [
        first(path, /^\/(?:short-video|video|fw\/photo|fw\/long-video|(?:photo|u)\/[\w-]+)\/(\w{5,})$/),
        first(param('photoId'), /^(\w{5,})$/),
      ]),
  },
  {
    name: 'bilibili',
    hosts: ['bilibili.com', 'b23.tv', 'bili2233.cn'],
    short: ['b23.tv', 'bili2233.cn'],
    mirrors: { 'bili2233.cn': 'b23.tv' },
    noise: /^(?:share_\w+|from|from_spmid|unique_k|buvid|mid|plat_id|bbid|ts|timestamp|seid|live_from|launch_id)$/,
    post: bilibiliPost,
  },
  {
    name: 'zhihu',
    hosts: ['zhihu.com'],
    noise: /^(?:share_\w+|s_r|from|source|hybrid_search_\w+)$/,
    // An answer has a number of its own; the app's links leave the question out. /tardis/ is what search engines show.
    post: ({ path }) =>
      fill('https://www.zhihu.com/answer/$', [
        first(path, /^(?:\/question\/\d+)?\/answers?\/(\d+)/),
        first(path, /^\/tardis\/\w+\/ans\/(\d+)/),
      ]) ??
      fill('https://zhuanlan.zhihu.com/p/$', [
        first(path, /^(?:\/appview)?\/p\/(\d+)/),
        first(path, /^\/tardis\/\w+\/art\/(\d+)/),
      ]) ??
      fill('https://www.zhihu.com/question/$', [first(path, /^\/question\/(\d+)/)]) ??
      fill('https://www.zhihu.com/pin/$', [first(path, /^\/pin\/(\d+)/)]) ??
      fill('https://www.zhihu.com/zvideo/$', [first(path, /^\/zvideo\/(\d+)/)]),
  },
  {
    name: 'xiaohongshu',
    hosts: ['xiaohongshu.com', 'rednote.com', 'xhslink.com', 'xhslink.cn'],
    short: ['xhslink.com', 'xhslink.cn'],
    // The app shares the same codes under .cn since July 2026.
    mirrors: { 'xhslink.cn': 'xhslink.com' },
    noise: /^(?:xsec_\w+|app_\w+|appuid|apptime|share_\w+|shareRedId|author_share|type|source|xhs\w+)$/,
    // xsec_token opens a note and is another one for each reader, so it is no part of which note it is.
    post: ({ path }) =>
      fill('https://www.xiaohongshu.com/explore/$', [
        first(path, /^\/(?:explore|discovery\/item|search_result|user\/profile\/\w+)\/([0-9a-f]{24})$/),
      ]),
  },
  {
    name: 'toutiao',
    hosts: ['toutiao.com', 'toutiaocdn.com', 'toutiaocdn.cn', 'toutiaoimg.com', 'toutiaoimg.cn', 'zjurl.cn'],
    short: ['m.toutiao.com/is/', 'toutiao.com/is/'],
    noise: /^(?:timestamp|app|req_id(?:_new)?|group_id|use_new_style|share_\w+|wid|log_from|source|upstream_biz)$/,
    // /i, /a, /group/ and /video/ redirect to one another by number; micro posts (/w/, /ugc/ from the app) have a page of
    // their own.
    post: ({ path }) =>
      fill('https://www.toutiao.com/article/$', [
        first(path, /^\/(?:i|a|group\/|item\/|article\/|video\/)(\d{9,})$/),
      ]) ??
      fill('https://www.toutiao.com/w/$', [
        first(path, /^\/w\/[ia]?(\d{9,})$/),
        first(path, /^\/ugc\/share(?:\/wap)?\/thread\/(\d{9,})$/),
      ]),
  },
  {
    name: 'weixin',
    hosts: ['mp.weixin.qq.com'],
    noise:
      /^(?:chksm|\w*scene|srcid|sharer_\w+|key|uin|pass_ticket|devicetype|version|lang|exportkey|wx_header|mpshare)$/,
    post: weixinPost,
  },
  {
    name: 'tieba',
    // c.tieba, tiebac and jump*.bdimg.com mirror the forum for the app; `kz` is the old mobile site's name for a thread.
    hosts: ['tieba.baidu.com', 'tiebac.baidu.com', 'jump.bdimg.com', 'jump2.bdimg.com'],
    noise: /^(?:fr|share\w*|sfc|client_\w+|st|unique|red_tag|is_video|see_lz)$/,
    post: ({ path, param }) =>
      fill('https://tieba.baidu.com/p/$', [first(path, /^\/p\/(\d+)$/), first(param('kz'), DIGITS)]),
  },
  {
    name: 'baijiahao',
    hosts: ['baijiahao.baidu.com', 'mbd.baidu.com', 'mr.baidu.com'],
    short: ['mr.baidu.com', 'mbd.baidu.com/ma/s/'],
    noise: /^(?:wfr|for|sourceFrom|rs|ruk|pageType|isBdboxFrom|n_type|p_from)$/,
    post: baijiahaoPost,
  },
  {
    name: 'netease',
    hosts: ['163.com'],
    post: ({ path }) =>
      fill('https://c.m.163.com/news/a/$.html', [first(path, /^\/(?:\w+\/)?(?:article|a)\/([0-9A-Z]{16})\.html$/)]),
  },
  {
    name: 'sohu',
    hosts: ['sohu.com'],
    post: ({ path }) => fill('https://www.sohu.com/a/$', [first(path, /^\/a\/(\d+_\d+)$/)]),
  },
  {
    name: 'qq-news',
    hosts: ['new.qq.com', 'news.qq.com', 'inews.qq.com', 'xw.qq.com'],
    post: ({ path }) =>
      fill('https://view.inews.qq.com/a/$', [first(path, /\/(\d{8}[A-Z][0-9A-Z]{5,8})(?:\.html?|\/\d*)?$/)]),
  },
  {
    name: 'liuyan',
    hosts: ['liuyan.people.com.cn'],
    post: ({ path, param }) =>
      path.startsWith('/threads/')
        ? fill('https://liuyan.people.com.cn/threads/content?tid=$', [first(param('tid'), DIGITS)])
        : null,
  },
  {
    name: 'douban',
    hosts: ['douban.com', 'douc.cc'],
    short: ['douc.cc'],
    noise: /^(?:_?dt_\w+|_i|_spm_id|dcs|dcm|dcc|start|type|from|author|channel)$/,
    post: doubanPost,
  },
  {
    name: 'xigua',
    hosts: ['ixigua.com'],
    short: ['v.ixigua.com'],
    noise: /^(?:logTag|app|timestamp|utm_\w+|wid|wxshare_count|share_\w+|use_new_style|is_new_connect|id|enter_from)$/,
    post: ({ path, param }) =>
      fill('https://www.ixigua.com/$', [
        first(path, /^\/(?:i|video\/|group\/|share\/video\/)?(\d{15,})$/),
        first(param('modal_id'), /^(\d{15,})$/),
      ]),
  },
  {
    name: 'weishi',
    hosts: ['weishi.qq.com'],
    short: ['video.weishi.qq.com'],
    noise: /^(?:wxplay|from|chid|pkg|attach|share\w*|cover\w*|_\w+|spid|uid|jump\w*)$/,
    post: weishiPost,
  },
  {
    name: 'weixin-channels',
    hosts: ['channels.weixin.qq.com'],
    exactly: ['weixin.qq.com'],
    // What the app copies; only the app can tell which video it is.
    short: ['weixin.qq.com/sph/'],
    noise: /^(?:\w*scene|entry_\w+|from\w*|exportkey|pass_ticket|token|context_id|comment_scene)$/,
    post: ({ path, param }) =>
      path.startsWith('/web/pages/feed')
        ? (fill('https://channels.weixin.qq.com/web/pages/feed?eid=$', [first(param('eid'), /^([\w%.~-]{10,})$/)]) ??
          fill('https://channels.weixin.qq.com/web/pages/feed?oid=$', [first(param('oid'), /^([\w%.~-]{10,})$/)]))
        : null,
  },
  {
    name: 'hupu',
    hosts: ['hupu.com'],
    noise: /^(?:share_\w+|from|isShowReply|cid|puid|client|night|entrance|euid)$/,
    // `-2` is the second page of one thread.
    post: ({ path }) =>
      fill('https://bbs.hupu.com/$.html', [
        first(path, /^\/(?:bbs\/|bbs-share\/)?(\d{6,})(?:-\d+)*(?:\.html)?$/),
        first(path, /^\/(?:bbs-share|bbs|thread)\/(\d{6,})(?:\.html)?$/),
      ]),
  },
]
