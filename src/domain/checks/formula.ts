// Formulas that say nothing, in a statement that names no fact beside them.
import type { Check, Spot } from './check.ts'
import { namesFact } from './facts.ts'
import { anyOf, spotsOf } from './matches.ts'
import { fold } from './reading.ts'

export const formula: Check = ({ own }, { units }): Spot[] => {
  const spots = spotsOf(own, FORMULA, 'formula')
  return spots.length === 0 || namesFact(own, units.map(fold)) ? [] : spots
}

/** As simplified text; `(?:…)?` where offices put a word in between. */
const PHRASES = [
  // How seriously it is taken.
  '(?:十分|非常|极其|极为|特别)?(?:高度|十分|非常)重视', '极为重视', '引起(?:了)?(?:我[们局委办镇街校院司]|领导|上级|有关部门|相关部门)?(?:的)?高度(?:重视|关注)',
  '高度关注', '密切关注', '持续关注', '第一时间(?:响应|回应|关注|行动|处理|处置|介入|核实|部署|了解)', '迅速(?:响应|行动|介入|部署)',
  '立即(?:部署|布署|行动|响应|着手|开展(?:调查|核查|核实|工作))', '立行立改', '即知即改', '举一反三', '压实(?:工作)?责任', '责任到人', '狠抓落实', '抓好落实', '全力以赴',
  '及时跟进', '跟踪问效',
  // That it is being done.
  '正在(?:积极|抓紧|加紧|全力|进一步|依法依规|依法|紧张有序地?|有序|协调|组织|认真|尽快)?(?:处理|办理|处置|核实|核查|调查|了解|推进|协调|研究|跟进|落实|整改|解决|沟通|对接)(?:之?中)?',
  '(?:积极|抓紧|全力|加紧|尽快|及时|认真|妥善|依法依规|严肃|从速)(?:地)?(?:处理|办理|处置|核实|核查|调查处理|推进|协调|研究|跟进|落实|整改|解决|沟通|对接|答复|回复|反馈)',
  '会同(?:有关|相关)(?:部门|单位|科室)', '协调(?:有关|相关)(?:部门|单位|科室)', '(?:有关|相关)(?:部门|单位|科室)(?:正在|已|将|会)(?:介入|处理|办理|核实|调查|跟进|研究)?',
  '(?:已|已经)?(?:转|转交|转给|转至|移交|交由|反馈给|反馈至|上报|通知)(?:了)?(?:至|给|到)?(?:我[局委办]?)?(?:有关|相关|职能|主管|责任|对口)(?:职能|业务)?(?:部门|单位|科室|处室)(?:处理|办理|核实|研究|跟进)?',
  '(?:已|已经)(?:收悉|知悉|关注到?|记录|登记)', '已(?:安排|责成|要求|督促)(?:专人|有关部门|相关部门|相关单位|有关单位|相关人员|工作人员)(?:处理|办理|核实|跟进|负责)?',
  // Until when: never.
  '请(?:您|大家|广大网友|各位)?(?:耐心|静心|安心)?(?:等待|等候)', '(?:敬请|请)(?:您|大家)?(?:期待|留意后续|关注后续)', '(?:后续|有关|相关)?(?:情况|结果|进展)?(?:将|会)(?:及时|第一时间|适时|尽快)(?:向社会)?(?:公布|通报|发布|告知|反馈|回复|答复)',
  '(?:待|等)(?:核实|调查|了解|有结果)(?:清楚)?(?:后|之后)', '以(?:官方|后续)(?:通报|发布|公告)为准',
  // What will be better.
  '(?:将|会)?(?:进一步|持续|不断|切实|继续)(?:加强|加大|完善|规范|优化|强化|提高|提升|做好|落实|改进|健全|推动|推进)', '(?:将|会)(?:积极|认真|努力|尽快|及时|逐步|适时|统筹)(?:考虑|研究|推进|改进|解决|处理|安排|协调|予以)',
  '(?:吸取|汲取)教训', '引以为戒', '加强(?:日常)?(?:监管|管理|巡查|检查|督导|教育|培训|宣传)(?:力度)?', '加大(?:监管|巡查|执法|管理|检查|宣传)力度', '杜绝类似(?:问题|事件|情况)', '避免类似(?:问题|事件|情况)(?:再次)?(?:发生|出现)?',
  '依法依规(?:严肃)?(?:处理|处置|办理|追责)', '绝不(?:姑息|手软)', '绝不姑息迁就', '发现一起[、，]?查处一起', '零容忍',
  // Courtesies.
  '(?:敬请|请)(?:您|大家)?(?:予以)?(?:谅解|理解|见谅|支持)', '(?:感谢|谢谢)(?:您|大家|广大网友|网友)?(?:对我们?[局委办镇街校院司]?(?:工作)?)?(?:的|一直以来的)?(?:关注|理解|支持|监督|关心|反映|来信|留言)',
  '(?:给您)?(?:造成|带来)(?:的)?不便(?:深表歉意|敬请谅解|请谅解)?', '为人民服务', '人民至上', '以人民为中心',
  // English.
  'attach(?:es|ed)? great importance', 'tak(?:e[sn]?|ing) (?:this|it|the (?:matter|issue)) (?:very |extremely )?seriously', '(?:is|are) being (?:handled|looked into|processed|investigated|seen to|dealt with)', '(?:are|is) (?:now |still |currently )?(?:working on|looking into|dealing with|investigating) (?:it|this|the (?:matter|issue))', 'wait patiently', '(?:be|your) patien(?:t|ce)', 'patience is appreciated',
  '(?:has|have) been (?:forwarded|passed|referred) to the (?:relevant|competent|responsible) (?:department|departments|authorities|unit)', 'will (?:further )?(?:strengthen|improve|step up)', 'as soon as possible', 'in due course',
] // biome-ignore format: a table
const FORMULA = anyOf(PHRASES)
