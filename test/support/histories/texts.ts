// What is said in the histories: invented matters of an invented city.
import type { Random } from './random.ts'

const MATTERS = [
  '幼儿园门口积水', '菜市场夜间噪声', '小区供水发黄', '公交站台灯不亮', '工地扬尘影响出行', '学校食堂排队过长', '路面井盖破损',
  '医院停车收费不明', '楼道堆放杂物', '河道漂浮垃圾', '共享单车占道', '老旧电梯停运', '校车绕行', '夜市油烟扰民', '路灯长明不灭',
] // biome-ignore format: a list of matters
const PLACES = ['东风路', '人民广场', '新华街', '南湖小区', '解放桥', '实验小学', '第二医院', '西门市场']
const NOTES = [
  '已电话核实',
  '现场无人受伤',
  '网民情绪平稳',
  '评论区有新照片',
  '已请街道到场',
  '联系电话13800138000，已回访',
]
const PROGRESS = ['已到现场排水，预计两小时完成', '施工单位已停工整改', '水样已送检', '已更换灯具三处']
const REASONS = ['讨论升温', '涉及人身安全', '经核实情况不严重', '领导要求', '属重复反映']
const REPLIES = [
  '经查，系雨水箅子堵塞所致，现已清通，并安排每日巡查。感谢监督。',
  '已责成施工单位落实洒水降尘，夜间不再作业。给您带来不便，深表歉意。',
  '水质检测合格，发黄系管网冲洗，现已恢复正常。\n后续如有问题，请拨打服务热线。',
] // biome-ignore format: a list of replies

export const matter = (random: Random): string => `${random.pick(PLACES)}${random.pick(MATTERS)}`
export const note = (random: Random): string => random.pick(NOTES)
export const progress = (random: Random): string => random.pick(PROGRESS)
export const reason = (random: Random): string => random.pick(REASONS)
export const reply = (random: Random): string => random.pick(REPLIES)

const SITES = [
  (n: number) => `https://news.example/a/${n}?utm_source=share`,
  (n: number) => `https://weibo.com/1234567890/${(n + 10_000).toString(36)}Abc`,
  (n: number) => `https://bbs.example.org/thread-${n}-1-1.html`,
  (n: number) => `https://www.bilibili.com/video/BV1xx411c7${(n % 89) + 10}${n}`,
]

/** No two of a run are the same. */
export const link = (random: Random, n: number): string => random.pick(SITES)(n)
export const replyLink = (n: number): string => `https://gov.example/replies/${n}.html`

/** All that is asked of what was told privately; at that moment. */
export const toldPrivately = ({ now }: { now: string }, how: string): Record<string, string> => ({
  how,
  when: now,
  handledBy: '联络员',
  evidence: '录音在卷',
  reaction: '表示理解',
})
