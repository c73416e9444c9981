// Pages that stand in front of a post: log-in, visitor, captcha, "you are leaving", jump. The address is in a parameter.

import { type Address, addressOf } from './address.ts'
import { platformOf, within } from './platforms.ts'

/** Pages within pages, and encodings within encodings, beyond what any site does. */
export const DEEPEST = 5

/**
 * The address behind the page, made whole; null where the page stands for itself. `isPost`: the page is a post by its own
 * address. Whether the address may be looked at (a private one may not) is for whoever asks.
 */
export function wrapped({ host, path, hash, param }: Address, isPost: boolean): string | null {
  const isOfTable = platformOf(host) !== null
  if (!isOfTable && !isBeside(host)) return null
  const place = placeOf(host, path)
  const isStopped = GATE.test(place)
  if (isPost && !isStopped) return null
  if (!isOfTable && !isStopped && !LEAVING.test(place)) return null
  const params = hash.startsWith('#/') && hash.includes('?') ? [param, paramOfRoute(hash)] : [param]
  for (const name of NAMES) {
    for (const each of params) {
      const address = addressIn(each(name), host, isStopped)
      if (address !== null) return address
    }
  }
  return null
}

/** Whether a canonical address is such a page, with nothing behind it: not which post was meant. */
export function isGate(canonical: string): boolean {
  const address = addressOf(new URL(canonical))
  const platform = platformOf(address.host)
  if (platform === null ? !isBeside(address.host) : platform.post(address) !== null) return false
  return GATE.test(placeOf(address.host, address.path))
}

const placeOf = (host: string, path: string) => `${host.replace(/^www\./, '')}${path}`
const isBeside = (host: string) => BESIDE.some((site) => within(host, site))

/** Sites through which the posts of others are left or entered. */
const BESIDE = [
  'qq.com',
  'baidu.com',
  'sina.com.cn',
  'sina.cn',
  'csdn.net',
  'juejin.cn',
  'jianshu.com',
  'snssdk.com',
  'bytedance.com',
  'gitee.com',
  'oschina.net',
]

// In the order of how surely they hold where one is going.
const NAMES = [
  ...['target_url', 'targetUrl', 'targeturl', 'target', 'pfurl', 'redirectPath', 'redirect_url', 'redirectUrl'],
  ...[
    'redirect_uri',
    'redirecturl',
    'redirect',
    'redir',
    'next',
    'next_url',
    'nextUrl',
    'followUrl',
    'gourl',
    'go_url',
  ],
  ...['goto', 'jump_url', 'jumpUrl', 'jumpurl', 'returnUrl', 'return_url', 'returnurl', 'return_to', 'return', 'ret'],
  ...['backurl', 'back_url', 'backUrl', 'back', 'callback_url', 'continue', 'dest', 'destination', 'origin_url'],
  ...['originUrl', 'originalUrl', 'from_url', 'uri', 'url', 'u', 'r', 'link', 'href', 'to', 'service'],
]

/** A page that somebody is stopped at: only there a bare path is where they were going. */
const GATE =
  /(?:^|[/._-])(?:log-?in|sign-?in|passport|visitor|captcha|\w*captcha|verif\w+|unhuman|jump|redirect\w*|transit|dispatch|sso|auth|account|accounts|sec|security|safe\w*|antispam|checkurl|gate|limit)(?=[/._-]|$)/i

/** "You are leaving this site." */
const LEAVING =
  /^c\.pc\.qq\.com\/|(?:^|[/._-])(?:link|out|outlink|outer|leave|leaving|external|goto|go|target|newredirect\w*)(?=[/._-]|$)/i

function addressIn(value: string, host: string, isStopped: boolean): string | null {
  if (value === '') return null
  const plain = decodedAll(value)
  if (plain === null) return null
  if (/^https?:\/\//i.test(plain)) return plain
  if (plain.startsWith('//')) return `https:${plain}`
  return isStopped && /^\/[^/\\]/.test(plain) ? `https://${host}${plain}` : null
}

/** Some pages encode twice. Null for what is not UTF-8: then the page that wraps it is all that is known. */
function decodedAll(value: string): string | null {
  let plain = value
  try {
    for (let i = 0; i < DEEPEST && /^(?:https?(?:%|:%)|%)/i.test(plain); i += 1) plain = decodeURIComponent(plain)
    return plain
  } catch {
    return null
  }
}

function paramOfRoute(hash: string): (name: string) => string {
  const query = new URLSearchParams(hash.slice(hash.indexOf('?')))
  return (name) => encodeURIComponent(query.get(name) ?? '')
}
