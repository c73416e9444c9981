// What nobody means well by: chat messages of many kinds, the same ones for the same seed.
import { OPENING, PERSONS } from '../../src/domain/commands/index.ts'
import { QUESTIONS } from '../../src/domain/input/questions.ts'

export interface HostileMessage {
  kind: string
  from: string
  room: string
  thread: string | null
  text: string
  /** Nobody spoke to the desk: it must not answer. */
  isTalk: boolean
}

interface Scenery {
  /** Accounts that are registered, and rooms that are bound. */
  people: string[]
  rooms: string[]
  /** First messages of threads that are about cases. */
  threads: string[]
}

/** `each` messages of every kind, the kinds in turn. */
export function hostileMessages(seed: number, each: number, scenery: Scenery): HostileMessage[] {
  const random = randomOf(seed)
  return Array.from({ length: each }, () => Object.keys(KINDS))
    .flat()
    .map((kind) => messageOf(kind, random, scenery))
}

class Random {
  constructor(private state: number) {}

  /** Mulberry32: small, and the same everywhere. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T
  }

  some(pieces: readonly string[], most: number): string {
    return Array.from({ length: 1 + this.below(most) }, () => this.of(pieces)).join('')
  }

  /** Any UTF-16 units at all. */
  units(most: number): string {
    return String.fromCharCode(...Array.from({ length: this.below(most) }, () => this.below(65_536)))
  }
}

const randomOf = (seed: number) => new Random(seed)

/** A text, and where it matters who says it, in which room or thread. */
type Made = string | (Partial<Omit<HostileMessage, 'kind'>> & { text: string })
type Kind = (random: Random, scenery: Scenery) => Made

function messageOf(kind: string, random: Random, scenery: Scenery): HostileMessage {
  const make = KINDS[kind]
  if (make === undefined) throw new Error(`no kind ${kind}`)
  const made = make(random, scenery)
  const more = typeof made === 'string' ? { text: made } : made
  return {
    kind,
    from: random.of(scenery.people),
    room: random.of(scenery.rooms),
    thread: random.of([null, null, null, ...scenery.threads]),
    isTalk: false,
    ...more,
  }
}

const NAMES = [OPENING, ...Object.values(PERSONS), ...Object.values(QUESTIONS)].flatMap(({ names: { en, zh } }) => [
  ...en,
  ...zh,
])
const TAILS = [
  '',
  ' ',
  ' #1',
  '#2',
  ' ＃３',
  ' 城管',
  ' 1',
  ' 已处理',
  ' https://city.example/1',
  ' 点对点 电话',
  ' 1d 等雨停',
]
const NUMBERS = [
  '#0', '#00', '#-1', '#1.5', '#2147483648', '#4294967296', '#999999999', '#9999999999', '#1e9', '#９９９９９９９９９',
  '#NaN', '##1', '#１', '# 1', '#1#2', '#①', '#Ⅱ', '#٣', '#一', '#00000000000000000000000000001',
] // biome-ignore format: a list of words
const DATES = [
  '2月30日', '2026-02-30', '0000-00-00', '9999-12-31', '99999-01-01', '-1d', '0d', '1d', '999999999d', '1e9d', '25:61',
  '10月15日', '10-15 24:00', '明天', '昨天', '2026-10-10T00:00:00Z', '２０２６－１０－１０', '10月15日 17:30', '1/2/3', '13-45',
  '周五', '5wd', '4wh', '1ms', '∞', 'Infinity', 'null', '1970-01-01', '+275760-09-13',
] // biome-ignore format: a list of words
const BROKEN_LINKS = [
  'http://', 'https:///', 'https://.', 'https://..', 'https://a..b/', 'https://-x-.example/', 'https://[::1]/', 'https://[zz]/',
  'https://127.0.0.1/', 'https://0x7f.1/', 'https://2130706433/', 'http://localhost/', 'https://u:p@news.example/',
  'https://news.example:99999/', 'https://news.example:0/', 'https://news.example/%', 'https://news.example/%zz',
  'https://news.example/%00', 'https://xn--/', 'https://пример.рф/', 'https://例子.测试/', 'hTTps://NEWS.example/A',
  'https://news.example/\u202e/x', 'https://news.example#', 'https://news.example?', 'https://a.b@c.d@e.f/', 'https:\\\\x.y',
] // biome-ignore format: a list of words
const WORDS_OF_MACHINES = [
  "'; drop table cases; --", "' or '1'='1", '1); delete from events; --', `$${'{7*7}'}`, '{{7*7}}', '<%= 7*7 %>', '#{7*7}', '$(id)',
  '`id`', '{"type":"claim"}', '[[[[[[', '{"__proto__":{"admin":true}}', '**bold** _x_ ~~y~~ [a](b)', '> quote\n- list\n```',
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '</card><at id=all></at>', '<at user_id="all">所有人</at>',
  '%s%n%x', '../../etc/passwd', '\\x00\\u0000', '&lt;&#0;&nbsp;', '=1+1', '@all', '__proto__', 'constructor', 'toString',
  'undefined', 'null', 'NaN', '[object Object]', '\\', '\\\\', '$1 $& $`', ':name ?1 $1',
] // biome-ignore format: a list of words
const TALK = [
  '好的', '收到', '今天雨真大', '为什么还没处理', '@周洁 在吗', '#1 怎么样了', '签收', '分办 城管', 'ok', '👍', '？', '…', '1', ' ',
  '\n', 'claim #1', '请签收/审定', '9/10 见', '1/2', '价格 3/4', 'and/or', '\\签收', '∕签收', '⁄claim', '他说"/签收"',
] // biome-ignore format: a list of words
const CYRILLIC: Record<string, string> = { a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', i: 'і', s: 'ѕ' }

const long = (piece: string, units: number) => piece.repeat(Math.ceil(units / piece.length)).slice(0, units)
const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000')
const shouted = (random: Random, text: string) =>
  [...text].map((each) => (random.next() < 0.5 ? each.toUpperCase() : each)).join('')
const command = (random: Random) => `${random.of(['/', '／', ' / ', '\n/', '@值班台 /'])}${random.of(NAMES)}`
const between = (random: Random, pieces: readonly string[]) =>
  `${random.of(['', command(random), '看'])} ${random.some(pieces, 6)} ${random.of(['', '水', `https://news.example/k/${random.below(50)}`])}`

const KINDS: Record<string, Kind> = {
  'what came in otherwise': (random, { rooms }) => ({
    // It is taken in the duty room alone: more often there.
    room: random.of(['duty', 'duty', 'duty', ...rooms]),
    text: `/登记 ${random.of(['来电', '上级交办', '来访', '媒体', '来店', 'call', '', '#1 来信'])} ${random.of([...NUMBERS, ...DATES, ...WORDS_OF_MACHINES])} ${random.of(['〔2026〕15号', '12-05', '水', ...BROKEN_LINKS])} ${random.of([...DATES, '积水'])}`,
    thread: null,
  }),
  'a correction': (random) =>
    `/更正 ${random.of(['#1', '#2', ''])} ${random.of(['标题', '发布时间', '平台', '地点', '颜色', 'published', ''])} ${random.of([...DATES, ...NUMBERS, ...WORDS_OF_MACHINES])} ${random.of(['', '第2条', '第99条', ...BROKEN_LINKS])}`,
  'small talk': (random) => ({ text: random.of(TALK), isTalk: true, thread: null }),
  'talk of machines': (random) => ({
    text: `说${random.of(WORDS_OF_MACHINES.filter((each) => !each.includes('://')))}`,
    isTalk: true,
  }),
  'control characters': (random) =>
    between(random, ['\u0000', '\u0001', '\u0007', '\u0008', '\u001b[31m', '\u007f', '\u0085', '\r', '\v', '\f']),
  'null bytes': (random) => `${command(random)}\u0000${random.of(TAILS)}\u0000`,
  'bidi and invisible': (random) =>
    between(random, ['\u202e', '\u202d', '\u2066', '\u2069', '\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f']),
  'right to left': (random) => between(random, ['مرحبا', 'שלום', '\u200f', '\u061c', '١٢٣']),
  'lone surrogates': (random) => between(random, ['\ud800', '\udfff', '\udc00\ud800', '\ud83d', 'x']),
  'any units': (random) => `${random.of(['', '/', '／备注 '])}${random.units(200)}`,
  'emoji chains': (random) => between(random, ['👨‍👩‍👧‍👦', '🏳️‍🌈', '👩🏽‍🚒', '🇨🇳', '\u200d', '️', '🌊']),
  'a long line': (random) => `${random.of(['', '/备注 ', '/拟稿 ', '/'])}${long(random.of(['长', 'x', 'ab ', '#1 ', '// ']), 100_000)}`,
  'a long line with a link': (random) => `${long(random.of(['长', 'y', '🌊']), 99_000)} https://news.example/${random.below(9)}`,
  'deep combining marks': (random) => `${random.of(['', '/备注 ', '/'])}e${long(random.of(['\u0301', '\u0301\u0323', '\u0e49', '\u0344\u0323']), 100_000)}`,
  'deep marks in a forward': (random) => `水${long('\u0489', 5_000)} https://news.example/${random.below(9)}`,
  'every spelling': (random) => `${shouted(random, command(random))}${random.of(TAILS)}`,
  'nothing after it': (random) => command(random),
  'huge arguments': (random) => `${command(random)} ${long(random.of(['长', '城管 协办 ', '1', 'a,', '-', '"']), 30_000)}`,
  'odd numbers': (random) => `${command(random)} ${random.of(NUMBERS)} ${random.of(['', '文字'])}`,
  'numbers in front': (random) => `${random.of(NUMBERS)} ${command(random)}`,
  'full width': (random) => fullWidth(`${command(random)}${random.of(TAILS)}`),
  'traditional characters': (random) => random.of(['/簽收', '／審定', '/擬稿 已處理', '/發佈 點對點 電話', '/為什麼', '/備註 處理', '/分辦 城管局', '/退改 寫明時間', '/進展 處理中']),
  quotes: (random) => `${command(random)} ${random.some(['"', "'", '“', '”', '`', '「', '』', '\\"'], 20)}`,
  'several lines': (random) => Array.from({ length: 2 + random.below(8) }, () => `${command(random)}${random.of(TAILS)}`).join('\n'),
  'two thousand lines': (random) => long(`${random.of(['/签收', '水', ''])}\n`, 2_000),
  'thousands of names': (random) => `${long('@周洁 ', 15_000)}${random.of(['', '/签收 #1', '/值班', '看'])}`,
  'thousands of links': (random) => {
    const host = random.of(['news', 'x'.repeat(30)])
    return Array.from({ length: 2_000 }, (_, index) => `https://${host}.example/${index}`).join(random.of([' ', '\n', '，', '']))
  },
  'broken links': (random) => `看 ${random.some(BROKEN_LINKS.map((each) => `${each} `), 4)}`,
  'links that run': (random) => `/发布 ${random.of(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x', 'ftp://a.b/', ...BROKEN_LINKS])}`,
  'words of machines': (random) => `${command(random)} ${random.of(WORDS_OF_MACHINES)}`,
  'machines in a forward': (random) => `${random.some(WORDS_OF_MACHINES, 3)} https://news.example/${random.below(9)}?q=${encodeURIComponent(random.of(WORDS_OF_MACHINES))}`,
  'letters that look alike': (random) => [...command(random)].map((each) => CYRILLIC[each] ?? each).join(''),
  'nonsense of duty': (random) => `/值班 ${random.of(['周洁', '王宁', '某人', '', '@', '周洁 至', '周洁 从昨天'])} ${random.of([...DATES, '20:00 至 08:00', '至 至 至', '~', '--'])}`,
  'nonsense of binding': (random) => ({
    text: `/绑定 ${random.of(['', '某局', '城管局', '陈宇', '__proto__', 'superior', '重复'])} ${random.of(['', 'ou_1', '\u0000', 'a b c', long('x', 5_000), "'"])}`,
    from: 'admin',
    room: random.of(['new-chat', 'duty']),
  }),
  'dates of all kinds': (random) => `/承诺 ${random.of(DATES)} ${random.of(['', '等雨停'])}`,
  'levels of all kinds': (random) => `/等级 ${random.of(['0', '-1', '99', '1', '２', '重大', '重大级', '级', 'Major', 'one', '1.0', '1 '.repeat(50)])}`,
  'departments of all kinds': (random) => `/分办 ${random.of(['城管局', '城管 协办 卫健', '卫健 协办 卫健', '协办', '@城管', '某局 协办 城管、卫健', '城管 with with', '，，，', '城管 协办 '.repeat(300)])}`,
  'slashes alone': (random) => random.of(['/', '／', '//', '/ ', '///签收', '/\n', '/#', '/#1', '／＃１', '/.', '/,', '/ /', `${'/'.repeat(5_000)}`]),
  'an unknown thread': (random) => ({ text: `${command(random)}${random.of(TAILS)}`, thread: random.of(['nothing', '', '0', "'", 'om_x'.repeat(500)]) }),
  'an unknown sender': (random) => ({
    text: `${random.of([command(random), '看 https://news.example/x', '在吗'])}`,
    from: random.of(['stranger', '', '__proto__', 'constructor', '\u0000', "'", 'x'.repeat(5_000)]),
  }),
  'an unknown room': (random) => ({ text: `${command(random)}${random.of(TAILS)}`, room: random.of(['nowhere', '', '__proto__', "'", '值班群']) }),
  'personal data': (random) => `${random.of(['', command(random)])} 电话13800138000 身份证11010519491231002X ${random.of(['', 'https://news.example/p?tel=13800138000'])}`,
} // biome-ignore format: a kind a line reads better
