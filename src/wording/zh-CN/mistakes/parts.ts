// What stands in a file, what belongs there and what would be right, in Chinese.
import type { Example, Found, Right, What } from '../../../domain/yaml/mistake-parts.ts'
import type { ExampleWords, Whats } from '../../mistakes/words.ts'
import { names } from '../names.ts'

export const whats: Whats = {
  keys: '若干分项',
  list: '列表',
  text: '文字',
  'yes-no': ' true（是）或 false（否）',
  duration: '时长',
  offset: '距到期的时间',
  span: '时段',
  'time-of-day': '时刻',
  date: '日期',
  'time-zone': '时区',
  'policy-name': '预案的代号（小写字母、数字、连字符，至多41个字符）',
  'level-number': '等级编号',
  'level-key': '等级编号',
  role: '岗位',
  told: '通知对象',
  way: '通知方式',
  document: '文书',
  figure: '数值',
  ladder: '阶梯',
  'ladder-key': '阶梯的名称',
  base: '起算时点',
  'approver-role': '可以审定的岗位',
  weekday: '星期',
  severity: '核对的处理方式',
  'commit-base': '承诺期限的起算时点',
  times: '次数',
  guarded: '须由另一人同意的事项',
  'confirm-level': '等级编号，或 0（各级都不须确认）',
  'org-key': '代号（小写字母、数字、连字符和下划线，以字母或数字开头，至多63个字符）',
  purpose: '群的用途',
  channel: '渠道名称',
  'channel-key': '渠道名称',
  path: '路径',
  'time-format': '时间格式',
  'text-or-number': '文字或数字',
  header: '请求头名称',
  'webhook-name': '代号（小写字母、数字、连字符）',
  variable: '环境变量的名称（密钥本身不得写在此处）',
  algorithm: '签名算法',
  encoding: '编码方式',
}

/** Each as what to do. */
const examples: ExampleWords = {
  durations: '写作 30m（分钟）、24h（小时）、1d（天）、4wh（工作小时）或 5wd（工作日）',
  offsets: '写作 -30m（到期前30分钟）、-25%（剩余25%时）、0（到期时）、+1h 或 +1wd（逾期后）',
  span: '写作 "08:30-12:00"，时、分各两位，先早后晚',
  'level-numbers': '写1至9的整数，1为最重',
  'level-keys': '写1至9的整数',
  'ladder-name': '填写 ladders 下某一阶梯的名称',
  'and-ladder-name': '填写 ladders 下某一阶梯的名称',
  'ladder-keys': '写作 department: ，下面列出各级',
  'ladder-key': '用小写字母、数字和连字符',
  'marked-rungs': '写作 { value: 各级, assumed: true }',
  'gravest-levels': '例如 2，即最重的两级',
  'policy-keys': '写明 name: our-plan 及预案的其他各项',
  'org-keys': '写明 departments（部门）、people（人员）和 rooms（群），示例见 docs/sample-org.yaml',
  'room-channel': '内置聊天室写作 room，飞书写作 feishu',
  'channel-keys': '写作 feishu: 或 room: 等',
  'webhooks-keys': '写作 webhooks: ，下面列出各接口',
  'webhook-item': '写作 - name: news-watch 及其各项',
  'webhook-keys': '写明推送接口的各项，示例见 docs/webhooks.md',
  'path-or-list': '例如 data.time，或几个路径的列表',
  'text-source': '例如 link、[link, mobile.link] 或 { value: 微博 }',
  'time-source': '例如 link、[link, mobile.link] 或 { path: time, time-format: iso }',
  path: '各级名称以点相连，列表中的位置写在方括号内，例如 data.list[0].url',
}

export function shown(found: Found): string {
  switch (found.is) {
    case 'list':
      return '列表'
    case 'keys':
      return '若干分项'
    case 'text':
      return quoted(found.text)
    case 'value':
      return ` ${found.text}`
  }
}

/** In one line, whatever signs stand in it. */
export const quoted = (text: string): string => `“${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')}”`

/** As what to do. */
export const example = (write: Example): string => (typeof write === 'string' ? `例如 ${write}` : examples[write.words])

/** As what to do; `key`: of one that is missing. */
export function right(each: Right, key?: string): string {
  if ('oneOf' in each) return choices(each.oneOf, each.what)
  if ('meant' in each) return `写作 ${each.meant}`
  const { write } = each
  return `${example(key === undefined || typeof write !== 'string' ? write : `${key}: ${write}`)}${each.or === undefined ? '' : OR[each.or]}`
}

const OR = { 'remove-key': '；不需要的，可删去此项', 'empty-list': '；没有的，写作 []' }

export const choices = (known: readonly string[], what: What): string =>
  `可选：${known.map((word) => spelt(word, what)).join('、')}`

/** `head（部门负责人）`: a word of the file, with what it is called. */
export function spelt(word: string, what: What): string {
  const called = CALLED[what]?.[word]
  return called === undefined ? word : `${word}（${called}）`
}

/** The word that somebody called by its matter: 值班员 is `duty-officer`. */
export const wordMeant = (found: Found, what: What, known: readonly string[]): string | null =>
  found.is === 'text' ? (known.find((word) => CALLED[what]?.[word] === found.text.trim()) ?? null) : null

const CALLED: Partial<Record<What, Record<string, string>>> = {
  role: names.role,
  told: { owner: '承办人', ...names.role },
  'approver-role': names.role,
  base: names.base,
  'commit-base': names.base,
  document: names.document,
  way: {
    mention: '群内提醒',
    dm: '私信',
    'urgent-app': '应用内加急',
    'urgent-sms': '短信加急',
    'urgent-phone': '电话加急',
  },
  weekday: { mon: '周一', tue: '周二', wed: '周三', thu: '周四', fri: '周五', sat: '周六', sun: '周日' },
  severity: { refuse: '须改', warn: '提示', off: '不查' },
  guarded: { dismiss: '不办', lower: '下调等级' },
  purpose: { duty: '值班群', department: '部门群', leaders: '领导群', superior: '上级群' },
}
