// Words that name a cause or pass judgement, where no finding is on record in the statement itself.
import type { Check, Spot } from './check.ts'
import { DATE, OFFICE } from './facts.ts'
import { anyOf, spotsOf } from './matches.ts'
import { fold, type Stretch, sentencesOf } from './reading.ts'

export const cause: Check = ({ own }, { units }) => {
  const spots = [
    ...spotsOf(own, CAUSE, 'cause'),
    ...spotsOf(own, JUDGEMENT, 'judgement', (at) => !isRule(own, at)),
  ].sort((a, b) => a.offset - b.offset)
  return spots.length === 0 || recordsFinding(own, units.map(fold)) ? [] : apart(spots)
}

/** Who looked into it, and when: 经市水务局11月27日现场检测，…. The date may stand in the sentence before. */
export function recordsFinding(own: string, units: readonly string[]): boolean {
  const sentences = sentencesOf(own)
  return sentences.some((sentence, index) => {
    if (!LOOKED_INTO.test(sentence.words)) return false
    const dated = DATE.test(sentence.words) || DATE.test(sentences[index - 1]?.words ?? '')
    return dated && namesUnit(sentence, units)
  })
}

/** The unit stands in the finding's own sentence; 我局 is the one that signs. */
function namesUnit({ words }: Stretch, units: readonly string[]): boolean {
  return WE.test(words) || OFFICE.test(words) || units.some((unit) => unit !== '' && words.includes(unit))
}

const WE = /我(?:局|委|办|镇|乡|街道|校|院|中心|公司|所|站|区|县|市|处|科|队|单位)/u
const LOOKED_INTO =
  /(?:经|据|根据|通过|由|会同|联合|组织|派员|现场)[^。\n\0]{0,40}(?:调查|检测|监测|核实|核查|查证|勘查|勘察|勘验|鉴定|认定|查实|检验|化验|检查|查明|排查|走访|调阅)|(?:调查|检测|监测|核查|鉴定|检验)(?:报告|结果|结论)(?:显示|表明|认定|为)|inspect(?:ed|ion)|investigat(?:ed|ion)/iu

const CAUSE = anyOf([
  '系因', '(?:主要)?(?:是)?由于[^。；！？\\n\\0]{1,40}?(?:造成|导致|引起|引发|所致|致使)', '因[^。；！？\\n\\0，,]{1,30}?(?:造成|导致|引起|引发|所致|致使)', '(?:事故|问题|事件)?(?:的)?(?:主要|直接|根本)?原因(?:系|是|为|在于)',
  '归咎于', '归因于', '系[^。；！？，,\\n\\0]{1,20}?(?:造成|导致|引起|引发|所致)', '是[^。；！？，,\\n\\0]{1,20}?(?:造成的|导致的|引起的|引发的|所致)', '(?:was|were|is) caused by', 'due to',
]) // biome-ignore format: a table

const JUDGEMENT = anyOf([
  '(?:纯?属|系|均为|实为)(?:网络)?(?:谣言|造谣|虚假信息|不实信息|虚构|捏造|编造|误解|误传)', '谣言', '造谣', '传谣', '不实(?:信息|言论|传言|内容|报道|举报|指控|之词)', '(?:反映|举报|内容|情况|信息|说法)(?:均|完全|纯属|严重)?(?:不实|不属实|失实|与事实不符)', '与(?:事实|实际)(?:情况)?(?:严重)?不符',
  '子虚乌有', '虚假(?:信息|内容|陈述|举报)', '责任(?:完全|主要|应)?(?:在(?:于)?|归|属于?|由)(?!单位|部门|人)', '(?:负|承担)(?:全部|主要|次要|同等|直接|一定|相应)(?:的)?(?:责任|过错)', '与我(?:局|委|办|镇|街道|校|院|公司|单位|们|市|县|区)(?:工作)?(?:无关|没有关系)', '并非我(?:局|委|办|镇|校|院|公司|单位)(?:的)?(?:责任|职责)',
  '违规', '违法', '违章', '违纪', '失职', '渎职', '玩忽职守', '人为(?:破坏|损坏|因素|造成|原因)', '故意(?:损坏|破坏|毁坏|为之|编造|隐瞒)', '恶意(?:破坏|损坏|编造)', '操作不当', '管理不善', '疏于管理', '监管不力', '(?:存在|属于)(?:主观|重大)?过(?:错|失)',
  'rumou?rs?', 'false information', 'untrue', 'illegal(?:ly)?', 'at fault', 'is (?:to blame|responsible for the)',
]) // biome-ignore format: a table

/** What is forbidden, looked for or punished in general says nothing of anybody: 严禁违规…, 如发现违法行为. */
const isRule = (own: string, at: number): boolean =>
  RULE.test(own.slice(Math.max(0, at - 10), at)) || RULE_AFTER.test(own.slice(at, at + 12))
const RULE =
  /(?:如|若|如有|一旦|凡|严禁|禁止|杜绝|防止|防范|避免|打击|查处|整治|治理|纠正|举报|监督|制止|巡查|排查|严查|涉嫌|是否|有无|不得|不存在|未发现|没有|无)[^，。；\n\0]{0,6}$|对(?:于)?(?:各类|任何|所有|一切)?$/u
const RULE_AFTER = /^(?:违规|违法|违章|违纪)(?:违法)?(?:行为)?(?:的)?(?:查处|整治|治理|举报|线索|举报电话)/u

function apart(spots: Spot[]): Spot[] {
  let end = 0
  return spots.filter(({ offset, length }) => {
    const fresh = offset >= end
    if (fresh) end = offset + length
    return fresh
  })
}
