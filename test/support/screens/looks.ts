// Pages that look as the apps' do on a phone, for pictures that tests make in a browser: what stands on them is known.

export interface Look {
  app: string
  /** What the card should be called by. */
  title: string
  /** Of the post's words. */
  words: string[]
  /** May stand nowhere: the poster, and who comments. */
  people: string[]
  metrics: { reads?: number; comments?: number }
  html: string
}

const STYLE = `
  * { box-sizing: border-box; margin: 0 }
  body { font: 16px/1.55 'Noto Sans CJK SC', sans-serif; background: var(--paper); color: var(--ink); width: 390px }
  .status { display: flex; justify-content: space-between; padding: 6px 18px; font-size: 13px }
  .head { display: flex; gap: 10px; align-items: center; padding: 10px 16px }
  .face { width: 38px; height: 38px; border-radius: 50%; background: #8aa }
  .grey { color: #8a8a8a; font-size: 13px }
  .follow { margin-left: auto; border: 1px solid #f60; color: #f60; border-radius: 14px; padding: 2px 12px; font-size: 13px }
  .text { padding: 6px 16px 12px }
  h1 { font-size: 23px; line-height: 1.35; padding: 10px 16px }
  .bar { display: flex; justify-content: space-around; padding: 12px; border-top: 1px solid #8883; font-size: 14px }
  .photo { height: 180px; margin: 8px 16px; background: linear-gradient(135deg, #9ab, #567) }
  .comment { padding: 8px 16px; font-size: 14px }
  .small { font-size: 12px }
`
const page = (body: string, isDark: boolean): string =>
  `<html lang="zh"><meta charset="utf-8"><style>:root { --paper: ${isDark ? '#161616' : '#fff'}; --ink: ${isDark ? '#eaeaea' : '#222'} } ${STYLE}</style><body>${body}</body></html>`
const STATUS = '<div class="status"><span>9:41</span><span>5G 86%</span></div>'

const weibo = (isDark: boolean): Look => ({
  app: 'weibo',
  title: '幼儿园门口积水三天无人处理，孩子每天踩水进校',
  words: ['幼儿园门口积水三天无人处理', '希望有关部门尽快疏通'],
  people: ['晨光里的小雨', '路过的阿强'],
  metrics: { comments: 356 },
  html: page(
    `${STATUS}<div class="head"><div class="face"></div><div><div>晨光里的小雨</div><div class="grey">10-9 08:30 来自 iPhone客户端</div></div><span class="follow">+关注</span></div>
    <div class="text">幼儿园门口积水三天无人处理，孩子每天踩水进校。希望有关部门尽快疏通下水道，电话打了没人接。</div><div class="photo"></div>
    <div class="bar"><span>转发 42</span><span>评论 356</span><span>赞 1208</span></div>
    <div class="comment">路过的阿强：我们小区也一样</div>`,
    isDark,
  ),
})
const weixin = (isDark: boolean): Look => ({
  app: 'weixin',
  title: '城东菜市场夜间施工扰民何时休',
  words: ['凌晨两点仍在施工', '居民多次反映未果'],
  people: ['城东那些事儿'],
  metrics: { reads: 12_000 },
  html: page(
    `${STATUS}<h1>城东菜市场夜间施工扰民何时休</h1><div class="text grey">城东那些事儿 2026年10月9日 08:12 江苏</div>
    <div class="text">城东菜市场改造工程自上月开工，凌晨两点仍在施工，居民多次反映未果。</div><div class="text">记者了解到，施工单位称工期紧张。</div>
    <div class="bar"><span>阅读 1.2万</span><span>赞 86</span><span>在看 31</span></div>`,
    isDark,
  ),
})
const douyin = (isDark: boolean): Look => ({
  app: 'douyin',
  title: '实拍人民路路灯全部不亮，晚上走路看不见',
  words: ['实拍人民路路灯全部不亮'],
  people: ['夜行人老周'],
  metrics: {},
  html: page(
    `${STATUS}<div class="photo" style="height: 420px"></div><div class="text">@夜行人老周</div>
    <div class="text">实拍人民路路灯全部不亮，晚上走路看不见 #路灯 #民生</div><div class="bar"><span>说点什么...</span></div>`,
    isDark,
  ),
})
const xiaohongshu = (isDark: boolean): Look => ({
  app: 'xiaohongshu',
  title: '学校食堂的菜里吃出了虫子',
  words: ['今天中午在二食堂', '找了阿姨说会处理'],
  people: ['爱吃桃子的喵'],
  metrics: {},
  html: page(
    `${STATUS}<div class="head"><div class="face"></div><div>爱吃桃子的喵</div><span class="follow">关注</span></div><div class="photo"></div>
    <h1>学校食堂的菜里吃出了虫子</h1><div class="text">今天中午在二食堂打的青菜，吃到一半发现虫子。找了阿姨说会处理，但是没有下文。</div>
    <div class="text grey">编辑于 10-08 江苏</div><div class="bar"><span>说点什么...</span></div>`,
    isDark,
  ),
})
const toutiao = (isDark: boolean): Look => ({
  app: 'toutiao',
  title: '解放路口红绿灯故障两周，早高峰拥堵严重',
  words: ['解放路口', '交警部门称已报修'],
  people: ['老陈说路况'],
  metrics: { comments: 88 },
  html: page(
    `${STATUS}<h1>解放路口红绿灯故障两周，早高峰拥堵严重</h1><div class="head"><div class="face"></div><div><div>老陈说路况</div><div class="grey">2026-10-08 17:45</div></div><span class="follow">关注</span></div>
    <div class="text">市民反映，解放路口红绿灯已故障两周，早高峰车辆互不相让。交警部门称已报修，配件尚未到货。</div>
    <div class="bar"><span>写评论...</span><span>评论 88</span><span>收藏</span></div>`,
    isDark,
  ),
})
const notice = (isDark: boolean): Look => ({
  app: 'plain',
  title: '求助：阳光小区电梯坏了半个月物业不修',
  words: ['阳光小区电梯坏了半个月', '家里有老人出不了门'],
  people: [],
  metrics: {},
  html: page(
    `${STATUS}<div class="text">求助：阳光小区电梯坏了半个月物业不修</div><div class="text small">家里有老人出不了门，找物业说在走流程，12楼每天爬楼。联系电话 13812345678。</div>`,
    isDark,
  ),
})

/** Each in light and dark. */
export const LOOKS: Look[] = [weibo, weixin, douyin, xiaohongshu, toutiao, notice].flatMap((look) => [
  look(false),
  look(true),
])

/** What becomes of a picture on its way: as it is, packed as chats do, a part of it, small. */
export const MADE = [
  { name: 'as it is', scale: 2, jpeg: null, cropTop: 0 },
  { name: 'JPEG at 60 %', scale: 2, jpeg: 60, cropTop: 0 },
  { name: 'without its head', scale: 2, jpeg: null, cropTop: 30 },
  { name: 'small', scale: 1.5, jpeg: 75, cropTop: 0 },
] as const
