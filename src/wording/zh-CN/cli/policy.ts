// What `zhiban policy check` shows of a plan, and asks about what the plan leaves open.
import type { Duration, Offset, Unit } from '../../../domain/calendar/duration.ts'
import type {
  Base,
  ClockKind,
  DocumentKind,
  Guarded,
  Role,
  SecondPerson,
  Tell,
  Way,
} from '../../../domain/policy/policy.ts'
import { checkNames } from '../mistakes/keys.ts'
import { names } from '../names.ts'

const UNITS: Record<Unit, string> = { s: '秒', m: '分钟', h: '小时', d: '天', wh: '个工作小时', wd: '个工作日' }
const DAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
const WAYS: Record<Way, string> = {
  mention: '群内提醒',
  dm: '私信',
  'urgent-app': '应用内加急',
  'urgent-sms': '短信加急',
  'urgent-phone': '电话加急',
}

const duration = ({ amount, unit }: Duration): string => `${amount}${UNITS[unit]}`

function offset(at: Offset): string {
  if (at.kind === 'due') return '到期时'
  if (at.kind === 'percent') return `剩余${at.percent}%时`
  return `${at.sign < 0 ? '到期前' : '逾期'}${duration(at.duration)}`
}

/** What is to be done within a clock's time; the names of levels may stand before it. */
const DONE: Record<ClockKind, (within: string) => string> = {
  triage: (within) => `案件须${within}内研判分办`,
  claim: (within) => `案件须${within}内签收`,
  'first-response': (within) => `首次回应须${within}内作出`,
  reply: (within) => `答复须${within}内作出`,
  review: (within) => `答复稿送审后，每一位审核人须${within}内作出决定`,
  publish: (within) => `答复审定后须${within}内发布`,
  'report-up': (within) => `案件须${within}内上报`,
  progress: (within) => `案件须每隔${within}续报一次`,
  watch: (within) => `案件答复后须${within}内回访`,
  summary: (within) => `总结须${within}内报送`,
  promise: (within) => `承诺须${within}内兑现`,
  subside: (within) => `跟踪期满后须${within}内确认平息`,
}

const ACTS: Record<Guarded, string> = { dismiss: '不办', lower: '下调等级' }

const ask = {
  workingTime: (days: string[], spans: string) => `本单位的工作时间是什么？目前按${days.join('、')} ${spans}。`,
  level: (name: string, when: string) => `“${name}”这一级如何划分？目前：${when}。`,
  approvers: (name: string, roles: string[]) => `${name}案件的答复由谁审定？目前依次为${roles.join('、')}。`,
  opensAt: (name: string) => `新案件先按哪一级登记？目前按“${name}”。`,
  commitment: (most: string) => `责任单位最长可以承诺延后多久答复？目前最长${most}。`,
  clock: (kind: ClockKind, { levels, base, within }: { levels: string[] | null; base: Base; within: Duration }) =>
    `${levels === null ? '' : `${levels.join('、')}的`}${DONE[kind](`几${UNITS[within.unit]}`)}？` +
    `目前按 ${within.amount} ${UNITS[within.unit]}，自${names.base[base]}起算。`,
  ladder: (name: string, rungs: string) => `阶梯“${name}”在什么时候提醒谁？目前：${rungs}。`,
  watch: (after: string[]) => `答复之后何时回访？目前为${after.join('、')}后。`,
  quiet: (from: string, to: string) => `哪个时段不提醒？目前为${from}至${to}。`,
  secondPerson: (acts: string, by: string) => `哪些事项须由另一人同意，可由谁同意？目前：${acts}；${by}。`,
  aloneAtNight: (atOnce: boolean) =>
    `夜间独自值班的，可否先行办理、上班后再由另一人确认？目前${atOnce ? '可以' : '不可以'}。`,
  confirmSubsided: (name: string | null) =>
    `哪一级起须由人确认平息后方可办结？目前${name === null ? '各级都不须' : `自“${name}”起`}。`,
  other: (path: string) => `${path} 应如何规定？目前为软件暂定值。`,
}

const heads = {
  levels: ['等级', '名称', '审定', '何时适用'],
  clocks: ['时限', '', '等级', '时长', '起算', '责任人', '阶梯'],
  ladders: ['阶梯', '提醒'],
}

/** Who decides what, and what is asked for before. */
const deciding = {
  noCommitment: '责任单位不能承诺延后答复。',
  commitment: (most: string, from: Base, times: number) =>
    `责任单位可承诺延后答复：自${names.base[from]}起最长${most}，至多${times}次，再次承诺由上一级决定。`,
  commitmentBy: (approvers: Role[] | null) =>
    approvers === null
      ? '承诺由部门负责人审定；答复已逾期的，由最近一次通知到的最高层级审定。'
      : `承诺由${approvers.map((role) => names.role[role]).join('、')}审定。`,
  statements: (first: Role[], interim: Role[]) =>
    `首次回应由${first.map((role) => names.role[role]).join('、')}审定，阶段通报由${interim.map((role) => names.role[role]).join('、')}审定。`,
  checks: (checks: [string, string][]) =>
    `送审前的核对：${checks.map(([check, weight]) => `${(checkNames as Record<string, string>)[check] ?? check}（${{ refuse: '须改', warn: '提示', off: '不查' }[weight] ?? weight}）`).join('、')}`,
  acts: (acts: Guarded[]) => (acts.length === 0 ? '无' : acts.map((act) => ACTS[act]).join('、')),
  secondPerson: ({ acts, by, aloneAtNight }: SecondPerson) =>
    acts.length === 0
      ? '没有须由另一人同意的事项。'
      : `${acts.map((act) => ACTS[act]).join('、')}须由另一人同意，可由${by.map((role) => names.role[role]).join('、')}同意${aloneAtNight ? '；夜间独自值班的，先行办理，上班后由另一人确认' : ''}。`,
  confirmSubsided: (name: string | null) =>
    name === null ? '跟踪期满、无人重提的，自动办结。' : `${name}以上的案件，须由人确认平息后方可办结。`,
}

export const policy = (zhiban: string) => ({
  duration,
  offset,
  role: (role: Role) => names.role[role],
  base: (base: Base) => names.base[base],
  tell: (tell: Tell) => (tell === 'owner' ? '承办人' : names.role[tell]),
  day: (weekday: number) => DAYS[weekday - 1] ?? '',
  rung: (at: string, tell: string[], how: Way, document: DocumentKind | null, repeat: string | null) =>
    `${at}通知${tell.join('、')}${how === 'mention' ? '' : `（${WAYS[how]}）`}` +
    `${document === null ? '' : `，附${names.document[document]}`}${repeat === null ? '' : `，此后每${repeat}一次`}`,
  name: (name: { zh: string; en: string }) => name.zh,
  list: (items: string[]) => items.join('、'),
  between: '；',
  followedBy: ' → ',
  hours: (zone: string, days: string[], spans: string, closed: number, open: number) =>
    `时区 ${zone}；工作时间：${days.join('、')} ${spans}；法定节假日之外，另有放假${closed}天、上班${open}天`,
  ...deciding,
  heads,
  opensHere: '新案件登记为此级',
  byPerson: '由人确定',
  byFigures: (figures: string[]) => `${figures.join('或')}，或由人确定`,
  figure: (figure: 'reads' | 'comments' | 'outlets' | 'sightings', floor: number) =>
    `${{ reads: '阅读', comments: '评论', outlets: '媒体', sightings: '转报' }[figure]}达${floor}`,
  allLevels: '全部',
  approver: '审核人',
  lookBacks: (after: string[], rungs: string) => `回访：答复后${after.join('、')}；${rungs}`,
  noQuiet: '没有免打扰时段，夜间也会提醒',
  quiet: (from: string, to: string, exempt: string[]) =>
    `免打扰时段：${from}至${to}${exempt.length > 0 ? `，${exempt.join('、')}不受限` : ''}`,
  assumedHead: (count: number) => `预案未写明、由软件暂定（*）的共${count}项。请逐项决定，改好后去掉 assumed 标记：`,
  warning: '注意',
  published: (name: string) => `数据库中现行的预案 ${name}`,
  unknown: (given: string, nearest: string | null, shipped: string[]) =>
    `没有预案“${given}”：既不是文件，也不是随附预案的名称。${nearest === null ? '' : `您要用的是不是“${nearest}”？`}` +
    `随附的有：${shipped.join('、')}。检查数据库中现行的预案：${zhiban} policy check --published`,
  ask,
})
