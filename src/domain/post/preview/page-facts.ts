// What a page says of itself, as facts of a post: its title without the site's name and the poster's, and when it was published.
import { cleanText, titleOf } from '../../text/text.ts'
import { sharedIn } from '../share-texts/share-text.ts'
import { writtenTime } from './written-time.ts'

export interface PageFacts {
  title: string
  /** By their names in lower case: `og:title`, `description`; the first of each. */
  metas: Record<string, string>
  /** Objects of JSON-LD. */
  linked: Record<string, unknown>[]
}

export interface PagePost {
  /** '' where the page names none that is a post's. */
  title: string
  /** As `dateBehind` reads it; '' where it is not said. */
  published: string
  /** Where the page says that it belongs. */
  address: string
}

/** `people`: names of the institution's own, who are no posters. */
export function postOfPage(page: PageFacts, url: string, people: readonly string[] = []): PagePost {
  const { metas } = page
  const authors = authorsOf(page)
  const site = metas['og:site_name'] ?? metas['application-name'] ?? ''
  const named = [metas['og:title'], metas['twitter:title'], ...valuesOf(page, 'headline'), page.title]
  const told = [metas['og:description'], metas.description].map((text) => withoutTail(text ?? ''))
  const title =
    [...named, ...told].map((text) => ownTitle(text ?? '', { url, authors, site, people })).find(Boolean) ?? ''
  const published = TIMES.map((name) => metas[name] ?? '')
    .concat(valuesOf(page, 'datePublished'))
    .map(writtenTime)
    .find(Boolean)
  return { title, published: published ?? '', address: metas['og:url'] ?? metas.canonical ?? '' }
}

const TIMES = [
  'article:published_time', 'og:article:published_time', 'og:release_date', 'datepublished', 'pubdate', 'publishdate', 'publish_time',
  'publish-date', 'weibo:article:create_at', 'bytedance:published_time', 'pub_date', 'apub:time',
] // biome-ignore format: a list of words

interface Around {
  url: string
  authors: string[]
  site: string
  people: readonly string[]
}

/** '' where nothing of the post is left: the site's name alone, or a page that somebody is stopped at. */
function ownTitle(given: string, { url, authors, site, people }: Around): string {
  const text = cleanText(given).replace(/\s+/gu, ' ')
  if (text === '') return ''
  const bare = withoutNames(text, authors)
  // As an app would share it: its patterns know the site's name and where the poster stands.
  const shared = sharedIn(`${bare} ${url}`, { links: [url], people })
  const words = withoutNames(titleOf(shared === null ? bare : shared.title || shared.comment), [...authors, site])
  return isStop(words) || isSame(words, site) ? '' : words
}

/** A name that stands at either end, with what divides it from the rest. */
function withoutNames(text: string, names: string[]): string {
  const known = names.filter((name) => name.length > 1).sort((a, b) => b.length - a.length)
  let rest = text
  for (const name of known.map(escaped)) {
    rest = rest
      .replace(
        new RegExp(
          `\\s*[-_|·—–:：,，(（【@]+\\s*@?${name}(?:\\s?的[^-_|]{0,12})?\\s*[)）】]?\\s*(?=$|[-_|·—–])`,
          'giu',
        ),
        '',
      )
      .replace(new RegExp(`^[@【(（]?${name}[)）】]?\\s*(?:的[^-_|：:]{0,8})?\\s*[-_|·—–:：,，]+\\s*`, 'iu'), '')
      .replace(new RegExp(`^@?${name}$`, 'iu'), '')
  }
  return rest.trim()
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const isSame = (words: string, site: string): boolean =>
  site !== '' && words.toLowerCase().trim() === site.toLowerCase().trim()

// Pages that stand in front of a post, or in its place; and those that say which site it is and nothing else.
const isStop = (words: string): boolean => !/[\p{L}\p{N}]{2}/u.test(words) || STOP.test(words.trim())
const STOP =
  /^(?:(?:用户|账号)?登[录陆入](?:$|[\s\-_|·—–])|sign ?in|log ?in|注册|.{0,10}(?:安全验证|安全中心|验证码|访问验证|人机验证|滑动验证|验证中心)|sina visitor system|visitor system|微博(?:$|[\s\-_]*(?:随时随地|sina))|抖音(?:$|[\s\-_]*记录美好生活)|快手(?:$|[\s\-_，,]*(?:拥抱每一种|国内))|小红书(?:$|[\s\-_]*(?:你的生活|标记我))|知乎(?:$|[\s\-_]*(?:有问题|与世界))|今日头条$|哔哩哔哩|百度一下|环境异常|参数错误|链接已(?:失效|过期)|(?:该|此|当前)?(?:页面|网页|内容|视频|文章|作品|笔记|微博|帖子)(?:已)?(?:不存在|被删除|找不到|已失效|无法(?:访问|查看))|(?:抱歉|对不起|sorry)|出错了|系统(?:错误|繁忙|提示)|提示信息|跳转(?:中|提示)|正在跳转|即将(?:离开|跳转)|加载中|loading|just a moment|please wait|redirecting|moved|access denied|attention required|\d{3}(?:$|[\s:：\-_]+(?:not|forbidden|error|bad|service|页面|错误|找不到|moved|found))|not found|forbidden|error\b|untitled|无标题|首页$|home$|index$)/iu

/** What platforms put behind the post's words in a description: figures, and the poster's name. */
const withoutTail = (text: string): string =>
  text
    .replace(/[,，。]?\s*视频播放量\s?\d[\s\S]*$/u, '')
    .replace(/\s*-\s*[^-]{1,40}于\d{8}发布在抖音[\s\S]*$/u, '')
    .replace(/^[^：:]{1,40}(?:在|于)(?:微博|抖音|快手|小红书)(?:上)?(?:发布|说|分享)了?[：:]?\s*/u, '')

/** Named so that they can be left out; never kept. */
function authorsOf(page: PageFacts): string[] {
  const { metas } = page
  const named = [
    'author',
    'article:author',
    'og:article:author',
    'byl',
    'profile:username',
    'twitter:creator',
    'weibo:article:author',
  ]
  const linked = page.linked.flatMap((each) => [each.author, each.creator].flat().flatMap(nameOf))
  return [...named.map((name) => metas[name] ?? ''), ...linked]
    .map((name) => cleanText(name).replace(/^@/u, '').slice(0, 40))
    .filter(Boolean)
}

function nameOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : null
  return typeof name === 'string' ? [name] : []
}

const valuesOf = ({ linked }: PageFacts, name: string): string[] =>
  linked.flatMap((each) => (typeof each[name] === 'string' ? [each[name]] : []))
