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
