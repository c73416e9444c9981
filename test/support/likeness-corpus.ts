// Texts as the public posts them, made from parts, and what becomes of them on their way: cut, reordered, said in other words, in
// traditional characters, read off a picture, passed on; and others that are not the same, at the same place or in the same words.
import { Converter } from 'opencc-js/cn2t'

export interface Seed {
  text: string
  topic: number
  places: string[]
}

export const REWRITES = ['cut', 'reordered', 'reworded', 'traditional', 'read', 'passed-on'] as const
export type Rewrite = (typeof REWRITES)[number]

/** The same numbers for the same seed. */
export function randomOf(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296
  }
}

const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)] as T

function some<T>(items: readonly T[], count: number, random: () => number): T[] {
  const left = [...items]
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(Math.floor(random() * left.length), 1)[0] as T,
  )
}

const FIRST = '青云长河东南西北新安平福永和金银龙凤梅兰竹松石白红清'
const SECOND = '山水泉林阳湖岭塘桥湾口坡岗台庄源昌兴宁康德仁义礼智信华'
const STREETS = ['路', '街', '大道', '巷']
const PLACES = ['小区', '小学', '中学', '幼儿园', '医院', '市场', '广场', '公园', '工地', '车站', '花园', '社区']

const nameOf = (random: () => number): string => pick([...FIRST], random) + pick([...SECOND], random)

/** Each topic: what happened, in sentences that may stand alone. */
const TOPICS: readonly (readonly string[])[] = [
  [
    '下了一夜雨，门口的积水没过脚踝，孩子们只能被家长背进去',
    '排水口被落叶和泥沙堵得严严实实，水根本下不去',
    '去年雨季就淹过一次，当时说要改造管网，到现在也没见动工',
    '保安拿扫帚往外扫水，扫了一上午还是一片汪洋',
    '几辆电动车泡在水里打不着火，老人蹚水差点滑倒',
    '旁边的店铺把沙袋都垒起来了，地下车库也进了水',
  ],
  [
    '夜里两点还在打桩，玻璃窗跟着一起震，一家人谁也睡不着',
    '工地没有挂夜间施工许可，问门卫只说是赶工期',
    '渣土车一辆接一辆，喇叭按得震天响',
    '白天扬尘也大，晾的衣服收进来全是灰',
    '高三的孩子第二天上课直打瞌睡，老人心脏不好吃了药也不管用',
    '打过电话反映，来人时停一会儿，人一走又接着干',
  ],
  [
    '整条路的路灯黑了一个多星期，晚上走路全靠手机照',
    '昨天有位骑车的大姐摔进了没盖的井里，膝盖缝了好几针',
    '灯杆上的编号还在，可线缆好像被人剪断了',
    '接孩子放学都要结伴走，女同事下夜班不敢一个人回家',
    '物业说归市政管，市政说还没移交，来回推',
    '附近还有一处岔路口没有标线，车开得又快',
  ],
  [
    '电梯三天两头停运，昨晚把一位孕妇关在里面四十多分钟',
    '轿厢里的按钮坏了一半，求救电话打出去没人接',
    '维保单上的签字都是同一个人的笔迹，日期还是上个月的',
    '住在二十楼的老人已经一周没有下过楼',
    '业主群里天天催，物业回复说配件要从外地发',
    '每次开门都会往下沉一截，吓得人心里发毛',
  ],
  [
    '食堂的饭菜里吃出了虫子，孩子回家上吐下泻',
    '问了同班的家长，有七八个孩子都是一样的症状',
    '学校只在群里发了一句正在了解，再没有下文',
    '配餐公司的冷链车中午就停在太阳底下，箱门敞着',
    '饭钱涨了两块，菜却一天比一天少',
    '医生说像是吃坏了东西，让留样去化验',
  ],
  [
    '楼下烧烤摊的油烟直往窗户里灌，屋里全是孜然味',
    '摊主把桌子摆到盲道上，轮椅根本过不去',
    '喝酒划拳吵到后半夜，早上一地竹签和酒瓶',
    '油水顺着人行道流进雨箅子，又黑又滑',
    '说过几次，对方态度很横，还威胁要找人',
    '城管来的时候收摊，走了又摆出来',
  ],
  [
    '小区停水已经第四天，一桶矿泉水要用来洗菜做饭',
    '水管爆裂的地方就用塑料布裹着，没有人抢修',
    '没有提前通知，也没有送水车，老人爬楼提水',
    '水费一分没少交，客服电话永远在排队',
    '恢复供水那一会儿流出来的水是黄的，还有铁锈味',
    '二次供水的水箱听说两年没有清洗过',
  ],
  [
    '公交改线以后，最近的站要走两公里，上学的孩子早上六点就得出门',
    '新站牌立在土堆上，下雨天根本站不住人',
    '一趟车等了五十分钟才来，来了还挤不上去',
    '老人去复查要倒两次车，下车再走一大段',
    '征求意见的通知只在网上挂了三天，没几个人看见',
    '原来的线路空着没人跑，司机也说不合理',
  ],
  [
    '拖欠的工资从春节前拖到现在，六十多个工友等着这笔钱回家',
    '包工头电话关机，项目部说钱已经拨下去了',
    '去找劳动部门登记了，让回去等消息',
    '有人孩子开学的学费都是借的，实在撑不住了',
    '考勤表和欠条都在，照片也拍了',
    '工地大门今天换了锁，不让我们再进去',
  ],
  [
    '河水一夜之间变成了乳白色，岸边漂着一层死鱼',
    '上游那家厂晚上偷偷排水，味道刺鼻得眼睛睁不开',
    '浇了这水的菜地叶子都卷了边，没人敢吃',
    '采样瓶我们自己留了三份，随时可以送检',
    '村里的井水最近烧开也有一股怪味',
    '排污口就在拦水坝下面，用石棉瓦盖着',
  ],
  [
    '孩子所在的班一个学期换了三个班主任，家长连名字都记不住',
    '课后服务收了钱，却只是让孩子坐着写作业',
    '操场的塑胶味道很大，好几个孩子流鼻血',
    '交的资料费没有票据，问用途说是统一安排',
    '家长会上提意见，老师让有想法的可以转学',
    '教室的灯坏了两排，阴天根本看不清黑板',
  ],
  [
    '挂号排到十一点，轮到时说今天的号已经没有了',
    '拍片要等到后天，急得老人直掉眼泪',
    '缴费窗口开了一个，队排到了大门外面',
    '药房少给了一盒药，回去找又不认',
    '停车场收费二十块一小时，看个病比药还贵',
    '护士站的呼叫铃响了半天没有人过来',
  ],
  [
    '拆迁协议签了三年，安置房到现在还是一片荒地',
    '过渡费从今年起就断了，租房的钱都是自己垫',
    '村里的账目没有公开过，问谁都说不清楚',
    '有的人家分了两套，有的人家一套也没有',
    '去问进度，每次都是同一句正在协调',
    '房子拆的时候墙上还挂着没来得及收的全家福',
  ],
  [
    '快递柜把消防通道堵了一半，救护车根本拐不进来',
    '楼道里停满了电动车，有的还拉线充电',
    '上个月隔壁楼着过一次火，大家到现在还后怕',
    '消火栓打开是空的，水带都被人拆走了',
    '安全出口的指示灯没有一盏是亮的',
    '反映给物业，只贴了一张通知就没有下文',
  ],
  [
    '广场舞的音响从傍晚放到十点，隔着三层玻璃都听得见',
    '两支队伍抢地盘，比着把声音调大',
    '婴儿被吵得整夜哭，跟领队商量反被骂了一顿',
    '报了两次警，民警一走声音又起来',
    '旁边就是备考的学生宿舍，孩子们苦不堪言',
    '立着的噪声显示屏早就不亮了',
  ],
  [
    '流浪狗成群结队，放学路上追着孩子跑',
    '有个老人被咬伤了小腿，打针花了两千多',
    '垃圾堆在桶外面，野狗天天来翻',
    '晚上此起彼伏地叫，窗户都不敢开',
    '有人投喂，劝也不听，说是献爱心',
    '抓捕队来过一回，抓了两只就走了',
  ],
]
const OPENINGS = [
  '我是{p}的居民，实名反映一个问题',
  '{d}早上在{s}亲眼看到的',
  '有没有人管管{s}{p}这边',
  '住在{s}{n}号的请注意',
  '{p}的情况越来越糟了',
  '求助，{s}这边实在没办法了',
  '{d}下午路过{s}{p}，气得不行',
  '替邻居发的，{p}就在{s}上',
]
const ENDINGS = [
  '希望有关部门尽快到现场看一看',
  '不要再互相推诿了，给老百姓一个准话',
  '我们只想知道到底什么时候能解决',
  '照片和视频都有，随时可以提供',
  '已经忍了很久，请大家帮忙转发',
  '打过热线，工单号也有，一直没有回音',
  '如果再不处理，我们只能一起去反映',
  '谁家没有老人孩子，将心比心吧',
]

/** `at`: the topic and the places of another seed, for what is not the same. */
export function seedOf(index: number, at: { topic?: number; places?: string[] } = {}): Seed {
  const random = randomOf(index + 1)
  const topic = at.topic ?? index % TOPICS.length
  const own = [`${nameOf(random)}${pick(STREETS, random)}`, `${nameOf(random)}${pick(PLACES, random)}`]
  const places = at.places ?? own
  const [street = '', place = ''] = places
  const filled = (text: string) =>
    text
      .replace('{s}', street)
      .replace('{p}', place)
      .replace('{d}', `${1 + Math.floor(random() * 12)}月${1 + Math.floor(random() * 28)}日`)
      .replace('{n}', String(1 + Math.floor(random() * 300)))
  const said = some(TOPICS[topic] ?? [], 3 + Math.floor(random() * 3), random)
  const middle = random() < 0.5 ? [`${street}${pick(['东段', '西侧', '路口', '两边'], random)}最严重`] : []
  const sentences = [
    ...some(OPENINGS, 1, random).map(filled),
    ...said,
    ...middle,
    ...some(ENDINGS, 1 + Math.floor(random() * 2), random),
  ]
  return { text: `${sentences.join('。')}。`, topic, places }
}

/** Two-character words of no meaning, some of them in every other text, as words are. */
const WORDS = Array.from({ length: 4_000 }, (_, index) => {
  const random = randomOf(index + 200_000)
  const letter = () => String.fromCodePoint(0x4e00 + Math.floor(random() ** 2 * 3_000))
  return letter() + letter()
})

/** A text about something else than any other: what most posts are to most posts. */
export function unlikeSeed(index: number): Seed {
  const random = randomOf(index + 300_000)
  const { places } = seedOf(index)
  const words = Array.from({ length: 50 + Math.floor(random() * 40) }, (_, at) => {
    const word = WORDS[Math.floor(random() ** 3 * WORDS.length)] ?? ''
    return at % 9 === 8 ? `${word}。` : word
  })
  return { text: `${places[0]}${words.join('')}。`, topic: -1, places }
}

const OTHER_WORDS: readonly [string, string][] = [
  ['孩子', '小孩'], ['现在', '目前'], ['没有人', '无人'], ['反映', '投诉'], ['老人', '老人家'], ['已经', '都'], ['根本', '压根'],
  ['电话', '热线'], ['晚上', '夜间'], ['早上', '清早'], ['物业', '物业公司'], ['希望', '盼望'], ['尽快', '赶快'], ['解决', '处理好'],
  ['昨天', '昨日'], ['天天', '每天'], ['一直', '始终'], ['下文', '后续'], ['只能', '只好'], ['大家', '各位'], ['家长', '父母'], ['门口', '大门前'],
] // biome-ignore format: pairs read better in rows
/** What reading a picture takes for another. */
const MISREAD: readonly [string, string][] = [
  ['未', '末'], ['日', '曰'], ['人', '入'], ['己', '已'], ['土', '士'], ['天', '夭'], ['水', '氷'], ['大', '太'], ['车', '东'], ['没', '设'],
  ['不', '木'], ['了', '丁'], ['里', '甲'], ['上', '土'], ['打', '扛'], ['的', '白勺'], ['是', '足'], ['有', '冇'], ['子', '孑'], ['来', '耒'],
] // biome-ignore format: pairs read better in rows

const toTraditional = Converter({ from: 'cn', to: 'tw' })
const sentencesOf = (text: string): string[] => text.split('。').filter(Boolean)

/** The same post as somebody else brings it. */
export function rewritten({ text }: Seed, how: Rewrite, random: () => number): string {
  const sentences = sentencesOf(text)
  switch (how) {
    case 'cut':
      return `${text.slice(0, Math.ceil(text.length * (0.62 + random() * 0.25)))}…`
    case 'reordered':
      return `${some(sentences, sentences.length, random).join('！')}！`
    case 'reworded':
      return OTHER_WORDS.reduce((words, [from, to]) => (random() < 0.6 ? words.replaceAll(from, to) : words), text)
    case 'traditional':
      return toTraditional(text)
    case 'read': {
      const letters = [...text].map((letter) => {
        const wrong = MISREAD.find(([from]) => from === letter)?.[1]
        return wrong !== undefined && random() < 0.25 ? wrong : random() < 0.01 ? '口' : letter
      })
      return letters.join('').replace(/。/g, () => (random() < 0.5 ? '\n' : '. '))
    }
    case 'passed-on':
      return `${pick(['转发：', '【求扩散】', '群里看到的，', '网友投稿 | '], random)}${text}#${pick(['民生', '随手拍', '身边事'], random)}# https://t.cn/${Math.floor(random() * 1e6).toString(36)}`
  }
}

/** What is not the same: another matter at the same place, and the same trouble at another place. */
export const anotherMatter = (seed: Seed, index: number): Seed =>
  seedOf(index + 50_000, { topic: (seed.topic + 5) % TOPICS.length, places: seed.places })

/** Word for word, but for where it is. */
export const elsewhere = ({ text, places }: Seed, index: number): string => {
  const random = randomOf(index + 90_000)
  const moved = places.map((place) => nameOf(random) + place.slice(2))
  return places.reduce((words, place, at) => words.replaceAll(place, moved[at] ?? place), text)
}
