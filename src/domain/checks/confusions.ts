// Words that official texts confuse, each only where the neighbours make it wrong. Small on purpose: a false alarm costs more
// attention than a slip.

export interface Confusion {
  wrong: RegExp
  /** What `String.replace` makes of the wrong words. */
  right: [RegExp | string, string]
  /** Looked for in the text as given: in traditional characters it would be right. */
  asWritten?: true
}

const word = (wrong: string, right: string): Confusion => ({ wrong: new RegExp(wrong, 'gu'), right: [wrong, right] })
const where = (pattern: RegExp, ...right: Confusion['right']): Confusion => ({ wrong: pattern, right })

export const CONFUSIONS: Confusion[] = [
  // 截止 ends something; 截至 goes up to a time.
  where(
    /截止(?:到|至)?(?=\s?(?:目前|今|昨|现在|本[月周年日]|上[月周]|\d{1,4}\s?[年月日]|\d{1,2}[:：时点]|[一二三四五六七八九十]{1,3}月))/gu,
    /截止(?:到|至)?/u,
    '截至',
  ),
  where(/截至(?=日期|时间(?!节点)|期限)|(?<=已经?|于|[日时分点])截至(?=[。，；！\n]|$)/gu, '截至', '截止'),
  where(
    /做出(?=(?:了|如下|相应|进一步|明确|书面|正式|行政|以下){0,2}(?:决定|答复|回复|处理|处罚|说明|回应|承诺|决策|部署|判断|判决|裁定|裁决|规定|安排|解释|批示|认定|结论|反应|让步|指示))/gu,
    '做出',
    '作出',
  ),
  where(/帐(?=[号户目单款簿务册])|(?<=[台记对欠转结查销呆入出总])帐(?![篷子幕])/gu, '帐', '账'),
  word('报导', '报道'),
  // 反映 tells of something; 反应 is what follows upon it.
  where(
    /反应(?=的?(?:问题|情况|诉求|事项|意见|线索))|(?<=(?:群众|网友|网民|市民|居民|业主|家长|村民|学生|乘客|您|您所|投诉人|来电|来信)(?:所|多次|集中)?)反应(?![强迅及灵过激式快慢堂])/gu,
    '反应',
    '反映',
  ),
  where(/反映(?=迅速|灵敏|迟缓|过度|过激|堂|式)|(?<=应急|连锁|化学|过敏|不良|应激)反映/gu, '反映', '反应'),
  where(
    /(?<=^|[，。；：、\n]|[如有将及按下对从]|采取|提出|提供|具有|存在|分为|包括|遵守|符合|做好)一下(?=几[点项个条]|简称|(?:措施|问题|情况|内容|材料|意见|原因|规定|要求)(?![吗吧呢]))/gu,
    '一下',
    '以下',
  ),
  where(
    /即使(?=(?:处置|处理|办理|回应|回复|反馈|上报|报告|整改|修复|清理|发布|通报|响应|更新)(?![^。；！？\n]{0,40}[也仍都亦还]))/gu,
    '即使',
    '及时',
  ),
  where(/即时(?![通处反上发回办清整生])(?=[^。；！？\n，,]{1,16}[，,](?:也|仍|都|亦))/gu, '即时', '即使'),
  where(/[部布]暑|布署/gu, /[部布][暑署]/u, '部署'),
  where(/既使|及使/gu, /[既及]使/u, '即使'),
  where(/既时(?=[处反上整回办])|急时(?=处理|处置|反馈|整改)/gu, /[既急]时/u, '及时'),
  where(/即然/gu, '即然', '既然'),
  where(/既便/gu, '既便', '即便'),
  where(/按(?=装(?![箱置订车载配修机备货卸潢束扮])|排(?:[了好专人在于]|工作|检|落))/gu, '按', '安'),
  where(/安照/gu, '安照', '按照'),
  where(/必需(?=[在于按要由将]|立即|严格|坚持|确保|做到|依法)/gu, '必需', '必须'),
  where(/必须品/gu, '必须品', '必需品'),
  where(/座落/gu, '座落', '坐落'),
  where(/做为(?=[一主责监管对本我]|[^，。]{0,6}(?:部门|单位))/gu, '做为', '作为'),
  where(/作好(?=[准防应安服后善宣解相]|各项|工作|好)/gu, '作好', '做好'),
  where(/(?<=[时等气症征])侯(?![爵门某先女])|侯(?=[诊车机审选补])/gu, '侯', '候'),
  where(/折(?=迁(?:[工安补款户]|$|[，。])|除(?:[了违完工]|到位|$|[，。]))/gu, '折', '拆'),
  where(
    /(?<![自知克异体律利])己(?=经(?!营|济)|于\d|对|完成|修复|安排|组织|督促|责成|清理|整改|更换|恢复|联系|解决|收悉|落实|办结|答复)/gu,
    '己',
    '已',
  ),
  where(/自已/gu, '自已', '自己'),
  where(/以经(?=[完处整修清安责落对在于联恢])/gu, '以经', '已经'),
  where(/已免/gu, '已免', '以免'),
  where(/在次(?=发生|出现|感谢|核实|提醒|整改|强调)/gu, '在次', '再次'),
  where(/(?:招聘|寻物|寻人|失物|征稿|停水|停电)启示/gu, '启示', '启事'),
  where(/发辉/gu, '发辉', '发挥'),
  where(/因该/gu, '因该', '应该'),
  where(/措失/gu, '措失', '措施'),
  where(/贯切/gu, '贯切', '贯彻'),
  where(/严[励历](?=打击|查处|处罚|整治|批评)/gu, /严[励历]/u, '严厉'),
  where(/核时(?=[，。后情]|$)/gu, '核时', '核实'),
  where(/投拆/gu, '投拆', '投诉'),
  where(/关健/gu, '关健', '关键'),
  where(/一如继往/gu, '一如继往', '一如既往'),
  where(/再接再励/gu, '再接再励', '再接再厉'),
  where(/迫不急待/gu, '迫不急待', '迫不及待'),
  where(/按步就班/gu, '按步就班', '按部就班'),
  where(/幅射/gu, '幅射', '辐射'),
  where(/松驰/gu, '松驰', '松弛'),
  where(/追朔/gu, '追朔', '追溯'),
  where(/震憾/gu, '震憾', '震撼'),
  where(/通迅/gu, '通迅', '通讯'),
  where(/竟标/gu, '竟标', '竞标'),
  where(/竞然/gu, '竞然', '竟然'),
  where(/一昧/gu, '一昧', '一味'),
  where(/处里(?=完毕|结果|情况|意见|到位)/gu, '处里', '处理'),
  where(/调察/gu, '调察', '调查'),
  where(/倍受(?=关注|群众|市民|困扰|影响)/gu, '倍受', '备受'),
  where(/凑和/gu, '凑和', '凑合'),
  where(/园满/gu, '园满', '圆满'),
].map((each) => (each.right[1] === '账' ? { ...each, asWritten: true } : each)) // 帳 is right in traditional characters
