// Refusals in Chinese: who may, or what must come first, and what to type.
import type { CommandType, PersonsCommandType } from '../../domain/capability/command.ts'
import type { QueryType } from '../../domain/capability/question.ts'
import type { FileRefused, RefusalOf } from '../../domain/capability/refusal.ts'
import { isDrafting } from '../../domain/commands/answering/examine.ts'
import { isPersons, PERSONS_COMMANDS } from '../../domain/commands/index.ts'
import { typed as typedAs } from '../../domain/input/command-form.ts'
import { isQuery } from '../../domain/input/questions.ts'
import type { PersonalKind } from '../../domain/masking/mask.ts'
import type { Role } from '../../domain/policy/policy.ts'
import { stepsBefore } from '../steps.ts'
import type { RefusalSentences } from '../wording.ts'
import { either, list, quoted } from './base.ts'
import { usage } from './choices.ts'
import { commands, refusals as ofCommands } from './commands/index.ts'
import { questions } from './intake/asking.ts'
import { REGISTER } from './intake/registering.ts'
import { badTable } from './intake/tables.ts'
import { badLink, emptyRecord } from './intake/unfit-links.ts'
import { names } from './names.ts'

const own = {
  'not-registered': () => '您尚未在值班台登记，暂不能办理；请联系管理员登记后再操作。',
  'not-authorised': notAuthorised,
  'wrong-room': ({ command, belongs }) =>
    `${commands[command].name}请${belongs.length > 0 ? `到${either(belongs)}办理，也可` : ''}私信值班台${sending(command)}。`,
  'wrong-status': wrongStatus,
  'not-claimed-yet': ({ department }) => `${department}尚未签收本案，请先由其联络员或部门负责人签收（发送 /签收）。`,
  'own-draft': ({ request }) =>
    request === undefined
      ? '拟稿人不得审定本人拟写的稿件，请其他审核人发送 /审定 或 /退改。'
      : `本人提出的${names.request[request]}须由他人决定，请其他有权决定的人员发送 /审定 或 /退改。`,
  'not-your-turn': ({ role, names: people, request }) =>
    request !== undefined
      ? `是否同意${names.request[request]}，须由${people.length > 0 ? either(people) : names.role[role]}决定，请由其发送 /审定 或 /退改。`
      : `本稿现由${names.role[role]}${people.length > 0 ? `（${list(people)}）` : ''}审核，请由其发送 /审定 或 /退改。`,
  'no-case': ({ command }) =>
    `请写明案件编号，例如 ${[typed(command), '#23'].filter(Boolean).join(' ')}，或在回复该案的消息时发送。`,
  'which-case': ({ query }) =>
    `请写明案件编号，例如 ${questions[query].typed.replace('编号', '23')}，或在回复该案的消息时发送。`,
  'unknown-case': ({ number }) => `没有编号为 #${number} 的案件，请核对编号后重新发送。`,
  'unknown-department': ({ called, known }) =>
    `没有找到名为“${quoted(called)}”的单位。${oneOf(known)}发送格式：${usage('assign')}。`,
  'unknown-level': ({ called, known }) =>
    `预案中没有“${quoted(called)}”这一等级，可选：${list(known.map(({ number, zh }) => `${number} ${zh}`))}。请发送 /等级 编号或名称。`,
  missing,
  'too-long': ({ max, length }) => `内容共${length}字，超过${max}字的上限，请精简后重新发送。`,
  'bad-link': badLink,
  'front-page': ({ text }) =>
    `未登记：该链接是网站首页、列表页或登录页（${quoted(text)}），无法确定是哪一条帖文。请打开帖文，复制其链接后重新发送；没有单独链接的，请在链接前写明内容（不少于8个字）。`,
  'no-link': ({ what, text }) =>
    what === 'code'
      ? `未登记：消息中只有App口令，没有链接。请在${text || '该App'}中打开帖文，点“分享”、“复制链接”，再把链接发到本群。`
      : `未登记：未能识别其中的链接（${quoted(text)}）。请复制以 https:// 开头的完整链接后重新发送。`,
  'too-many-links': ({ max, left, first }) =>
    `一条消息最多登记${max}个链接，其余${left}个未登记（自 ${quoted(first)} 起），请另发一条消息。`,
  'not-here': ({ rooms }) =>
    `未登记：帖文请转发到${rooms.length > 0 ? either(rooms) : '值班群'}，在此处转发的不予登记。`,
  'unknown-command': ({ text, nearest }) =>
    nearest.length > 0
      ? `没有“${quoted(text)}”这一命令。您要发送的是否为 ${either(nearest.map(spelt))}？`
      : `没有“${quoted(text)}”这一命令。发送 /帮助 可查看在此可用的命令。`,
  'unknown-list': () => '没有这一列表，可发送：/列表、/列表 我的、/列表 逾期、/列表 新。',
  'unknown-person': ({ called, known }) =>
    `没有找到名为“${quoted(called)}”的人员${known.length > 0 ? `，可选：${list(known.slice(0, 12))}` : ''}。请核对姓名后重新发送。`,
  'not-duty-officer': ({ called, known }) =>
    `${quoted(called)}不是值班员，不能排入值班。${known.length > 0 ? `值班员：${list(known.slice(0, 12))}。` : '请管理员先设置值班员。'}`,
  'bad-shift': ({ text }) =>
    `未能识别班次时间“${quoted(text)}”，请写成 /值班 姓名 20:00 至 08:00，或 /值班 姓名 10-09 20:00 至 10-10 08:00。`,
  'unknown-target': ({ called, known }) =>
    `${called === '' ? '请写明绑定到哪里' : `没有名为“${quoted(called)}”的单位或用途`}。可绑定：值班群、领导群、上级群${known.length > 0 ? `，或单位：${list(known.slice(0, 12))}` : ''}。格式：/绑定 单位名称，或 /绑定 姓名 账号。`,
  'room-bound': ({ room }) => `本群已绑定为${room}，不能同时作其他用途；请在另一个群内绑定，或由管理员修改组织文件。`,
  'account-taken': ({ by }) => `该账号已绑定给${by}，请核对账号；如需改绑，请先为${by}绑定其他账号。`,
  'may-not-ask': ({ query, may }) =>
    `${questions[query].does}须由${either(may.map((role) => names.role[role]))}进行，请联系其办理（${questions[query].typed}）。`,
  'no-direct-way': () => '没有可以私信您的渠道，无法发送登录链接；请联系管理员为您绑定账号。',
  'unbound-forward': ({ belongs }) =>
    `本群没有绑定为值班群，所发链接未登记。${belongs.length > 0 ? `请到${either(belongs.map((room) => `“${room}”`))}转报。` : '请管理员在值班群发送 /绑定 值班群。'}`,
  'unbound-room': () => '本群尚未绑定，暂不受理命令。请管理员在本群发送 /绑定 值班群 或 /绑定 单位名称。',
  'not-understood': ({ what }) =>
    `${OPAQUE[what] ?? '这类消息'}无法登记。请改发帖文链接、文字或截图；补充情况请发送 /备注 #编号 内容。`,
  'empty-record': emptyRecord,
  'bad-table': badTable,
  'file-not-kept': ({ name, why, what }) => `${fileCalled(name, what)}未能保存：${NOT_KEPT[why]}。`,
  'file-needs-case': ({ name, what }) =>
    `${fileCalled(name, what)}未归入案件：请在回复该案的消息时发送；无法这样发送的，请改发链接或截图，或用 /备注 #编号 说明。`,
  'personal-data': ({ kinds, places, command = 'draft' }) =>
    `稿件中含有${list(personalIn(kinds, places))}，公开后会泄露个人信息；请删去或隐去后重新发送 ${typed(command) ?? '/拟稿'}。`,
  'left-over': leftOver,
  'one-case': oneCase,
  'too-many-cases': ({ max, count }) => `一条命令最多办理${max}个案件，这里写了${count}个，尚未执行；请分几次发送。`,
  'unclear-number': ({ command, text }) =>
    `未能确定“${quoted(text)}”是否为案件编号，尚未执行。请把案件编号写在最前，并与后面的文字空一格，例如 ${about(command, 23)}。`,
  'stale-version': ({ version }) => `本案刚有新的变动（现为第${version}版），请查看最新情况后再操作。`,
} satisfies Partial<RefusalSentences>

/** With those of the commands. */
export const refusals: RefusalSentences = { ...own, ...ofCommands }

const OF_DEPARTMENT: Role[] = ['contact', 'head']

const typed = (command: CommandType): string | null =>
  isPersons(command) || command === 'open' ? typedAs(command, 'zh') : null

const spelt = (type: CommandType | QueryType): string =>
  isQuery(type) ? (questions[type].typed.split(' ')[0] ?? '') : (typed(type) ?? commands[type].name)

/** By the names that platforms give; others are this kind of message. */
const OPAQUE: Record<string, string> = {
  audio: '语音',
  media: '视频',
  folder: '文件夹',
  location: '位置',
  share_chat: '群名片',
  share_user: '个人名片',
  todo: '任务',
  vote: '投票',
  share_calendar_event: '日程',
  calendar: '日程',
  general_calendar: '日程',
  video_chat: '视频会议',
  merge_forward: '聊天记录',
  mini_program: '小程序',
  group_note: '群待办或接龙',
  voice: '语音',
  video: '视频',
  chatrecord: '聊天记录',
}

const NOT_KEPT: Record<FileRefused, string> = {
  'too-big': '超过20MB，请压缩后重新发送',
  gone: '文件已不存在，请重新发送',
  forbidden: '转发的聊天记录中的文件无法读取，请单独发送',
  type: '只保存图片、PDF、办公文档和纯文本，请转换格式后重新发送',
  empty: '文件是空的，请重新发送',
}

const fileCalled = (name: string, what: 'image' | 'file' = 'file'): string =>
  name === '' ? `所发${names.file[what]}` : `${names.file[what]}“${quoted(name)}”`

const PERSONAL: Record<PersonalKind, string> = {
  phone: '手机号码',
  'id-card': '身份证号码',
  'bank-card': '银行卡号',
  email: '电子邮箱',
}

/** What stands there is not said again: only where. */
function personalIn(kinds: PersonalKind[], places: RefusalOf<'personal-data'>['places'] = []): string[] {
  return kinds.map((kind) => {
    const at = places.filter((each) => each.kind === kind)
    const named = at.slice(0, MOST_PLACES).map(({ offset, length }) => `第${offset + 1}至${offset + length}字`)
    if (named.length === 0) return PERSONAL[kind]
    return `${PERSONAL[kind]}（${named.join('、')}${at.length > named.length ? `等${at.length}处` : ''}）`
  })
}
const MOST_PLACES = 4

const sending = (command: CommandType): string => (isPersons(command) ? `（发送 ${typedAs(command, 'zh')}）` : '')

function notAuthorised({ command, may, department }: RefusalOf<'not-authorised'>): string {
  const own = may.filter((role) => department !== null && OF_DEPARTMENT.includes(role))
  const others = may.filter((role) => !own.includes(role)).map((role) => names.role[role])
  const ofDepartment = own.length > 0 ? [`${department}的${either(own.map((role) => names.role[role]))}`] : []
  const who = may.length > 0 ? [...ofDepartment, either(others)].filter(Boolean).join('，或由') : '有相应职责的人员'
  const how = typed(command)
  return `${commands[command].name}须由${who}办理${how === null ? '' : `，由其发送 ${how} 即可`}。`
}

function wrongStatus({ command, status, needs }: RefusalOf<'wrong-status'>): string {
  const name = commands[command].name
  const now = `本案现为“${names.status[status]}”`
  if (command === 'reopen') return `${now}，正在办理，无须重办。`
  if (command === 'undo')
    return `${now}，不能再撤回登记；登记有误的，请值班员发送 ${usage('dismiss')}，或用 ${usage('note')} 说明。`
  if (command === 'same')
    return `${now}，不能再计入另案；两案请分别办理。确属重复的，请值班员对本案发送 /不办 理由，并在该案发送 /备注 说明。`
  const steps = stepsBefore(status, needs)
  if (steps.length > 0) {
    return `${now}，须先${list(steps.map((step) => `${commands[step].name}（${typedAs(step, 'zh')}）`))}，方可${name}。`
  }
  if (status === 'reviewing' && needs.includes('handling')) return `${now}，如需${name}，请先由审核人退改（/退改）。`
  return `${now}，不再办理${name}；如有情况补充，请发送 ${usage('note')}。`
}

/** `/备注 #5 内容`: how it is typed of a case. */
function about(command: PersonsCommandType | QueryType | 'open', number: number): string {
  if (isQuery(command)) return `${spelt(command)} #${number}`
  const [name = '', ...what] = (command === 'open' ? REGISTER : usage(command)).split(' ')
  return [name, `#${number}`, ...what].join(' ')
}

function oneCase({ command, numbers }: RefusalOf<'one-case'>): string {
  const each = list(numbers.slice(0, 3).map((number) => about(command, number)))
  const one = isQuery(command) ? '一次只能查询一个案件' : '一次只能办理一个案件，尚未执行'
  return `${one}。请分别发送：${each}${numbers.length > 3 ? ' 等' : ''}。`
}

function leftOver({ command, text, numbers }: RefusalOf<'left-over'>): string {
  const said = `未能理解“${spelt(command)}”后面的“${quoted(text)}”，尚未执行。`
  const [number] = numbers
  const bare = isQuery(command) ? spelt(command) : usage(command)
  const alone = number === undefined ? bare : about(command, number)
  if (command === 'approve') return `${said}同意的，请只发送 ${alone}；要求修改的，请发送 ${usage('send-back')}。`
  if (command === 'publish') return `${said}请只发送 ${alone}；点对点答复的，请发送 ${PRIVATE_USAGE}。`
  const note = isQuery(command) ? '' : `；补充情况请发送 ${usage('note')}`
  return `${said}请只发送 ${alone}${note}。`
}

const PRIVATE_USAGE = '/发布 点对点 方式：…；时刻：10-10 15:00；经办：…；凭证：…；反应：…'

function missing({ command, what, also = [] }: RefusalOf<'missing'>): string {
  const thing = list([what, ...also].map((each) => MISSING[each]))
  if (command === 'publish' && what === 'link') {
    return `请附上答复链接，格式为 ${usage('publish')}；点对点答复的，请发送 ${PRIVATE_USAGE}。`
  }
  if (command === 'level' && what === 'reason')
    return '下调等级须由他人同意，请写明理由，格式为 /等级 编号或名称 理由。'
  if (command === 'publish') return `点对点告知还须写明${thing}，格式为 ${PRIVATE_USAGE}。`
  if (isDrafting(command) && what === 'reason') return '请在“仍报：”后写明理由，另起一行写全文。'
  const known = PERSONS_COMMANDS.find((each) => each === command)
  return known === undefined ? `请补充${thing}后重新发送。` : `请写明${thing}，格式为 ${usage(known)}。`
}

const MISSING = {
  text: '内容',
  department: '责任单位',
  level: '等级',
  link: '链接',
  date: '日期',
  reason: '理由',
  posts: '帖文',
  how: '方式',
  when: '时刻',
  handledBy: '经办',
  evidence: '凭证',
  reaction: '反应',
  body: '机关',
  document: '文书号',
  approver: '批准人',
  given: '内容',
}

function oneOf(known: string[]): string {
  if (known.length === 0) return '目前尚未设置单位，请联系管理员。'
  const shown = list(known.slice(0, 12))
  return known.length > 12 ? `可选：${shown}等${known.length}个单位。` : `可选：${shown}。`
}
