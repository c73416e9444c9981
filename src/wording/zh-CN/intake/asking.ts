// Questions in Chinese: what each is for, and the cards that answer it.
import type { PersonsCommandType } from '../../../domain/capability/command.ts'
import type { ListOf, QueryType } from '../../../domain/capability/question.ts'
import type { Status } from '../../../domain/case/case.ts'
import { typed } from '../../../domain/input/command-form.ts'
import type { ExplainedRung } from '../../../domain/notice/explained.ts'
import type { ListLine, NoticeKind, NoticeOf } from '../../../domain/notice/notice.ts'
import type { Way } from '../../../domain/policy/policy.ts'
import { shorten } from '../../../domain/text/text.ts'
import { answerCard, type Card } from '../../card/card.ts'
import { markOf } from '../../card/frame.ts'
import { lateness, type Times } from '../../times.ts'
import type { NoticeCards, QuestionWords } from '../../wording.ts'
import { card, list } from '../base.ts'
import { usage } from '../choices.ts'
import { persons } from '../commands/index.ts'
import { names } from '../names.ts'
import { howLate, wholeTime, why } from '../why.ts'
import { REGISTER, registerButton } from './registering.ts'

/** What each question is for, and how it is typed. */
export const questions: QuestionWords = {
  help: { does: '查看可用的命令', typed: '/帮助' },
  case: { does: '查看案件', typed: '/案件 #编号' },
  list: { does: '列出案件，可加 我的、逾期 或 新', typed: '/列表' },
  why: { does: '说明各项时限和下次催办', typed: '/为什么 #编号' },
  duty: { does: '查看值班安排', typed: '/值班' },
  bind: { does: '绑定群聊或人员', typed: '/绑定 单位' },
  web: { does: '索取登录链接', typed: '/后台' },
}

/** What its answer is called where another message speaks of it. */
export const noticeNames = {
  help: '操作说明',
  'case-list': '案件列表',
  why: '时限说明',
  duty: '值班安排',
  bound: '绑定回执',
  'sign-in-link': '登录链接',
  'link-sent': '登录链接回执',
} satisfies { [K in NoticeKind]?: string }

function help({ commands, queries, forwards, about, registers = false }: NoticeOf<'help'>): Card {
  if (about !== undefined) return helpOn(about, commands, queries)
  const taughtHere = answerCard('您在这里可以进行的操作', {
    lines: [
      ...(forwards ? ['直接发送帖文链接，即登记为案件。'] : []),
      ...(registers ? [`${REGISTER}（登记来电、来信、来访、上级交办等）`] : []),
      ...commands.map(taught),
      ...queries.map((type) => `${questions[type].typed}（${questions[type].does}）`),
    ],
    next: commands.length === 0 ? null : '请在命令后写明编号，例如：/备注 #23 已电话联系；回复该案的消息时可以省略。',
  })
  return registers ? { ...taughtHere, buttons: [registerButton] } : taughtHere
}

/** In the thread of a case its number need not be written. */
const helpOn = (
  { number, status }: { number: number; status: Status },
  commands: PersonsCommandType[],
  queries: QueryType[],
): Card =>
  answerCard(`#${number} 现为“${names.status[status]}”，您在这里可以进行的操作`, {
    lines: [
      ...(commands.length === 0 ? ['本案目前没有需要您办理的事项。'] : commands.map(taught)),
      ...queries.map((type) => `${questions[type].typed.replace(' #编号', '')}（${questions[type].does}）`),
    ],
    next: '在本案话题内或回复本案的消息时发送，不必写编号。',
  })

/** `/签收`, `/分办 单位名称`, `/进展 内容（登记进展）`: what it does only where its name does not say so. */
const taught = (type: PersonsCommandType): string =>
  typed(type, 'zh') === `/${persons[type].name}` ? usage(type) : `${usage(type)}（${persons[type].name}）`

const LISTS: Record<ListOf, string> = {
  open: '在办案件',
  mine: '待您办理的案件',
  overdue: '逾期案件',
  new: '待分办案件',
}

function caseList({ which, at, lines, total, more, registers = false }: NoticeOf<'case-list'>, times: Times): Card {
  const count = more ? `超过${total}件` : `${total}件`
  const listing = answerCard(`${LISTS[which]}（${count}）`, {
    lines: lines.length === 0 ? ['目前没有。'] : lines.map((line) => listed(line, at, times)),
    next: total > lines.length ? `以上为时限最近的${lines.length}件；发送 /案件 #编号 可查看详情。` : null,
  })
  return registers ? { ...listing, buttons: [registerButton] } : listing
}

function listed({ subject, status, department, due }: ListLine, at: string, times: Times): string {
  const about = [department, names.status[status]].filter((each) => each !== null).join('，')
  const when = due === null ? '' : `；${names.clock[due.kind]} ${times.due(due.dueAt, at)}`
  return `${markOf(subject.level, subject.levels)} #${subject.number} ${shorten(subject.title, 30)}（${about}）${when}`
}

function whyCard({ subject, status, at, clocks, whole, order }: NoticeOf<'why'>, times: Times): Card {
  const ordered =
    order === undefined ? [] : [`上级交办（${order.number}）要求于${times.bare(order.deadline, at)}前反馈。`]
  const none = `本案现为“${names.status[status]}”，没有计时中的时限。`
  const each = clocks.flatMap((clock) => [
    why(clock, times, at),
    ...howLate(clock, times, at),
    nextWord(clock, at, times),
  ])
  return card(subject, {
    lines: [...ordered, ...(clocks.length === 0 ? [none] : each), ...wholeTime(whole, times, at)],
  })
}

const HOW: Record<Way, string> = {
  mention: '群内提醒',
  dm: '私信提醒',
  'urgent-app': '加急提醒',
  'urgent-sms': '短信提醒',
  'urgent-phone': '电话提醒',
}

function nextWord({ next, beside }: ExplainedRung, at: string, times: Times): string {
  if (next === null) return beside ? '　　承诺期间由承诺时限催办，不重复提醒。' : '　　稿件审核期间暂停催办。'
  const { at: nominal, speaksAt, step, repeat, told, vacant, how } = next
  const which = repeat > 0 ? `第${repeat}次重复催办` : `第${step}级催办`
  const whom = told.length > 0 ? `${HOW[how]}${list(told)}` : '目前无人可通知'
  const posts = vacant.length > 0 ? `（${list(vacant.map((role) => names.role[role]))}空缺，改为通知上一级）` : ''
  const quiet = speaksAt === nominal ? '' : `（原定${times.bare(nominal, at)}，逢免打扰时段顺延）`
  const when = lateness(speaksAt, at) === 'left' ? times.instant(speaksAt, at) : '即将发出'
  return `　　下次催办：${when}${quiet}，${which}，${whom}${posts}。`
}

function duty({ at, on, shifts, set, beside = [], replaced = [] }: NoticeOf<'duty'>, times: Times): Card {
  return answerCard(set === null ? '值班安排' : `值班安排已更新：${list([set, ...beside])}`, {
    lines: [
      on.length === 0 ? '目前没有值班员，请管理员补充。' : `现在值班：${list(on)}。`,
      ...(set === null || replaced.length === 0 ? [] : [replacement([set, ...beside], replaced)]),
    ],
    fields: shifts.map(({ name, from, until }) => ({
      label: name,
      value: `${times.instant(from, at)}起${until === null ? '，至下一班次' : `，至${times.instant(until, at)}`}`,
    })),
    next: shifts.length === 0 ? '尚未排班，催办发给全体值班员；排班请发送 /值班 姓名 20:00 至 08:00。' : null,
  })
}

const replacement = (now: string[], before: string[]): string =>
  `同一时间开始的班次原为${list(before)}，已由${list(now)}代替；如需同班，请发送 /值班 ${list([...before, ...now])} 和起止时间。`

const bound = ({ to, further = null }: NoticeOf<'bound'>): Card =>
  answerCard('绑定已生效', {
    lines: [
      `已绑定到${to}，此后的通知发到这里。`,
      ...(further === null ? [] : [`原来的群改称“${further}”，仍可转报和办理，已在该群说明。`]),
    ],
    next:
      further === null ? null : '原来的群不再使用的，请管理员从组织文件中删去；需要改回的，请在该群发送 /绑定 值班群。',
  })

const signInLink = ({ minutes, url }: NoticeOf<'sign-in-link'>): Card => ({
  ...answerCard('登录链接', {
    lines: [`本链接仅供您本人使用，${minutes}分钟内有效，使用一次后失效，请勿转发。`],
  }),
  link: url === undefined ? null : { label: '登录', url },
})

const linkSent = (): Card => answerCard('登录链接已私信发给您', { lines: ['请在私信中打开，请勿转发。'] })

/** The card of each answer. */
export const notices = {
  help,
  'case-list': caseList,
  why: whyCard,
  duty,
  bound,
  'sign-in-link': signInLink,
  'link-sent': linkSent,
} satisfies Partial<NoticeCards>
