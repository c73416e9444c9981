// How the addresses of a platform tell which post it is, where a pattern alone does not.

import type { Address } from './address.ts'

export const DIGITS = /^(\d+)$/

export const first = (text: string, pattern: RegExp): string | null => pattern.exec(text)?.[1] ?? null

export function fill(address: string, ids: (string | null)[]): string | null {
  const id = ids.find((each) => each !== null)
  return id === undefined || id === null ? null : address.replace('$', () => id)
}

/** Desktop addresses have a base-62 id, mobile ones the number that it spells; only the number is in all of them. */
export function weiboPost({ path, hash, param }: Address): string | null {
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

export function bilibiliPost({ host, path, param }: Address): string | null {
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
export function weixinPost({ path, param }: Address): string | null {
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
export function baijiahaoPost({ host, path, param }: Address): string | null {
  const article = first(host === 'baijiahao.baidu.com' ? param('id') : param('baijiahao_id'), DIGITS)
  if (article !== null) return `https://baijiahao.baidu.com/s?id=${article}`
  if (!path.startsWith('/newspage/data/')) return null
  const nid = first(param('nid'), /^(\w+_\d+)$/) ?? first(param('context'), /nid%22(?:%20)*%3A(?:%20)*%22(\w+_\d+)%22/)
  if (nid === null) return null
  if (nid.startsWith('dt_')) return `https://mbd.baidu.com/newspage/data/dtlandingwise?nid=${nid}`
  if (nid.startsWith('sv_')) return `https://mbd.baidu.com/newspage/data/videolanding?nid=${nid}`
  return `https://mbd.baidu.com/newspage/data/landingsuper?context=%7B%22nid%22%3A%22${nid}%22%7D`
}

/** Topics, notes, reviews and statuses count apart; a status is told by its number, whoever's page it stands on. */
export const doubanPost = ({ path }: Address): string | null =>
  fill('https://www.douban.com/group/topic/$', [first(path, /^\/group\/topic\/(\d+)$/)]) ??
  fill('https://www.douban.com/note/$', [first(path, /^\/note\/(\d+)$/)]) ??
  fill('https://www.douban.com/status/$', [first(path, /^(?:\/people\/[\w.-]+)?\/status\/(\d+)$/)]) ??
  fill('https://www.douban.com/review/$', [first(path, /^(?:\/(?:movie|book|music|game))?\/review\/(\d+)$/)])

export const weishiPost = ({ path, param }: Address): string | null =>
  fill('https://isee.weishi.qq.com/ws/app-pages/share/index.html?id=$', [
    first(path, /^\/weishi\/feed\/(\w{10,})(?:\/wsfeed)?$/),
    /\/(?:share|vise|wsfeed)\b/.test(path) ? first(param('id') || param('feedid'), /^(\w{10,})$/) : null,
  ])
