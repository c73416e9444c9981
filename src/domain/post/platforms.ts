// The table of platforms: which hosts belong to one, which links are short, and how its addresses of one post are one.

/** A parsed address: host in lower case, path and parameter values with their percent-encoding normalised. */
export type Address = { host: string; path: string; hash: string; param: (name: string) => string }

export type Platform = {
  name: string
  /** Each with all its subdomains. */
  hosts: readonly string[]
  /** `host` or `host/path/`, without www: links that only the network can resolve. */
  short?: readonly string[]
  /** Parameters that say how a link travelled, on pages that are no post; posts keep none but those that name them. */
  noise?: RegExp
  /** The one address of the post, if the address is a post's. Must give itself back for what it gave. */
  post: (address: Address) => string | null
}

/** The platform whose host this is. */
export const platformOf = (host: string): Platform | null =>
  platforms.find((platform) => platform.hosts.some((each) => within(host, each))) ?? null

export const isShortLink = ({ host, path }: Address, platform: Platform | null): boolean =>
  [...(platform?.short ?? []), ...SHORTENERS].some((each) =>
    `${host.replace(/^www\./, '')}${path}/`.startsWith(each.includes('/') ? each : `${each}/`),
  )

/** Whether a parameter only says how the link travelled, on any site. `from` and `id` mean something on unknown hosts. */
export const isTracking = (name: string, value: string): boolean =>
  TRACKING.test(name) || (name === 'from' && WECHAT_FROM.test(value))

/** The address that a warning, log-in or captcha page was standing in front of (still percent-encoded), or ''. */
export function wrapped({ host, param }: Address): string {
  const wrapper = WRAPPERS.find(([site, name]) => within(host, site) && /^https?(?::|%)/i.test(param(name)))
  return wrapper ? param(wrapper[1]) : ''
}

const within = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`)

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

// QQ's and Zhihu's "you are leaving" pages, Weibo's visitor page, WeChat's and Xiaohongshu's captchas: what a browser's
// address bar holds when somebody copies too early.
const WRAPPERS: readonly (readonly [site: string, param: string])[] = [
  ['c.pc.qq.com', 'pfurl'],
  ['c.pc.qq.com', 'url'],
  ['docs.qq.com', 'url'],
  ['link.zhihu.com', 'target'],
  ['link.csdn.net', 'target'],
  ['passport.weibo.com', 'url'],
  ['passport.weibo.cn', 'r'],
  ['weibo.cn', 'u'],
  ['mp.weixin.qq.com', 'target_url'],
  ['tieba.baidu.com', 'url'],
  ['xiaohongshu.com', 'redirectPath'],
]

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
        first(path, /^\/(?:share\/|light\/)?(?:video|note|slides)\/(\d+)$/),
        first(param('modal_id'), DIGITS),
        first(param('vid'), DIGITS),
      ]),
  },
  {
    name: 'kuaishou',
    // Shares from the app are served from chenzhongtech.com (with a random subdomain) and gifshow.com.
    hosts: ['kuaishou.com', 'kuaishouapp.com', 'chenzhongtech.com', 'gifshow.com'],
    short: ['v.kuaishou.com', 'v.kuaishouapp.com', 'kuaishou.com/f/', 'gifshow.com/s/'],
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
    hosts: ['xiaohongshu.com', 'rednote.com', 'xhslink.com'],
    short: ['xhslink.com'],
    noise: /^(?:xsec_\w+|app_\w+|appuid|apptime|share_\w+|shareRedId|author_share|type|source|xhs\w+)$/,
    // xsec_token opens a note and is another one for each reader, so it is no part of which note it is.
    post: ({ path }) =>
      fill('https://www.xiaohongshu.com/explore/$', [
        first(path, /^\/(?:explore|discovery\/item|search_result|user\/profile\/\w+)\/([0-9a-f]{24})$/),
      ]),
  },
  {
    name: 'toutiao',
    hosts: ['toutiao.com', 'toutiaocdn.com', 'toutiaocdn.cn', 'toutiaoimg.com', 'toutiaoimg.cn'],
    short: ['m.toutiao.com/is/', 'toutiao.com/is/'],
    noise: /^(?:timestamp|app|req_id(?:_new)?|group_id|use_new_style|share_\w+|wid|log_from|source|upstream_biz)$/,
    // /i, /a, /group/ and /video/ redirect to one another by number; micro posts (/w/) have a page of their own.
    post: ({ path }) =>
      fill('https://www.toutiao.com/article/$', [
        first(path, /^\/(?:i|a|group\/|item\/|article\/|video\/)(\d{9,})$/),
      ]) ?? fill('https://www.toutiao.com/w/$', [first(path, /^\/w\/[ia]?(\d{9,})$/)]),
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
]

const DIGITS = /^(\d+)$/

const first = (text: string, pattern: RegExp): string | null => pattern.exec(text)?.[1] ?? null

function fill(address: string, ids: (string | null)[]): string | null {
  const id = ids.find((each) => each !== null)
  return id === undefined || id === null ? null : address.replace('$', () => id)
}

/** Desktop addresses have a base-62 id, mobile ones the number that it spells; only the number is in all of them. */
function weiboPost({ path, hash, param }: Address): string | null {
  const id =
    first(path, /^\/(?:\d{5,11}|status|statuses|detail|comment|repost|attitude)\/([0-9A-Za-z]+)$/) ??
    first(path, /^\/share\/\d+,(\d+)(?:\.html)?$/) ??
    first(param('layerid'), DIGITS)
  const mid = id === null ? null : weiboNumber(id)
  if (mid !== null) return `https://m.weibo.cn/detail/${mid}`
  const video =
    first(path, /^\/(?:tv\/)?show\/(\d+(?::|%3A)\w+)$/) ?? first(param('fid') || param('object_id'), /^(\d+%3A\w+)$/)
  if (video !== null) return `https://weibo.com/tv/show/${video.replace('%3A', ':')}`
  const article =
    first(path, /^\/article\/m\/show\/id\/(\d+)$/) ??
    (path.startsWith('/ttarticle/') ? (first(param('id'), DIGITS) ?? first(hash, /^#\/id=(\d+)/)) : null)
  return article === null ? null : `https://weibo.com/ttarticle/p/show?id=${article}`
}

const BASE62 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** M2fY5DglU is 4805380419357654: from the right, four base-62 digits spell seven decimal ones. */
function weiboNumber(id: string): string | null {
  if (/^\d{15,17}$/.test(id)) return id
  // Posts since 2012 have nine characters, the first after `w`; /123456/followers has nine too.
  if (!/^[x-zA-Z][0-9A-Za-z]{8}$/.test(id)) return null
  const groups = [id.slice(0, 1), id.slice(1, 5), id.slice(5)].map((group) =>
    [...group].reduce((number, digit) => number * 62 + BASE62.indexOf(digit), 0),
  )
  if (groups.some((number) => number > 9_999_999)) return null
  return groups.map((number, i) => (i === 0 ? `${number}` : `${number}`.padStart(7, '0'))).join('')
}

function bilibiliPost({ host, path, param }: Address): string | null {
  const named = first(path, /^\/(?:s\/)?(?:video\/)?((?:BV|av)\w+)$/i)
  const video = bvid(named ?? '') ?? bvid(param('bvid')) ?? bvid(`av${param('aid')}`)
  if (video !== null) {
    // Parts of one upload are different films; the first is what an address without `p` shows.
    const part = first(param('p'), /^0*([1-9]\d{0,4})$/) ?? '1'
    return `https://www.bilibili.com/video/${video}${part === '1' ? '' : `?p=${part}`}`
  }
  return (
    fill('https://www.bilibili.com/opus/$', [
      first(path, /^\/(?:opus|dynamic)\/(\d+)$/),
      host === 't.bilibili.com' ? first(path, /^\/(\d+)$/) : null,
    ]) ??
    fill('https://www.bilibili.com/read/cv$', [
      first(path, /^\/read\/(?:cv|mobile\/)(\d+)$/),
      path === '/read/mobile' ? first(param('id'), DIGITS) : null,
    ])
  )
}

function bvid(id: string): string | null {
  const av = first(id, /^av([1-9]\d{0,14})$/i)
  if (av !== null) return bvidOfNumber(BigInt(av))
  const rest = first(id, /^bv(1[1-9A-HJ-NP-Za-km-z]{9})$/i)
  return rest === null ? null : `BV${rest}`
}

/** av170001 is BV17x411w7KC: base 58 in Bilibili's own order, of the number masked, with two pairs of digits swapped. */
function bvidOfNumber(av: bigint): string {
  const digits = 'FcwAPNKTMug3GV5Lj7EJnHpWsx4tb8haYeviqBz6rkCy12mUSDQX9RdoZf'
  let rest = ((1n << 51n) | av) ^ 23_442_827_791_579n
  const id: string[] = []
  for (; rest > 0n; rest /= 58n) id.unshift(digits.charAt(Number(rest % 58n)))
  const [a, b, c, d, e, f, g, h, i] = id
  return `BV1${g}${e}${c}${d}${b}${f}${a}${h}${i}`
}

/** `sn` is WeChat's signature of an article: without it the address opens nothing. */
function weixinPost({ path, param }: Address): string | null {
  const token = first(path, /^\/s\/([\w-]+)$/)
  if (token !== null) return `https://mp.weixin.qq.com/s/${token}`
  const biz = param('__biz')
  const mid = param('mid') || param('appmsgid')
  if (biz === '' || !/^\d+$/.test(mid)) return null
  const idx = first(param('idx') || param('itemidx'), DIGITS) ?? '1'
  const sn = first(param('sn') || param('sign'), /^(\w+)$/)
  return `https://mp.weixin.qq.com/s?__biz=${biz}&idx=${idx}&mid=${mid}${sn === null ? '' : `&sn=${sn}`}`
}

/** Baidu's app shows an article under a number of its own (`news_…`), which the article's number does not follow from. */
function baijiahaoPost({ host, path, param }: Address): string | null {
  const article = first(host === 'baijiahao.baidu.com' ? param('id') : param('baijiahao_id'), DIGITS)
  if (article !== null) return `https://baijiahao.baidu.com/s?id=${article}`
  if (!path.startsWith('/newspage/data/')) return null
  const nid = first(param('nid'), /^(\w+_\d+)$/) ?? first(param('context'), /nid%22(?:%20)*%3A(?:%20)*%22(\w+_\d+)%22/)
  if (nid === null) return null
  if (nid.startsWith('dt_')) return `https://mbd.baidu.com/newspage/data/dtlandingwise?nid=${nid}`
  if (nid.startsWith('sv_')) return `https://mbd.baidu.com/newspage/data/videolanding?nid=${nid}`
  return `https://mbd.baidu.com/newspage/data/landingsuper?context=%7B%22nid%22%3A%22${nid}%22%7D`
}
