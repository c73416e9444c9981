// The lines of a screenshot become a post: as they were read off pictures of several apps.
import { describe, expect, it } from 'vitest'
import { readScreen } from '../../../src/domain/post/screenshot/read-screen.ts'

/** `x y height width text`, as the reader tells it. */
const screen = (lines: string) =>
  readScreen(
    lines
      .trim()
      .split('\n')
      .map((line) => {
        const [x, y, height, width, ...text] = line.trim().split(' ')
        return {
          x: Number(x),
          y: Number(y),
          height: Number(height),
          width: Number(width),
          text: text.join(' '),
          sure: 0.98,
        }
      }),
  )

const WEIBO = `
  42 19 27 716 9:41 5G 86%
  140 95 31 190 晨光里的小雨
  665 114 33 73 +关注
  140 143 24 348 10-908:30来自iPhone客户端
  43 218 30 672 幼儿园门口积水三天无人处理，孩子每天踩水进
  44 270 27 701 校。希望有关部门尽快疏通下水道，电话打了没人
  38 313 38 53 接。
  102 802 34 596 转发 42 评论 356 赞1208
  43 891 27 362 路过的阿强：我们小区也一样`

describe('a screen', () => {
  it('of Weibo: the first sentence, the time without a year, comments; neither the poster nor who comments', () => {
    expect(screen(WEIBO)).toEqual({
      title: '幼儿园门口积水三天无人处理，孩子每天踩水进校',
      text: '幼儿园门口积水三天无人处理，孩子每天踩水进校。希望有关部门尽快疏通下水道，电话打了没人接。',
      published: '10-9 08:30',
      platform: 'weibo',
      metrics: { comments: 356 },
      links: [],
    })
  })

  it('of a WeChat article: the tall line, and the account is no part of the text', () => {
    const read = screen(`
      42 18 30 716 9:41 5G 86%
      43 98 40 643 城东菜市场夜间施工扰民何时休
      43 187 24 468 城东那些事儿2026年10月9日08:12江苏
      43 268 27 703 城东菜市场改造工程自上月开工，城东那些事儿说凌晨两点仍在施
      42 317 30 331 工，居民多次反映未果。
      106 497 31 590 阅读 1.2万 赞86 在看 31`)
    expect(read).toMatchObject({
      title: '城东菜市场夜间施工扰民何时休',
      published: '2026-10-9 08:12',
      platform: 'weixin',
      metrics: { reads: 12_000 },
    })
    expect(JSON.stringify(read)).not.toContain('城东那些事儿')
  })

  it('with a title of two lines, of which one is lower than the other', () => {
    const read = screen(`
      44 98 40 688 解放路口红绿灯故障两周，早高峰
      40 158 45 186 拥堵严重
      138 259 30 162 老陈说路况
      679 279 30 59 关注
      137 307 26 207 2026-10-08 17:45
      43 383 34 705 市民反映，解放路口红绿灯已故障两周，早高峰车
      43 436 34 683 辆互不相让。`)
    expect(read.title).toBe('解放路口红绿灯故障两周，早高峰拥堵严重')
    expect(read.text).not.toContain('老陈说路况')
  })

  it('of a video: the words below it, without topics and without the name', () => {
    const read = screen(`
      43 963 35 187 @夜行人老周
      42 1050 33 697 实拍人民路路灯全部不亮，晚上走路看不见 #路灯
      38 1099 36 87 #民生
      331 1193 35 139 说点什么...`)
    expect(read.title).toBe('实拍人民路路灯全部不亮，晚上走路看不见')
    expect(JSON.stringify(read)).not.toContain('老周')
  })

  it('of a chat: what was said, not by whom, nor in which group', () => {
    const read = screen(`
      27 13 25 554 14:02 中国移动4G72
      159 69 27 230 阳光小区业主群(238)
      255 117 25 98 昨天20:15
      94 147 22 68 3栋李姐
      116 201 24 367 电梯又坏了，老人困在里面二十分
      110 235 31 32 钟
      94 299 22 76 物业小王
      115 351 27 247 已经报修，师傅明天来
      94 413 25 79 12楼老赵
      114 467 24 345 这都第几次了，能不能给个说法`)
    expect(read.title).toBe('电梯又坏了，老人困在里面二十分钟')
    expect(JSON.stringify(read)).not.toMatch(/李姐|小王|老赵|业主群|移动/u)
  })

  it('of a forum: the first post, which is told from those below it', () => {
    const read = screen(`
      27 13 25 553 14:02 中国移动4G72
      24 69 28 562 XX县吧 关注
      29 136 30 550 南门桥又堵了，天天修路什么时候修完
      102 212 24 123 南门小霸王
      100 247 23 325 1楼10-0818:22来自Android客户端
      28 306 24 542 每天上班要堵四十分钟，修了半年了，工地上都看
      28 345 24 261 不到人。有没有人管管？
      83 416 28 444 回复67 分享 赞120
      100 499 28 124 吃瓜第一名
      28 576 24 221 楼上说得对，我也堵`)
    expect(read).toMatchObject({
      title: '南门桥又堵了，天天修路什么时候修完',
      published: '10-8 18:22',
      platform: 'tieba',
    })
    expect(JSON.stringify(read)).not.toMatch(/小霸王|吃瓜|说得对/u)
  })

  it('of an answer: the question is the title; who answers, and what they are, is left out', () => {
    const read = screen(`
      25 69 27 561 返回 搜索
      30 137 27 548 如何看待某市学校门口长期积水无人处
      25 179 32 53 理？
      27 247 23 392 关注问题写回答1,204人关注。356个回答
      101 314 28 101 半夏微凉
      511 328 30 74 +关注
      101 350 24 103 土木工程师
      26 408 21 179 238人赞同了该回答
      28 470 24 544 谢邀。本人就住在学校旁边，从九月开始一下雨就
      27 509 24 456 积水，物业说归市政管，市政说归物业管。
      28 638 21 344 发布于2026-10-0821:15·IP属地江苏
      60 705 25 491 赞同238 喜欢 收藏 评论45`)
    expect(read).toMatchObject({
      title: '如何看待某市学校门口长期积水无人处理？',
      published: '2026-10-8 21:15',
      platform: 'zhihu',
      metrics: { comments: 45 },
    })
    expect(JSON.stringify(read)).not.toMatch(/半夏|土木|赞同/u)
  })

  it('with a topic in front keeps it as what it is about', () => {
    const read = screen(`
      223 68 29 101 微博正文
      28 232 24 535 #某市暴雨#地铁口进水了，工作人员在用沙袋挡，
      29 271 24 447 出行的朋友注意安全！请关注
      65 340 27 477 转发1.2万 评论3,456 赞8.9万`)
    expect(read).toMatchObject({
      title: '某市暴雨 地铁口进水了，工作人员在用沙袋挡，出行的朋友注意安全！',
      metrics: { comments: 3_456 },
    })
  })

  it('tells no time that counts from when the picture was taken, nor that of a change', () => {
    expect(screen('40 20 20 200 3小时前 来自江苏\n40 60 20 600 路灯坏了没人修').published).toBe('')
    expect(screen('40 60 20 600 路灯坏了没人修\n40 90 20 200 编辑于10-08江苏').published).toBe('')
  })

  it('takes a figure or a date in a sentence for no figure and no time', () => {
    const read = screen('40 20 20 700 昨天10-08 09:30路过，看见评论 99 条说积水，没人管。\n40 60 20 600 请尽快处理')
    expect([read.metrics, read.published]).toEqual([{}, ''])
    expect(read.text).toContain('看见评论 99 条')
  })

  it('with a link names it; with nothing but buttons there is no post', () => {
    expect(screen('40 20 20 700 详见 https://news.example/a/1 请处理').links).toEqual(['https://news.example/a/1'])
    expect(screen('40 20 20 100 首页 推荐 关注\n40 80 20 100 转发 评论 赞')).toMatchObject({ title: '', text: '' })
    expect(readScreen([])).toMatchObject({ title: '', text: '', published: '' })
  })

  it('leaves out what was read with doubt', () => {
    expect(readScreen([{ text: '口口口口', x: 1, y: 1, width: 9, height: 9, sure: 0.4 }]).text).toBe('')
  })
})
