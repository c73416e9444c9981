// What the apps' share buttons make of a post: the title is the post's own, and the poster's name is nowhere.
import { describe, expect, it, test } from 'vitest'
import { countOf } from '../../../src/domain/post/share-texts/counts.ts'
import { sharedIn } from '../../../src/domain/post/share-texts/share-text.ts'

const read = (text: string) => sharedIn(text, { people: ['周洁'] })

/** Text, title, what a person wrote around it, how often it was played. All posters are invented. */
const SHARED: [string, string, string?, number?][] = [
  [
    '2.00 复制打开抖音，看看【小城的作品】学校门口积水 https://v.douyin.com/iYVcy3HZ/ G@I.ip 01/07 daa:/',
    '学校门口积水',
  ],
  [
    '8.74 复制打开抖音，看看【平安小城的作品】路灯坏了三天 # 民生 # 路灯 https://v.douyin.com/iRNBho5m/ F@u.sR 12/25 :5pm',
    '路灯坏了三天',
  ],
  ['7.43 05/24 o@Q.cN :8pm 复制打开抖音，看看【图文作品】噪音扰民 https://v.douyin.com/iYVcy3H_/', '噪音扰民'],
  [
    '9.41 RkC:/ p@d.Me 10/12 夜间施工 https://v.douyin.com/iYVcy3HZ/ 复制此链接，打开Dou音搜索，直接观看视频！',
    '夜间施工',
  ],
  [
    '3.84 复制打开抖音极速版，看看【小【城】的图文作品】积水没过脚踝 https://v.douyin.com/iYVcy3HZ/ 07/11 k@P.co xfB:/',
    '积水没过脚踝',
  ],
  [
    '#在抖音，记录美好生活#学校门口积水 https://v.douyin.com/abc/ 复制此链接，打开【抖音短视频】，直接观看视频！',
    '学校门口积水',
  ],
  [
    '请值班室关注\n2.00 复制打开抖音，看看【小城的作品】学校门口积水 https://v.douyin.com/iYVcy3HZ/ G@I.ip 01/07 daa:/',
    '学校门口积水',
    '请值班室关注',
  ],
  [
    '请值班室关注 2.00 复制打开抖音，看看【小城的作品】学校门口积水 https://v.douyin.com/iYVcy3HZ/ G@I.ip 01/07 daa:/ 已有家长投诉',
    '学校门口积水',
    '请值班室关注 已有家长投诉',
  ],
  [
    'https://v.kuaishou.com/1ff8QP 学校门口积水 该作品在快手被播放过1.2万次，点击链接，打开【快手】直接观看！',
    '学校门口积水',
    '',
    12000,
  ],
  ['快手小城资讯：路灯坏了 https://www.kuaishou.com/f/X-3wBPzKx1Kvi1sE 复制此消息，打开【快手】直接观看', '路灯坏了'],
  ['看了这么多快手，还是「小城日记」最好玩了！ https://v.kuaishou.com/abc 复制此消息，打开【快手】直接观看！', ''],
  [
    '路人甲发了一个快手作品，一起来看！ https://v.kuaishou.com/abc 夜市油烟扰民 该作品在快手被播放过356次，点击链接，打开【快手】直接观看！',
    '夜市油烟扰民',
    '',
    356,
  ],
  [
    '53 【学校门口积水 - 小城 | 小红书 - 你的生活指南】 😆 p3QsGjKxTVn2vLT 😆 https://www.xiaohongshu.com/discovery/item/64c3f392000000002b009e45?xsec_token=AB1',
    '学校门口积水',
  ],
  [
    '78 【地铁口共享单车乱停 - 路人【甲】 | 小红书 - 你的生活兴趣社区】 😆 AbCdEf12Gh 😆 https://www.xiaohongshu.com/discovery/item/64c3f392000000002b009e45',
    '地铁口共享单车乱停',
  ],
  ['学校门口积水 http://xhslink.com/o/AbC12dEf 复制后打开【小红书】查看笔记！', '学校门口积水'],
  [
    '学校门口积水，孩子蹚水... http://xhslink.com/m/AbC12dEf Copy and open rednote to view the note',
    '学校门口积水，孩子蹚水...',
  ],
  [
    '路人甲发布了一篇小红书笔记，快来看吧！ 😆 AbCd1234Ef 😆 http://xhslink.com/a/xyz12，复制本条信息，打开【小红书】App查看精彩内容！',
    '',
  ],
  [
    '12 路人甲发布了一篇小红书笔记，快来看吧！ 🍊 AbCd1234Ef 🍊 http://xhslink.com/a/xyz12，复制本条信息，打开【小红书】App查看精彩内容！',
    '',
  ],
  ['【小城资讯的微博】 http://weibo.com/2656274875/M2fY5DglU 分享自微博 @小城资讯', ''],
  ['@平安小城：路灯坏了 http://t.cn/A6xyZ12 来自微博', '路灯坏了'],
  ['路人甲的微博视频 http://t.cn/A6xyZ12 学校门口积水 分享自微博', '学校门口积水'],
  [
    '#小城暴雨# 学校门口积水，家长抱孩子进校 - @路人甲的微博 - 微博 https://weibo.com/1111111111/Oa1b2c3d4',
    '学校门口积水，家长抱孩子进校',
  ],
  ['路灯坏了三天没人修 - 微博 https://weibo.com/1111111111/Oa1b2c3d4', '路灯坏了三天没人修'],
  ['【路灯坏了三天-今日头条】 https://m.toutiao.com/is/oEe4HwA2dRY/ 复制此链接打开今日头条', '路灯坏了三天'],
  ['学校门口积水 - 今日头条 https://m.toutiao.com/is/oEe4HwA2dRY/', '学校门口积水'],
  [
    '7.99 复制打开今日头条，看看【路人甲的微头条】夜市油烟扰民 https://m.toutiao.com/is/oEe4HwA2dRY/ a@B.cd 11/02 Xyz:/',
    '夜市油烟扰民',
  ],
  ['【学校门口积水-哔哩哔哩】 https://b23.tv/3uPg39', '学校门口积水'],
  ['【【民生】学校门口积水-哔哩哔哩】 https://b23.tv/3uPg39', '【民生】学校门口积水'],
  ['学校门口积水_哔哩哔哩_bilibili https://www.bilibili.com/video/BV1xx', '学校门口积水'],
  ['学校门口积水 - @小城 的回答 - 知乎 https://www.zhihu.com/question/123/answer/456', '学校门口积水'],
  [
    '如何看待小城暴雨后学校门口积水？ - 路人甲的回答 - 知乎 https://www.zhihu.com/question/123/answer/456',
    '如何看待小城暴雨后学校门口积水？',
  ],
  ['小城的地下管网怎么了 - 知乎 https://zhuanlan.zhihu.com/p/1', '小城的地下管网怎么了'],
  [
    '【小城暴雨为何总淹同一条路？】路人甲：……（想看更多？下载 @知乎 App：http://weibo.com/p/100404711598 ） https://www.zhihu.com/question/1/answer/2',
    '【小城暴雨为何总淹同一条路？】',
  ],
  ['路人甲的想法：积水又来了 https://www.zhihu.com/pin/1 分享自知乎', '积水又来了'],
  ['【图片】学校门口积水【小城吧】_百度贴吧 https://tieba.baidu.com/p/9001001001', '学校门口积水'],
  ['#分享自百度贴吧# 学校门口积水 https://tieba.baidu.com/p/9001001001', '学校门口积水'],
  ['学校门口积水_小城吧_百度贴吧 https://tieba.baidu.com/p/9001001001', '学校门口积水'],
  ['小城供水公司怎么交费_百度知道 https://zhidao.baidu.com/question/1', '小城供水公司怎么交费'],
  ['【小城暴雨】 https://mbd.baidu.com/newspage/data/landingshare?x=1 来自百度App', '小城暴雨'],
  ['小城多所学校门口积水_腾讯新闻 https://view.inews.qq.com/a/1', '小城多所学校门口积水'],
  ['小城多所学校门口积水_手机网易网 https://3g.163.com/a', '小城多所学校门口积水'],
  ['小城多所学校门口积水|暴雨_新浪新闻 https://news.sina.cn/a', '小城多所学校门口积水|暴雨'],
  ['小城多所学校门口积水_澎湃新闻-The Paper https://www.thepaper.cn/newsDetail_forward_1', '小城多所学校门口积水'],
  ['微博上有人说路灯坏了 https://news.example/a', '微博上有人说路灯坏了'],
  ['@平安小城：路灯坏了 http://t.cn/A6xyZ12', '路灯坏了'],
  ['@周洁：请看 http://t.cn/A6xyZ12', '@周洁：请看'],
  [
    '我在微博看到的：#小城暴雨#家长抱着孩子蹚水进校 http://t.cn/A6xyZ12',
    '我在微博看到的： 小城暴雨 家长抱着孩子蹚水进校',
  ],
  ['学校门口积水严重_小城网友的微博视频 https://weibo.com/tv/show/1034:1', '学校门口积水严重'],
  ['分享 小城资讯 的微博：“学校门口积水，孩子蹚水进校” http://weibo.com/1/O1', '学校门口积水，孩子蹚水进校'],
  [
    '【#学校门口积水#】今日上学时段，多名家长反映… http://t.cn/A6xyZ12 （来自@小城晚报的微博）',
    '【学校门口积水】今日上学时段，多名家长反映…',
  ],
  ['超好看的视频！@路人甲 发布了一条抖音视频 https://v.douyin.com/abc/', '超好看的视频！'],
  ['路人甲正在直播，来和我一起支持TA吧。复制下方链接，打开【抖音】，直接观看直播！ https://v.douyin.com/abc/', ''],
  [
    '5.12 pdn:/ 03/21 复制打开抖音，看看【路人甲的图文作品】# 民生 # 小城 https://v.douyin.com/abc/ W@m.cn',
    '民生 小城',
  ],
  [
    '4.53 dan:/ 学校门口积水没人管 # 上热门  https://v.douyin.com/abc/ 复制此链接，打开Dou音搜索，直接观看视频！ 01/02 x@Y.zz',
    '学校门口积水没人管',
  ],
  [
    '0.28 去抖音看看【小城日报的作品】# 学校积水 家长蹚水送娃 https://v.douyin.com/abc/ 11/25 c@A.TL pDU:/',
    '家长蹚水送娃',
  ],
  ['长按复制此条消息，打开抖音搜索，查看TA的更多作品。 https://v.douyin.com/abc/', ''],
  ['“学校门口积水”https://v.kuaishou.com/abc 复制打开快手极速版查看作品', '学校门口积水'],
  ['路人甲 拍了个快手视频，快来看看吧！https://v.kuaishou.com/abc 复制此消息，打开【快手】直接观看！', ''],
  [
    '孩子蹚水上学 #小城 #积水 https://v.kuaishou.com/abc 该作品在快手被播放过3,450次，点击链接，打开【快手极速版】直接观看！',
    '孩子蹚水上学',
    '',
    3450,
  ],
  [
    '79 路人甲发布了一篇小红书笔记，快来看吧！ 😆 fHdP3kZ9xQ2bL7c 😆 http://xhslink.com/a/abc，复制本条信息，打开【小红书】App查看精彩内容！',
    '',
  ],
  [
    '小城这个路口积水一个月了 http://xhslink.com/m/abc 复制后打开【小红书】查看笔记！ @值班台 请登记',
    '小城这个路口积水一个月了',
    '@值班台 请登记',
  ],
  [
    '【孩子上学要蹚水 - 路人甲 | 小红书 - 你的生活兴趣社区】 😆 aBcDeFgHiJ 😆 https://www.xiaohongshu.com/discovery/item/64c3f392000000002b009e45?source=webshare',
    '孩子上学要蹚水',
  ],
  ['孩子上学要蹚水 - 小红书 https://www.xiaohongshu.com/explore/64c3f392000000002b009e45', '孩子上学要蹚水'],
  ['路人甲的小红书笔记：孩子上学要蹚水 https://www.xiaohongshu.com/explore/64c3f392000000002b009e45', '孩子上学要蹚水'],
  ['复制打开今日头条，看看【孩子上学要蹚水-今日头条】 https://m.toutiao.com/is/abc/', '孩子上学要蹚水'],
  ['路人甲发布了微头条：学校门口又积水了 https://m.toutiao.com/is/abc/ - 今日头条', '学校门口又积水了'],
  ['学校门口又积水了 - 今日头条 https://www.toutiao.com/article/7123456789012345678/', '学校门口又积水了'],
  [
    '【学校门口积水，家长抱娃进校】 https://www.bilibili.com/video/BV1GJ411x7h7/?share_source=copy_web&vd_source=abc',
    '学校门口积水，家长抱娃进校',
  ],
  ['学校门口积水-哔哩哔哩】https://b23.tv/abc', '学校门口积水'],
  ['【路人甲的动态-哔哩哔哩】 https://b23.tv/abc', ''],
  ['学校门口积水 UP主：路人甲 https://www.bilibili.com/video/BV1GJ411x7h7', '学校门口积水'],
  ['为什么小城一下雨就积水？ - 知乎 https://www.zhihu.com/question/123', '为什么小城一下雨就积水？'],
  [
    '路人甲在知乎回答了：为什么小城一下雨就积水？ https://www.zhihu.com/question/123/answer/4',
    '为什么小城一下雨就积水？',
  ],
  [
    '为什么小城一下雨就积水？ - 路人甲 - 的回答 - 知乎\nhttps://www.zhihu.com/question/123/answer/4',
    '为什么小城一下雨就积水？',
  ],
  ['小城排水改造说明 https://mp.weixin.qq.com/s/abc 微信公众号', '小城排水改造说明'],
  ['小城排水改造说明 - 微信公众平台 https://mp.weixin.qq.com/s/abc', '小城排水改造说明'],
  ['路人甲的视频号动态 学校门口积水 https://weixin.qq.com/sph/abc', '学校门口积水'],
  ['【视频】学校门口积水一周了【小城吧】_百度贴吧 https://tieba.baidu.com/p/9001001001', '学校门口积水一周了'],
  ['楼主：路人甲 学校门口积水一周了 - 小城吧 - 百度贴吧 https://tieba.baidu.com/p/9001001001', '学校门口积水一周了'],
  ['我在百度贴吧看到一个帖子：学校门口积水一周了 https://tieba.baidu.com/p/9001001001', '学校门口积水一周了'],
  ['小城积水怎么反映_百度知道 https://zhidao.baidu.com/question/1.html', '小城积水怎么反映'],
  ['小城多所学校门口积水-百家号 https://baijiahao.baidu.com/s?id=1', '小城多所学校门口积水'],
  ['复制打开百度App，看看【小城多所学校门口积水】 https://mbd.baidu.com/abc', '小城多所学校门口积水'],
  ['小城多所学校门口积水丨澎湃新闻 https://www.thepaper.cn/newsDetail_forward_1', '小城多所学校门口积水'],
  ['小城多所学校门口积水 —人民网 http://www.people.com.cn/a.html', '小城多所学校门口积水'],
  ['小城多所学校门口积水 （来自 @网易新闻） https://c.m.163.com/news/a/1.html', '小城多所学校门口积水'],
  ['小城多所学校门口积水-新华网 http://www.xinhuanet.com/1.htm', '小城多所学校门口积水'],
  ['小城多所学校门口积水_央视新闻客户端 https://content-static.cctvnews.cctv.com/1', '小城多所学校门口积水'],
  ['小城多所学校门口积水--光明网 https://m.gmw.cn/1', '小城多所学校门口积水'],
  ['小城多所学校门口积水_凤凰网 https://news.ifeng.com/c/1', '小城多所学校门口积水'],
  ['小城多所学校门口积水_搜狐新闻 https://www.sohu.com/a/1', '小城多所学校门口积水'],
  ['小城多所学校门口积水 点击查看全文>> https://news.qq.com/rain/a/1 来自腾讯新闻', '小城多所学校门口积水'],
  ['😂😂😂 https://v.douyin.com/abc/ 复制打开抖音，看看', ''],
  ['ལྷ་ས་གྲོང་ཁྱེར། - 小红书 https://www.xiaohongshu.com/explore/64c3f392000000002b009e45', 'ལྷ་ས་གྲོང་ཁྱེར།'],
]
/** Of the posters above. */
const POSTERS = /路人|平安小城|小城资讯|小城日记|小城晚报|小城网友|小城日报|小城的作品|小城】/u
const AROUND =
  /复制|打开|点击|播放过|客户端|你的生活|@[A-Za-z]\.|:\/(?!\/)|\d{2}\/\d{2}|小红书|今日头条|哔哩|知乎|贴吧|百家号|快手|抖音/u

describe('a text as an app shares it', () => {
  it('is known in at least sixty, of twelve apps', () => {
    expect(SHARED.length).toBeGreaterThanOrEqual(60)
  })

  test.each(SHARED)('%s', (text, title, comment = '', reads) => {
    const shared = read(text)
    expect([shared?.title, shared?.comment]).toEqual([title, comment])
    expect(shared?.metrics).toEqual(reads === undefined ? {} : { reads })
    expect(shared?.title).not.toMatch(AROUND)
    for (const said of [shared?.title, shared?.comment, shared?.text]) expect(said).not.toMatch(POSTERS)
    for (const [link] of text.matchAll(/https?:[\w:/.?=&-]+/gu)) expect(shared?.text).toContain(link)
  })
})

describe('what stays as it is', () => {
  test.each([['普通的一句话，路灯坏了 https://news.example/a'], ['路灯坏了三天'], ['']])(
    '%j is no share text',
    (text) => {
      expect(read(text)).toBeNull()
    },
  )

  it('a colleague who is called is no poster', () => {
    expect(read('@周洁：请看 http://t.cn/A6xyZ12')).toMatchObject({
      title: '@周洁：请看',
      text: '@周洁：请看 http://t.cn/A6xyZ12',
    })
    expect(read('@平安小城：请看 http://t.cn/A6xyZ12')?.text).toBe('请看 http://t.cn/A6xyZ12')
  })

  it('a text without a poster keeps every blank, one with a poster what stands far behind', () => {
    const spaced = ' 学校门口积水  -  知乎 https://www.zhihu.com/question/1 '
    expect(read(spaced)?.text).toBe(spaced)
    const named = `@平安小城：积水 http://t.cn/A6xyZ12 ${'很长的说明，'.repeat(400)}`.slice(0, 1_499)
    expect(read(`${named}\n另起一行`)?.text).toContain('\n另起一行')
  })

  it('what stands far behind is kept', () => {
    const long = `学校门口积水 - 知乎 https://www.zhihu.com/question/1\n${'很长的说明。'.repeat(2_000)}`
    expect(read(long)?.text).toBe(long)
  })
})

it('is read in good time, whatever it holds', () => {
  const parts = [
    '【',
    '】',
    '@甲',
    '的微博',
    ' - ',
    '#',
    '复制',
    '打开抖音',
    '小红书',
    'https://t.cn/a',
    '😆 AbCdEfGh12 😆',
    '\n',
    '\uE001\uE002',
    '：',
    '知乎',
  ]
  for (const one of parts) {
    for (const other of parts) {
      const text = `${one}${other}`.repeat(3_000)
      expect(() => read(text)).not.toThrow()
    }
  }
}, 60_000)

test.each([
  ['1.2万', 12_000],
  ['3亿', 300_000_000],
  ['12w', 120_000],
  ['1,234', 1_234],
  ['356', 356],
  ['1.5k', 1_500],
  ['', null],
  ['万', null],
  ['1.2.3', null],
])('the count %j is %j', (text, count) => {
  expect(countOf(text)).toBe(count)
})
