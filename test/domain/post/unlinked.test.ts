// What is no post's link: an app's code, half an address, a front page or a list; and what a link leaves of a title.

import { describe, expect, test } from 'vitest'
import { isFrontPage } from '../../../src/domain/post/front-page.ts'
import { findUrls, identifyUrl } from '../../../src/domain/post/post.ts'
import { unlinkedIn } from '../../../src/domain/post/unlinked.ts'
import { isGate } from '../../../src/domain/post/wrappers.ts'
import { titleOf } from '../../../src/domain/text/text.ts'

describe('a forward without a link', () => {
  test.each([
    ['2.00 复制打开抖音，看看【小王的作品】学校门口积水 G@I.ip 01/07 daa:/', 'code', '抖音'],
    ['长按复制此条消息，打开【快手】查看 KS8aFg', 'code', '快手'],
    ['53 学校门口积水 😆 p3QsGjKxTVn2vLT 😆 复制本条信息，打开【小红书】App查看精彩内容！', 'code', '小红书'],
    ['A1bC3dE 复制这段内容后打开今日头条直接看', 'code', '今日头条'],
    ['www.example.gov.cn/art/2026/11/29/art_1.html', 'address', 'www.example.gov.cn/art/2026/11/29/art_1.html'],
    ['看看example.com.cn/news/12', 'address', 'example.com.cn/news/12'],
    ['weibo.com/u/2656274875', 'address', 'weibo.com/u/2656274875'],
    ['https:/www.example.gov.cn/art/1', 'address', ''],
    ['http//www.example.gov.cn/a', 'address', ''],
  ])('is known: %s', (text, what, named) => {
    expect(findUrls(text)).toEqual([])
    expect(unlinkedIn(text)).toMatchObject({ what, text: expect.stringContaining(named) as string })
  })

  test.each([
    '收到',
    '请大家复制链接后打开微博转发一下',
    '复制链接，打开抖音看看',
    '好的，马上处理',
    '6/8 号楼 1.5/2 米',
    '请复制一份给我',
    '打开微信群公告看一下',
    'README.md/docs 和 app.py/main.py',
    '邮箱 li@example.com',
    '见附件.docx/说明.pdf',
    '我在抖音上看到过',
    '12:30/13:00 都行',
    'and/or',
    '3.5/5 分',
    '电话 https 是什么',
  ])('is none in small talk: %s', (text) => {
    expect(unlinkedIn(text)).toBeNull()
  })
})

describe('a front page or a list', () => {
  test.each([
    'https://weibo.com/',
    'https://www.example.gov.cn',
    'https://www.example.gov.cn/index.html',
    'https://www.example.gov.cn/Index.htm',
    'https://www.example.gov.cn/index',
    'https://www.example.gov.cn/list',
    'https://www.example.gov.cn/list/',
    'https://www.example.gov.cn/news/index.html',
    'https://www.example.gov.cn/xwzx/tzgg/index_2.html',
    'https://www.example.gov.cn/xwzx/list.html',
    'https://www.example.gov.cn/col/col1229/index.html',
    'https://www.example.gov.cn/art/2026/',
    'https://www.example.gov.cn/art/2026/11/',
    'https://www.example.gov.cn/art/2026/11/29',
    'https://www.example.gov.cn/?utm_source=x',
    'https://v.douyin.com/',
    'https://www.zhihu.com/signin?next=%2F',
    'https://www.zhihu.com/signin',
    'https://passport.weibo.com/visitor/visitor?entry=miniblog',
    'https://www.xiaohongshu.com/website-login/captcha?verifyUuid=1',
    'https://www.zhihu.com/signin?next=http%3A%2F%2F10.0.0.1%2F',
  ])('is known: %s', (url) => {
    const identity = identifyUrl(url)
    expect(identity.ok && (isFrontPage(identity.canonical) || isGate(identity.canonical))).toBe(true)
  })

  test.each([
    'https://www.example.gov.cn/index?tid=积水',
    'https://www.example.gov.cn/list?id=12',
    'https://www.example.gov.cn/art/2026/11/29/art_12_345.html',
    'https://www.example.gov.cn/a',
    'https://www.example.gov.cn/news/123',
    'https://www.example.gov.cn/2026/1129/c123/index.html',
    'https://www.example.gov.cn/#/letter/12',
    'https://www.example.gov.cn/t20261129_12.html',
    'https://www.example.gov.cn/notice-of-2026',
    'https://weibo.com/u/2656274875',
    'https://weibo.com/2656274875/M2fY5DglU',
    'https://bbs.example.com/thread-2026-1-1.html',
  ])('is none: %s', (url) => {
    const identity = identifyUrl(url)
    expect(identity.ok && (isFrontPage(identity.canonical) || isGate(identity.canonical))).toBe(false)
  })
})

describe('the title beside a link', () => {
  test.each([
    ['（见 https://a.example/x）', ''],
    ['积水（见 https://a.example/x）', '积水'],
    ['积水（详见：https://a.example/x）三天了', '积水 三天了'],
    ['【链接】 https://a.example/x', '【链接】'],
    ['见https://www.example.gov.cn/通知/123.html', ''],
    ['详见：https://a.example/x', ''],
    ['链接：https://a.example/x', ''],
    ['学校门口积水：https://a.example/x', '学校门口积水'],
    ['(https://a.example/x、https://a.example/y) 积水', '积水'],
    ['见下图', '见下图'],
    ['请看图\nhttps://a.example/x', '请看图'],
  ])('of %s is %s', (text, title) => {
    expect(titleOf(text)).toBe(title)
  })
})
