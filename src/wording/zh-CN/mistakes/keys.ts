// What the keys of files are called in Chinese: whoever looks for one knows its matter, not its English name.
import type { CheckName } from '../../../domain/policy/policy.ts'
import { names } from '../names.ts'

export const checkNames: Record<CheckName, string> = {
  formula: '套话',
  claims: '诉求未回应',
  'personal-data': '个人信息',
  dates: '日期',
  signature: '单位、电话',
  cause: '原因与定性',
  typing: '文字标点',
  reproach: '指责来帖人',
}

/** In a file of webhooks it is another thing. */
const { signature: _, ...ofChecks } = checkNames

const ofPolicies: Record<string, string> = {
  name: '名称',
  title: '标题',
  'time-zone': '时区',
  'working-time': '工作时间',
  days: '工作日',
  hours: '时段',
  closed: '放假',
  open: '上班',
  levels: '等级',
  level: '等级',
  'zh-CN': '中文名称',
  en: '英文名称',
  thresholds: '数值',
  reads: '阅读量',
  comments: '评论数',
  outlets: '媒体数',
  sightings: '转报次数',
  approvers: '审定人',
  'opens-at': '登记时的等级',
  commit: '承诺期限',
  'at-most': '最长',
  statements: '其他公开说明',
  interim: '阶段通报',
  clocks: '时限',
  base: '起算',
  within: '时长',
  owner: '责任人',
  ladder: '阶梯',
  'not-at': '不设此时限的等级',
  'while-watched': '跟踪期间继续',
  ladders: '催办阶梯',
  at: '提醒时间',
  tell: '通知对象',
  how: '通知方式',
  document: '文书',
  repeat: '重复',
  watch: '回访',
  'quiet-hours': '免打扰时段',
  'exempt-levels': '不受限的等级',
  checks: '送审前的核对',
  'second-person': '须由另一人同意的事项',
  'second-person-by': '可以同意的岗位',
  'confirm-subsided': '确认平息',
  'alone-at-night': '夜间独自值班',
  assumed: '软件暂定',
}

const ofOrgs: Record<string, string> = {
  departments: '部门',
  people: '人员',
  rooms: '群',
  key: '代号',
  aliases: '别名',
  room: '群',
  contact: '联络员',
  head: '部门负责人',
  supervisor: '分管领导',
  roles: '岗位',
  ids: '账号',
  purpose: '用途',
  channel: '渠道',
  id: '编号',
}

const ofWebhooks: Record<string, string> = {
  webhooks: '推送接口',
  'secret-env': '密钥的环境变量',
  header: '请求头',
  algorithm: '算法',
  encoding: '编码方式',
  prefix: '前缀',
  timestamp: '时间戳',
  format: '格式',
  tolerance: '允许的时差',
  items: '列表所在',
  'time-format': '时间格式',
  map: '各项取自何处',
  url: '链接',
  text: '正文',
  platform: '平台',
  department: '部门',
  publishedAt: '发布时间',
  discoveredAt: '发现时间',
  metrics: '数值',
  path: '路径',
  value: '内容',
}

const CALLED: Record<string, string> = { ...names.clock, ...ofChecks, ...ofPolicies, ...ofOrgs, ...ofWebhooks }

/** The key that somebody called by its matter: 时长 is `within`. */
export const keyMeant = (text: string, known: readonly string[]): string | null =>
  known.find((key) => CALLED[key] === text.trim()) ?? null

/** `within（时长）`: the key with what it is called; alone where that is plain, or means one thing here and another there. */
export function keyCalled(key: string): string {
  const called = Object.hasOwn(CALLED, key) ? CALLED[key] : undefined
  return called === undefined ? key : `${key}（${called}）`
}
