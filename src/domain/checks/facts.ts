// Whether a statement names a fact: a date, a measure that was taken, a finding, a figure, a unit that does something.
import { blanked, clausesOf, type Stretch, sentencesOf } from './reading.ts'

/**
 * In the statement's own words. What only repeats the post ("您11月25日反映的3处……"), the signature and telephone numbers are no
 * facts: every statement has them. Nor is the unit by itself, which a formula can have for its subject.
 */
export function namesFact(own: string, units: readonly string[]): boolean {
  const body = withoutSignature(withoutEcho(own.replace(PHONE, blankOf)), units)
  return FACTS.some((fact) => fact.test(body)) || handsOver(body, units)
}

/** Dates and offices by their form: other checks look for them, too. */
export const DATE =
  /(?:\d{4}\s?年\s?)?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号]|[上中下]旬|底|初|末)|\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}|(?:[〇零一二三四五六七八九]{4}年)?[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]/u
export const OFFICE =
  /\p{Script=Han}(?:(?<![布结格当全大开僵])局(?![部面势限促长外])|委员会|(?<!常)委(?![托屈员婉任派])|办公室|街道|办事处|[镇乡区县市]政府|中心|[支大中]队|派出所|[管监][理管]所|[监检]测站|管理站|研究院|设计院|检测院|医院|学校|大学|学院|[小中]学|幼儿园|公司|集团|社区|[居村]委会|水务|物业|(?:检测|鉴定|监测)机构)/u

const NUMERAL = String.raw`(?:\d[\d,，.]{0,12}|[二三四五六七八九十百千万两]{1,6}|一(?=[处吨台辆根套盏]))`
const MEASURED =
  '余?(?:处|个|人次|人|名|家|户|台|辆|套|根|盏|棵|株|件|起|次|吨|米|公里|千米|平方米|立方米|㎡|亩|公顷|元|万元|亿元|万|亿|%|％|度|℃|毫克|微克|克|升|毫米|厘米|小时|分钟|天|周|个月|工作日|个工作日|点|时|层|楼|栋|幢|路|口|座|块|车|支|组|批|笔|份|条|班|趟|段|分贝|人份|号)'

const FACTS: RegExp[] = [
  DATE,
  /(?:今|昨|前|明|后)[天日晚](?:上午|下午|晚|凌晨|\d|[一二三四五六七八九十])|(?:昨|今)(?:天|日)(?=.{0,12}(?:已|到|派|完成))|(?:本|下)周[一二三四五六日末]|(?:本|下|次)?(?:周|月|年|季度)(?:底|末)前/u,
  new RegExp(`${NUMERAL}\\s?${MEASURED}`, 'u'),
  // A year by itself is no date, and no length of time.
  /(?<!\d)\d{1,2}年/u,
  // Something was done to the thing itself, or somebody was sent there.
  /(?:已|已经|现已|均已|全部|完成|予以|进行了|组织|派出?)[^，。；！？\n\0]{0,14}(?:清理|清运|清除|清淤|清洗|修复|修补|修缮|抢修|维修|检修|更换|疏通|拆除|拆改|安装|加装|增设|设置|关停|关闭|停用|停工|停业|封闭|封堵|回填|铺设|加固|退还|退款|退费|赔偿|补偿|补发|发放|处罚|罚款|立案|约谈|查封|扣押|下架|召回|消毒|消杀|张贴|公示|公开|撤销|暂停|恢复(?:供水|供电|供气|供暖|通行|交通|正常|运行|营业)|安置|转移|送医|救治|劝离|搬离|迁移|补种|修剪|排干|抽排|通车|通水|通电|免职|停职|处分|解聘|道歉|调换|改道|整改(?:完成|到位|完毕)|解决|办结)/u,
  /(?:派|安排|组织|指派)[^，。；！？\n\0]{0,12}(?:到场|到达|赶赴|前往|上门|现场(?:处置|查看|勘查|勘察|核查|检查|抢修|清理))/u,
  // Somebody looked, and says what was found.
  /(?:经|据|通过)[^。；！？\n\0]{0,24}(?:查|核|检测|监测|勘|了解|走访|鉴定|化验|调阅|比对|询问)[^。；！？\n\0]{0,60}(?:属实|不存在|存在|系|因为?|由于|发现|确认|确为|显示|原因|合格|超标|符合|未见|属于|未发现|没有|为[^了])/u,
  /查明|(?:检测|监测|鉴定|核查|调查|化验)(?:结果|结论|报告)(?:为|是|显示|表明|均)|原因(?:是|为|系)|(?:情况|问题|反映)(?:基本|部分)?(?:属实|不实)/u,
  // English.
  /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b\d+(?:\.\d+)? ?(?:hours?|days?|metres?|meters?|km|tons?|tonnes?|people|places?|yuan|percent|%)/iu,
  /\b(?:was|were|has been|have been) (?:repaired|replaced|removed|cleaned|cleared|refunded|fined|closed|installed|reopened|drained)\b|\binspection (?:found|showed)\b/iu,
]

/** Given to a unit that is named (已转城管局办理), unlike to 有关部门. */
function handsOver(body: string, units: readonly string[]): boolean {
  return clausesOf(body).some(({ words }) => {
    const given = HANDED.exec(words)?.[1] ?? ''
    return !NOBODY.test(given) && (OFFICE.test(given) || units.some((unit) => given.includes(unit)))
  })
}

const HANDED = /(?:转交|移交|转给|转至|转送|已转|交由|交给|责成|会同|联合|责令|函告|委托|由)([^\0]{2,30})/u
const NOBODY = /^(?:了|给|至|到)?我?(?:有关|相关|职能|主管|责任|对口|各)(?:部门|单位|科室|职能|业务)/u

const blankOf = (found: string) => '\0'.repeat(found.length)

/** Telephone numbers, with what they are called. */
const PHONE =
  /(?:联系|咨询|监督|办公|服务|举报|投诉)?(?:电话|热线|方式)[：: ]{0,2}[\d\-－—–— ()（）]{5,20}|(?<!\d)0\d{2,3}[-－—– ]?\d{7,8}(?!\d)/gu

/** From whoever wrote it up to what they wrote about: what follows in the same clause is the answer's own. */
function withoutEcho(own: string): string {
  const clauses = clausesOf(own)
  const spans = clauses.flatMap(({ start, words }, index): { start: number; end: number }[] => {
    const echo = ECHO.exec(words)
    if (echo === null) return []
    const end = start + echo.index + echo[0].length
    // 2026年11月25日，您反映的…: the date is the post's.
    const before = clauses[index - 1]
    const from = before !== undefined && ONLY_DATE.test(before.words) ? before.start : start
    return [{ start: from, end }]
  })
  return blanked(own, inOrder(spans))
}

const ECHO =
  /^[^\0]{0,16}?(?:您|你|网友|市民|群众|居民|网民|家长|业主|网上|网络)[^\0]{0,24}?(?:反映|来信|来电|来访|投诉|留言|发帖|发布|咨询|提出|提到|所说|诉求|建议)(?:[^\0]{0,30}?(?:问题|情况|事项|诉求|一事|事宜|帖文|内容|建议|留言))?(?:(?:我们|我局|我委|我办|我校|我镇)?(?:已|均已)?(?:收悉|收到|知悉))?|^[^\0]{0,40}?(?:收悉|已收到)/u
const ONLY_DATE = /^\s*(?:于|在)?\s*(?:\d{4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?[日号](?:上午|下午|晚)?\s*$/u

/** The last sentences that only say who answers, when, and where to call. */
function withoutSignature(body: string, units: readonly string[]): string {
  const sentences = sentencesOf(body)
  const from = sentences.findLastIndex((sentence) => !isSignature(sentence, units)) + 1
  const first = sentences[from]
  return first === undefined ? body : body.slice(0, first.start)
}

function isSignature({ words }: Stretch, units: readonly string[]): boolean {
  if (words.length > 80) return false
  const named = units.reduce((rest, unit) => (unit === '' ? rest : rest.replaceAll(unit, '')), words)
  const bare = named.replace(SIGNING, '').replace(/[^\p{L}\p{N}]/gu, '')
  return bare === '' || (bare.length <= 14 && OFFICE_ALONE.test(bare))
}

const SIGNING =
  /(?:\d{4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?[日号]|\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}|(?<!\d)\d{7,8}(?!\d)|联系(?:人|电话|方式)?|(?:咨询|监督|办公|服务)?(?:电话|热线)|特此(?:回复|答复|说明|通报|公告)|(?:答复|回复|承办|责任)单位/gu
const OFFICE_ALONE = /^\p{Script=Han}{1,12}(?:局|委|办|街道|镇|乡|政府|中心|所|站|队|校|院|学|园|司|集团|社区)$/u

function inOrder(spans: { start: number; end: number }[]): { start: number; end: number }[] {
  const kept: { start: number; end: number }[] = []
  for (const { start, end } of spans) {
    const from = Math.max(start, kept.at(-1)?.end ?? 0)
    if (end > from) kept.push({ start: from, end })
  }
  return kept
}
