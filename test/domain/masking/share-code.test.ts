// What the apps put around a link when something is shared is kept as it is; e-mail addresses beside it are masked all the same.

import { describe, expect, it, test } from 'vitest'
import { hasPersonalData, mask } from '../../../src/domain/masking/mask.ts'

const SHARED = [
  // Douyin
  '2.00 复制打开抖音，看看【小城的作品】学校门口积水 https://v.douyin.com/iYVcy3HZ/ G@I.ip 01/07 daa:/',
  '8.74 复制打开抖音，看看【平安小城的作品】路灯坏了三天 # 民生 https://v.douyin.com/iRNBho5m/ F@u.sR 12/25 :5pm',
  '7.43 05/24 o@Q.cN :8pm 复制打开抖音，看看【图文作品】噪音扰民 https://v.douyin.com/iYVcy3H_/',
  '9.41 RkC:/ p@d.Me 10/12 夜间施工 https://v.douyin.com/iYVcy3HZ/ 复制此链接，打开Dou音搜索，直接观看视频！',
  'https://v.douyin.com/iYVcy3HZ/ W@m.cn',
  '3.84 复制打开抖音极速版，看看【积水】 https://v.douyin.com/iYVcy3HZ/ 07/11 k@P.co xfB:/',
  // Kuaishou
  'https://v.kuaishou.com/1ff8QP 学校门口积水 该作品在快手被播放过1.2万次，点击链接，打开【快手】直接观看！',
  '快手小城资讯：路灯坏了 https://www.kuaishou.com/f/X-3wBPzKx1Kvi1sE 复制此消息，打开【快手】直接观看',
  // Xiaohongshu
  '53 【学校门口积水 - 小城 | 小红书 - 你的生活指南】 😆 p3QsGjKxTVn2vLT 😆 https://www.xiaohongshu.com/discovery/item/64c3f392000000002b009e45?xsec_token=AB1',
  '学校门口积水 http://xhslink.com/o/AbC12dEf 复制后打开【小红书】查看笔记！',
  // Weibo, Toutiao, Bilibili, Zhihu
  '【小城资讯的微博】 http://weibo.com/2656274875/M2fY5DglU 分享自微博 @小城资讯',
  '@平安小城：路灯坏了 http://t.cn/A6xyZ12 转发@city.watch 谢谢',
  '【路灯坏了三天-今日头条】 https://m.toutiao.com/is/oEe4HwA2dRY/ 复制此链接打开今日头条',
  '【学校门口积水-哔哩哔哩】 https://b23.tv/3uPg39',
  '学校门口积水 - @小城 的回答 https://www.zhihu.com/question/123/answer/456',
]

describe('a text as an app shares it', () => {
  test.each(SHARED.map((text) => [text]))('stays as it is: %s', (text) => {
    expect(mask(text)).toEqual({ text, found: [] })
    expect(hasPersonalData(`您反映的“${text}”已处理`)).toEqual([])
  })

  it.each([
    [
      '2.00 复制打开抖音，看看【作品】联系 li@qq.com https://v.douyin.com/iYVcy3HZ/ G@I.ip 01/07 daa:/',
      'li@qq.com',
      'G@I.ip',
    ],
    ['https://v.douyin.com/iYVcy3HZ/ zhang.san@163.com', 'zhang.san@163.com', 'iYVcy3HZ'],
    ['2.00 复制打开抖音 ab@c.cn 01/07 daa:/', 'ab@c.cn', 'daa:/'],
  ])('hides no address: %s', (text, address, code) => {
    const masked = mask(text).text
    expect(masked).not.toContain(address)
    expect(masked).toContain(code)
  })
})

describe('an address', () => {
  it.each([
    ['a@b.cn', '***@b.cn'],
    ['写信给 a@b.cn 即可', '写信给 ***@b.cn 即可'],
    ['li@qq.comQQ12345', 'l***@qq.comQQ12345'],
    ['li@163.com.thanks', 'l***@163.com.thanks'],
    ['LI@QQ.COM', 'L***@QQ.COM'],
    ['li@mail.example.gov.cn', 'l***@mail.example.gov.cn'],
    ['li@example.中国', 'li@example.中国'],
  ])('%s is %s', (text, masked) => {
    expect(mask(text).text).toBe(masked)
    expect(mask(masked).text).toBe(masked)
  })
})

describe('numbers in a link', () => {
  it.each([
    'https://www.example.gov.cn/通知/13812345678.html',
    'https://www.example.gov.cn/通知/6225880123456783/1.html',
    'https://www.example.gov.cn/index?tid=积水&id=13812345678',
  ])('are ids where they stand by themselves: %s', (text) => {
    expect(mask(text).text).toBe(text)
  })

  it.each([
    ['https://a.example/联系电话13812345678', 'https://a.example/联系电话138****5678'],
    ['https://a.example/x电话13812345678', 'https://a.example/x电话138****5678'],
    ['https://v.douyin.com/iYVcy3HZ/电话13812345678', 'https://v.douyin.com/iYVcy3HZ/电话138****5678'],
    ['https://a.example/?q=找张三13812345678', 'https://a.example/?q=找张三138****5678'],
  ])('are people’s where words are glued to them: %s', (text, masked) => {
    expect(mask(text).text).toBe(masked)
  })
})
