// THE table of what the apps' share buttons put around a link. Where a link stood the patterns see LINK, and CUT where
// something was taken out.
import type { Metrics } from '../../policy/policy.ts'

export const LINK = '\uE001'
export const CUT = '\uE002'

export interface ShareForm {
  app: string
  /** The text is the app's where this is found, or a link that this is found in. */
  is: RegExp
  links: RegExp
  /** The poster's name, with what the app writes around it; what takes its place is of the app's words. */
  authors?: readonly [RegExp, string][]
  /** Codes and calls to action: no word of the post's. */
  around?: readonly RegExp[]
  /** How the app calls itself behind the title. */
  site?: RegExp
  /** Figures, by the group `figure`. */
  figures?: readonly [RegExp, keyof Metrics][]
  /** The title stands in 【】. */
  bracketed?: true
}

// A name: no line's end, no link, nothing that was taken out.
const NAME = String.raw`[^\n${LINK}${CUT}]{1,40}?`
const APP_OF_DOUYIN = '(?:抖音|Dou音|dou音)(?:极速版|短视频|火山版|商城)?'
const APP_OF_KUAISHOU = '快手(?:极速版)?'
const COPY = `(?:长按)?复制(?:此|本|这|该|下方|以下)?(?:条|段)?(?:链接|消息|信息|口令|文字|内容)?(?:后|并)?[，, ]*`
const OPEN = (app: string) =>
  String.raw`(?:去|直接)?(?:打开|启动|到)\s*[【\[“"「]?(?:${app})[】\]”"」]?\s*(?:App|APP|app|客户端)?(?:搜索)?[，,：: ]*`
const LOOK =
  '(?:(?:即可|直接|去)?(?:看看|观看|查看|阅读|收听)(?:视频|直播|笔记|作品|详情|内容|全文|精彩内容|更多精彩内容|TA的更多作品)?)?[！!。.]*'
const re = (source: string, flags = 'gu') => new RegExp(source, flags)

export const FORMS: readonly ShareForm[] = [
  {
    app: 'douyin',
    is: re(`打开[【「]?${APP_OF_DOUYIN}|在抖音，?记录美好生活|抖音(?:极速版)?，?看看`, 'u'),
    links: /douyin\.com/i,
    authors: [
      [re(`(?<=看看\\s*)【${NAME}的(?:图文|视频)?(?:作品|日常|视频|直播|直播间|主页)】`), CUT],
      [re(`【[^【】\\n]{1,40}的(?:图文|视频)?作品】`), CUT],
      [re(`(?<=[${CUT}${LINK}\\s]|^)${NAME}(?:正在直播|在抖音直播)，?(?:来和我一起支持(?:TA|他|她)吧)?[！!。]*`, 'gmu'), CUT],
      [re(`(?<=^|[\\s${LINK}${CUT}！!。，,])@[^\\s${LINK}${CUT}：:，,]{1,40}(?:创作的原声(?:一[^\\s]*)?|的(?:抖音|视频|作品)|\\s?发布了一(?:条|个)(?:抖音)?(?:视频|作品))[，,：:]?`, 'gmu'), CUT],
    ],
    around: [
      re('【图文作品】|【视频作品】'),
      re(`${COPY}${OPEN(APP_OF_DOUYIN)}${LOOK}`),
      re(`${OPEN(APP_OF_DOUYIN)}(?:直接)?观看视频[！!。]*`),
      re('#\\s?在抖音，?记录美好生活#?'),
      re(`去${APP_OF_DOUYIN}看看`),
    ],
    site: /\s*[-_|·—–]+\s*抖音(?:短视频|极速版)?$/u,
  },
  {
    app: 'kuaishou',
    is: re(`打开[【「]?${APP_OF_KUAISHOU}|在快手被播放|快手(?:作品|短视频)|最好玩了`, 'u'),
    links: /kuaishou(?:app)?\.com|chenzhongtech\.com|gifshow\.com/i,
    authors: [
      [re(`看了这么多快手，?还是[「“"【]${NAME}[」”"】]最好玩了[！!。]*`), CUT],
      [re(`(?<=^|[\\s${LINK}${CUT}])${NAME}(?:发了一个|发布了一个|拍了个|的)快手(?:作品|短视频|视频)[，,：:]?(?:一起来看[！!。]*|快来看看?吧?[！!。]*)?`, 'gmu'), CUT],
      [re(`(?<=^|[\\s${LINK}${CUT}])快手(?:用户)?[「“"【]?${NAME}[」”"】]?[：:](?=\\s*[“"「]?[^\\s])`, 'gmu'), CUT],
    ],
    around: [
      re(`(?:点击链接|${COPY})[，, ]*${OPEN(APP_OF_KUAISHOU)}${LOOK}`),
      re('(?:该|此)(?:作品|视频)在快手被播放过?(?<figure>[\\d.,，]+\\s?[万亿wW]?)次[，,。]*'),
    ],
    figures: [[/在快手被播放过?(?<figure>[\d.,，]+\s?[万亿wW]?)次/u, 'reads']],
    site: /\s*[-_|·—–]+\s*快手(?:短视频|极速版)?$/u,
  },
  {
    app: 'xiaohongshu',
    is: /小红书|rednote/iu,
    links: /xhslink\.c|xiaohongshu\.com/i,
    authors: [
      [re(`(?<=【[^\\n${LINK}]{1,200}) - (?:(?! - )[^\\n${LINK}${CUT}]){1,40}? \\| 小红书`), ' | 小红书'],
      [re(`(?<=^|[\\s\\d】${CUT}])[^\\s${LINK}${CUT}][^\\n${LINK}${CUT}]{0,38}?\\s?发布了一(?:篇|个|条)小红书(?:笔记|视频)[，, ]*(?:快来看(?:看)?吧?[！!。]*)?`, 'gmu'), CUT],
      [re(`(?<=^|[\\s${LINK}${CUT}])@[^\\s${LINK}${CUT}：:，,]{1,40}\\s?的小红书(?:笔记|主页)?[：:]?`, 'gmu'), CUT],
      [re(`(?<=^|[\\s${LINK}${CUT}])[^\\s${LINK}${CUT}：:，,【】]{1,40}的小红书笔记[：:]`, 'gmu'), CUT],
    ],
    around: [
      re(`${COPY}${OPEN('小红书|rednote')}${LOOK}`),
      re('(?:把文字)?(?:复制|全选)后?(?:打开|到)【?小红书】?(?:App)?查看笔记[！!。]*'),
      re('Copy and open (?:rednote|xiaohongshu|Xiaohongshu)(?: app)? to view the (?:note|post)[.!]*', 'giu'),
      // 😆 p3QsGjKxTVn2vLT 😆
      re(`(?<emoji>\\p{Extended_Pictographic}\\uFE0F?) ?[A-Za-z0-9]{8,24} ?\\k<emoji>`),
      re(`(?<=^|[\\s${CUT}])\\d{1,2}(?=\\s*【)`, 'gmu'),
    ],
    site: /\s*[-_|·—–]+\s*小红书(?:\s*-\s*(?:你的生活指南|你的生活兴趣社区|标记我的生活))?$/u,
    bracketed: true,
  },
  {
    app: 'weibo',
    is: /微博/u,
    links: /weibo\.c|\/\/t\.cn\//i,
    authors: [
      [re(`【${NAME}的微博】`), CUT],
      [re(`[（(]?(?:分享自|来自|转自|转发自)\\s?(?:微博)?\\s?@[^\\s${LINK}${CUT}：:，,"“]{1,40}(?:\\s?的微博(?:视频|直播|文章)?)?[：:]?[）)]?`), CUT],
      [re(`(?:来自|分享)\\s?[^\\s${LINK}${CUT}：:，,"“@]{1,40}\\s?的微博(?:视频|直播|文章)?[：:]?`), CUT],
      [re(`\\s*[-_]\\s*@?[^\\s${LINK}${CUT}\\-_]{1,40}\\s?的微博(?:视频|直播|文章)?(?=\\s*[-_]\\s*微博|[\\s${LINK}${CUT}]|$)`, 'gmu'), ''],
      [re(`(?<=^|[\\s${LINK}${CUT}])@?[^\\s${LINK}${CUT}：:，,。【】#]{1,40}\\s?的(?:秒拍|微博)(?:视频|直播|文章)(?=[\\s${LINK}${CUT}]|$)`, 'gmu'), CUT],
      [re(`^@[^\\s${LINK}${CUT}：:，,]{1,40}[：:]`, 'gmu'), ''],
    ],
    around: [re('(?:发布|分享)了(?:头条文章|微博)[：:]?'), re('(?:分享|来)自微博(?:客户端)?(?=[\\s）)]|$)', 'gmu')],
    site: /\s*[-_|·—–]+\s*(?:新浪)?微博(?:正文|视频号?|热搜)?$|^微博正文\s*[-_]\s*微博$/u,
  },
  {
    app: 'toutiao',
    is: /今日头条|头条(?:有新鲜事|极速版)|西瓜视频/u,
    links: /toutiao\.com|ixigua\.com/i,
    authors: [
      [re(`(?<=^|[\\s${LINK}${CUT}])[^\\s${LINK}${CUT}][^\\n${LINK}${CUT}]{0,38}?(?:在今日头条)?发布了(?:一(?:篇|个|条))?(?:微头条|头条文章|西瓜视频)[：:，,]?`, 'gmu'), CUT],
      [re(`(?<=看看)\\s*【${NAME}的(?:微头条|作品|视频)】`), CUT],
      [re(`(?<=【[^\\n]{1,200})[-_ ]+[^\\n${LINK}${CUT}\\-_】]{1,30}的(?:微头条|视频)(?=[-_ ]*今日头条】)`), ''],
    ],
    around: [
      re(`${COPY}${OPEN('今日头条(?:极速版)?|西瓜视频')}${LOOK}`),
      re('(?:点击链接|点击)?(?:打开|查看)今日头条(?:App)?(?:查看)?(?:详情|全文)?[！!。]*'),
      re('#头条有新鲜事#|#西瓜视频#'),
    ],
    site: /\s*[-_|·—–]+\s*(?:今日头条|头条号|西瓜视频)$/u,
    bracketed: true,
  },
  {
    app: 'bilibili',
    is: /哔哩哔哩|bilibili|B站/iu,
    links: /bilibili\.com|b23\.tv|bili2233\.cn/i,
    authors: [
      [re(`(?<=^|[\\s${LINK}${CUT}])(?:UP主|up主|UP)[：: ]+[^\\s${LINK}${CUT}]{1,40}`, 'gmu'), CUT],
      [re(`【${NAME}的(?:个人空间|动态|直播间)[-_]\\s*哔哩哔哩】`), CUT],
    ],
    around: [re('(?:点击|打开)?(?:链接)?(?:去|到)?(?:哔哩哔哩|B站)(?:App)?(?:观看|查看)[！!。]*'), re('_?bilibili$', 'giu')],
    site: /\s*[-_|·—–]+\s*(?:哔哩哔哩(?:弹幕(?:视频)?网)?(?:[_ ]*bilibili)?|bilibili|B站|[^-_|]{0,6}番剧)(?:[-_ ]*(?:bilibili|原创|番剧|直播))?$/iu,
    bracketed: true,
  },
  {
    app: 'zhihu',
    is: /知乎/u,
    links: /zhihu\.com/i,
    authors: [
      [re(`\\s*[-–—]+\\s*@?[^\\n${LINK}${CUT}\\-–—]{1,40}?\\s?[-–—]?\\s?的(?:回答|文章|想法|视频|专栏|提问)(?=\\s*[-–—]|[\\s${LINK}${CUT}]|$)`, 'gmu'), ''],
      [re(`(?<=^|[\\s${LINK}${CUT}])@?[^\\s${LINK}${CUT}：:，,]{1,40}(?:\\s?的(?:想法|回答)|\\s?在知乎(?:发布了(?:想法|文章|回答)|回答了|分享))[：:]?`, 'gmu'), CUT],
      [re(`(?<=】)[^\\s${LINK}${CUT}：:，,。]{1,40}[：:](?=[^\\n]*下载\\s?@?知乎)`), ''],
    ],
    around: [
      re(`[…\\.]*[（(]?(?:想看更多？?)?下载\\s?@?知乎\\s?App[：: ]*${LINK}?\\s*[）)]?`),
      re('[（(]?分享自(?:知乎网?|@知乎)[）)]?'),
      re('(?:复制|点击)(?:此|该)?链接[，,]?打开知乎(?:App)?(?:查看)?[！!。]*'),
    ],
    site: /\s*[-_|·—–]+\s*知乎(?:专栏|日报)?$/u,
  },
  {
    app: 'weixin',
    is: /微信公众(?:号|平台)|微信(?:扫一扫|视频号)|阅读原文|视频号/u,
    links: /mp\.weixin\.qq\.com|weixin\.qq\.com\/sph/i,
    authors: [
      [re(`(?<=^|[\\s${LINK}${CUT}])[^\\s${LINK}${CUT}：:，,。]{1,40}的视频号(?:动态|作品)?`, 'gmu'), CUT],
      [re(`^(?:原创\\s+)?(?:作者|文)[：:/／]\\s?[^\\s${LINK}${CUT}]{1,20}(?=\\s|$)`, 'gmu'), ''],
    ],
    around: [re('微信扫一扫(?:关注|阅读)?(?:该公众号)?'), re('(?:点击)?(?:左下角)?[“"]?阅读原文[”"]?(?:查看)?')],
    site: /\s*[-_|·—–]+\s*微信(?:公众(?:号|平台)|视频号)$/u,
  },
  {
    app: 'tieba',
    is: /百度贴吧|贴吧/u,
    links: /tieba\.baidu\.com/i,
    authors: [
      [re(`(?<=^|[\\s${LINK}${CUT}])(?:楼主|贴主)[：: ]+[^\\s${LINK}${CUT}]{1,40}`, 'gmu'), CUT],
      [re(`(?<=^|[\\s${LINK}${CUT}])[^\\s${LINK}${CUT}：:，,。【】#]{1,40}\\s?(?:在百度贴吧(?:发布|分享)了?(?:一个)?(?:帖子|贴子)?|的贴吧(?:帖子|贴子))[：:]?`, 'gmu'), CUT],
    ],
    around: [
      re('#分享自百度贴吧#|[（(]?分享自\\s?@?百度贴吧[）)]?|我在百度贴吧(?:看到|发现)了?(?:一个)?(?:帖子|贴子)?[：:，,]?'),
      re('【图片】|【视频】'),
      re('(?:点击|打开)百度贴吧(?:App)?(?:查看|参与讨论)[！!。]*'),
    ],
    site: /(?:【[^【】]{1,20}吧】)?\s*[-_|·—–]+\s*(?:[^-_|\s]{1,20}吧\s*[-_|·]+\s*)?百度贴吧$/u,
  },
  {
    app: 'baidu',
    is: /百度(?:App|APP|极速版|知道|百科|新闻|好看|文库)|百家号|好看视频/u,
    links: /(?:mbd|baijiahao|haokan|zhidao)\.baidu\.com/i,
    authors: [[re(`(?<=^|[\\s${LINK}${CUT}])[^\\s${LINK}${CUT}：:，,。【】]{1,40}的百家号(?:文章)?[：:]?`, 'gmu'), CUT]],
    around: [
      re(`${COPY}${OPEN('百度(?:App|极速版)?|好看视频')}${LOOK}`),
      re('[（(]?(?:来自|分享自)\\s?@?(?:百度(?:App|APP|极速版)?|好看视频)[）)]?'),
    ],
    site: /\s*[-_|·—–]+\s*(?:百度(?:知道|百科|新闻|App|APP|好看|文库|经验)?|百家号|好看视频)$/u,
    bracketed: true,
  },
  {
    app: 'news',
    is: /(?:来自|分享自)\s?@?\S{0,8}新闻|[-_|—丨]\s*(?:手机)?(?:网易|腾讯|新浪|搜狐|凤凰|澎湃|界面|人民|新华|央视|光明|中国新闻|中国青年|红星|极目|封面|南方|北青|新京)\S{0,8}(?=[\s\uE001】]|$)/mu,
    links: /163\.com|qq\.com\/(?:rain|a\/)|inews\.qq\.com|sina\.c|sohu\.com|ifeng\.com|thepaper\.cn/i,
    authors: [],
    around: [
      re('[（(]?(?:来自|分享自)\\s?@?(?:网易|腾讯|新浪|搜狐|凤凰|澎湃|界面|人民日报|新华社|央视)(?:新闻)?(?:客户端|App)?[）)]?'),
      re('(?:点击|打开)?(?:链接)?(?:查看|阅读)(?:全文|原文|详情)[>》]*(?=[\\s\\uE001]|$)', 'gmu'),
    ],
    site: /\s*[-_|·—–丨]+\s*(?:手机)?(?:网易|腾讯|新浪|搜狐|凤凰|澎湃|界面|人民|新华|央视|光明|中国新闻|中国青年|红星|极目|封面|南方|北青|新京)(?:新闻网?|网|报网?|财经|号|在线|视频)?(?:客户端|App)?(?:-The Paper)?$/u,
  },
] // biome-ignore format: a table
