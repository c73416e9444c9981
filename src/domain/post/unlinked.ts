// A message that plainly passes a post on and holds no link: an app's code alone, an address without its beginning.

import { parse } from 'tldts'

export type Unlinked = { what: 'code' | 'address'; text: string }

/** Null for talk. Only for a text in which no link was found. */
export function unlinkedIn(text: string): Unlinked | null {
  const code = CODE.exec(text) ?? CODE_BEHIND.exec(text)
  if (code && HOLDS_CODE.test(text)) return { what: 'code', text: code[1] ?? '' }
  for (const { 0: address } of text.matchAll(ADDRESS)) {
    if (isOfSite(address)) return { what: 'address', text: address.slice(0, LONGEST_SHOWN) }
  }
  const broken = BROKEN.exec(text)
  return broken === null ? null : { what: 'address', text: broken[0].slice(0, LONGEST_SHOWN) }
}

const LONGEST_SHOWN = 80
// Those that share by codes; the others share links.
const APPS =
  '抖音极速版|抖音|快手极速版|快手|小红书|今日头条|头条|西瓜视频|哔哩哔哩|B站|微视|皮皮虾|最右|手机淘宝|淘宝|拼多多|闲鱼|京东'
// A title in brackets, or the code itself: without either somebody only says how it is done.
const HOLDS_CODE = /[【[「]|[A-Za-z0-9]{5,}|\w@\w|\w:\//
// What the apps write around a code: 复制打开抖音，看看…；长按复制此条消息，打开快手…；复制本条信息，打开【小红书】App查看
const CODE = new RegExp(
  `复制(?:此|本|这|该)?(?:条|段)?(?:链接|消息|信息|口令|内容|文字|话)?(?:后|并|再|，|,| |。|去|直接|到)*(?:打开|启动|进入)[【\\[“"「]?(${APPS})`,
  'i',
)
const CODE_BEHIND = new RegExp(
  `打开[【\\[“"「]?(${APPS})[】\\]”"」]?(?:App|客户端)?[，, ]*(?:即可|直接)?(?:查看|观看|看看)[^。]{0,60}(?:口令|复制)`,
  'i',
)
const ADDRESS = /(?<![\w@＠.\-/:%=&?#])(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}\/[\w\-.~/?#&=%+]+/gi
// `https：www…`, `http:/a.example`, `https//…`: it begins as a link, and goes on as none.
const BROKEN =
  /(?<![\w.])h?t?tps?\s{0,2}(?:[:：;；]\s{0,2}[/／\\]{0,3}|[/／\\]{2,3})\s{0,2}[\w.-]{1,63}\.[\w./?=&%-]{2,200}/i

/** Endings that are talk more often than a site's name (`README.md/…`, `app.py/…`) count behind `www.` only. */
function isOfSite(address: string): boolean {
  const host = address.slice(0, address.indexOf('/')).toLowerCase()
  const { isIcann, domain, publicSuffix } = parse(host)
  if (isIcann !== true || domain === null) return false
  return host.startsWith('www.') || USUAL.test(publicSuffix ?? '')
}

const USUAL = /(?:^|\.)(?:cn|com|net|org|gov|edu|hk|tw|mo|info|cc|tv|top|vip|xyz)$/
