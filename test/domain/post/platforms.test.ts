// Each platform's mobile, desktop and share addresses of a post are one; short links stay themselves.

import { describe, expect, it, test } from 'vitest'
import { identifyUrl } from '../../../src/domain/post/post.ts'

function canonicalOf(url: string): string {
  const identity = identifyUrl(url)
  if (!identity.ok) throw new Error(`${url}: ${identity.reason}`)
  return identity.canonical
}

// One post each: its platform and canonical address, and below it how the post is met.
const posts = `
weibo https://m.weibo.cn/detail/4805380419357654
  https://weibo.com/2656274875/M2fY5DglU
  http://www.weibo.com/2656274875/M2fY5DglU?refer_flag=1001030103_&type=comment#_rnd1666
  https://weibo.com/detail/4805380419357654
  https://m.weibo.cn/status/4805380419357654?
  https://m.weibo.cn/status/M2fY5DglU
  https://m.weibo.cn/2656274875/4805380419357654
  https://weibo.cn/comment/M2fY5DglU?uid=2656274875
  https://share.api.weibo.cn/share/330291556,4805380419357654.html?weibo_id=4805380419357654
  https://weibo.com/u/2656274875?layerid=4805380419357654
  https://passport.weibo.com/visitor/visitor?entry=miniblog&url=https%3A%2F%2Fweibo.com%2F2656274875%2FM2fY5DglU
weibo https://weibo.com/tv/show/1034:4805379999999
  https://video.weibo.com/show?fid=1034:4805379999999
  https://weibo.com/tv/show/1034:4805379999999?from=old_pc_videoshow
  https://m.weibo.cn/s/video/show?object_id=1034%3A4805379999999
weibo https://weibo.com/ttarticle/p/show?id=2309404805379999999999
  https://card.weibo.com/article/m/show/id/2309404805379999999999
  https://weibo.com/ttarticle/x/m/show#/id=2309404805379999999999&_wb_client_=1
douyin https://www.douyin.com/video/7123456789012345678
  https://www.douyin.com/video/7123456789012345678?previous_page=app_code_link
  https://www.douyin.com/discover?modal_id=7123456789012345678
  https://www.douyin.com/user/MS4wLjABAAAA?modal_id=7123456789012345678&vid=7000000000000000000
  https://www.iesdouyin.com/share/video/7123456789012345678/?region=CN&mid=71&u_code=0
  https://m.douyin.com/share/video/7123456789012345678
  https://www.douyin.com/note/7123456789012345678
kuaishou https://www.kuaishou.com/short-video/3xkfs8p4pnd67p4
  https://www.kuaishou.com/short-video/3xkfs8p4pnd67p4?authorId=3xk&streamSource=find&area=home
  https://v.m.chenzhongtech.com/fw/photo/3xkfs8p4pnd67p4?fid=1&cc=share_copylink&shareToken=X-a
  https://m.gifshow.com/fw/photo/3xkfs8p4pnd67p4
  https://c.kuaishou.com/fw/long-video/3xkfs8p4pnd67p4
  https://live.kuaishou.com/u/3xznsztpwetngu/3xkfs8p4pnd67p4
  https://v.m.chenzhongtech.com/fw/photo?photoId=3xkfs8p4pnd67p4
bilibili https://www.bilibili.com/video/BV17x411w7KC
  https://www.bilibili.com/video/BV17x411w7KC/?spm_id_from=333.999&vd_source=ab&share_source=copy_web
  https://m.bilibili.com/video/BV17x411w7KC?p=1
  https://www.bilibili.com/video/av170001
  https://player.bilibili.com/player.html?aid=170001
  https://www.bilibili.com/list/watchlater?bvid=BV17x411w7KC&oid=170001
  https://b23.tv/BV17x411w7KC
bilibili https://www.bilibili.com/video/BV17x411w7KC?p=2
  https://m.bilibili.com/video/BV17x411w7KC/?p=2&share_medium=android
bilibili https://www.bilibili.com/opus/812345678901234567
  https://t.bilibili.com/812345678901234567?share_source=pc_native
  https://m.bilibili.com/dynamic/812345678901234567
bilibili https://www.bilibili.com/read/cv123456
  https://www.bilibili.com/read/mobile?id=123456
  https://www.bilibili.com/read/mobile/123456
zhihu https://www.zhihu.com/answer/456789
  https://www.zhihu.com/question/123/answer/456789?utm_psn=1
  http://www.zhihu.com/question/123/answer/456789/
  https://www.zhihu.com/tardis/zm/ans/456789
  https://link.zhihu.com/?target=https%3A//www.zhihu.com/question/123/answer/456789
zhihu https://www.zhihu.com/question/123
  https://www.zhihu.com/question/123?sort=created
  https://www.zhihu.com/question/123/answers/updated
zhihu https://zhuanlan.zhihu.com/p/789
  https://zhuanlan.zhihu.com/p/789?share_code=x
  https://www.zhihu.com/tardis/bd/art/789
xiaohongshu https://www.xiaohongshu.com/explore/64c3f392000000002b009e45
  https://www.xiaohongshu.com/explore/64c3f392000000002b009e45?xsec_token=ABSe1%3D&xsec_source=pc_search
  https://www.xiaohongshu.com/discovery/item/64c3f392000000002b009e45?app_platform=ios&share_from_user_hidden=true
  https://www.xiaohongshu.com/user/profile/5ce6085200000000050213a6/64c3f392000000002b009e45?xsec_token=x
  https://www.xiaohongshu.com/website-login/captcha?redirectPath=https%3A%2F%2Fwww.xiaohongshu.com%2Fexplore%2F64c3f392000000002b009e45
toutiao https://www.toutiao.com/article/7249559687354974759
  https://www.toutiao.com/article/7249559687354974759/?log_from=x&wid=1
  https://m.toutiao.com/i7249559687354974759/?timestamp=1&app=news_article
  https://www.toutiao.com/a7249559687354974759/
  https://m.toutiao.com/group/7249559687354974759/
  https://m.toutiaocdn.com/i7249559687354974759/
  https://www.toutiao.com/video/7249559687354974759/
toutiao https://www.toutiao.com/w/1770000000000000
  https://m.toutiao.com/w/1770000000000000/
  https://www.toutiao.com/w/i1770000000000000/
weixin https://mp.weixin.qq.com/s/i58_yTFtt904haKezJgr1Q
  http://mp.weixin.qq.com/s/i58_yTFtt904haKezJgr1Q?scene=1&click_id=2#rd
  https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?poc_token=x&target_url=https%3A%2F%2Fmp.weixin.qq.com%2Fs%2Fi58_yTFtt904haKezJgr1Q
weixin https://mp.weixin.qq.com/s?__biz=MzA3ODUxNDI3Mw%3D%3D&idx=1&mid=2651057510&sn=ab12
  http://mp.weixin.qq.com/s?__biz=MzA3ODUxNDI3Mw==&mid=2651057510&idx=1&sn=ab12&chksm=84f&scene=27#wechat_redirect
  https://mp.weixin.qq.com/s?sn=ab12&amp;idx=1&amp;mid=2651057510&amp;__biz=MzA3ODUxNDI3Mw%3d%3d
  https://mp.weixin.qq.com/mp/appmsg/show?__biz=MzA3ODUxNDI3Mw==&appmsgid=2651057510&itemidx=1&sign=ab12
tieba https://tieba.baidu.com/p/8123456789
  https://tieba.baidu.com/p/8123456789?pid=1&cid=0&see_lz=1#1
  http://c.tieba.baidu.com/p/8123456789
  https://tieba.baidu.com/p/8123456789?share=9105&fr=sharewise&unique=A
  http://tieba.baidu.com/mo/q/m?kz=8123456789
  https://jump2.bdimg.com/p/8123456789
baijiahao https://baijiahao.baidu.com/s?id=1712345678901234567
  https://baijiahao.baidu.com/s?id=1712345678901234567&wfr=spider&for=pc
  https://mbd.baidu.com/newspage/data/landingsuper?wfr=spider&third=baijiahao&baijiahao_id=1712345678901234567
baijiahao https://mbd.baidu.com/newspage/data/landingsuper?context=%7B%22nid%22%3A%22news_9664507230212976443%22%7D
  https://mbd.baidu.com/newspage/data/landingsuper?context={"nid":"news_9664507230212976443"}&n_type=-1&p_from=-1
  https://mbd.baidu.com/newspage/data/landingshare?pageType=1&context=%7B%22nid%22%3A%22news_9664507230212976443%22,%22sourceFrom%22%3A%22bjh%22%7D
baijiahao https://mbd.baidu.com/newspage/data/dtlandingwise?nid=dt_3556283486523760921
  https://mbd.baidu.com/newspage/data/dtlandingwise?sourceFrom=share_ugc&nid=dt_3556283486523760921
netease https://c.m.163.com/news/a/GBG8628S05490OGG.html
  https://www.163.com/dy/article/GBG8628S05490OGG.html?f=post
  https://m.163.com/news/article/GBG8628S05490OGG.html
  https://3g.163.com/dy/article/GBG8628S05490OGG.html
sohu https://www.sohu.com/a/469928830_114731
  https://m.sohu.com/a/469928830_114731/?pvid=000115_3w_a
qq-news https://view.inews.qq.com/a/20230901A0ABCD00
  https://new.qq.com/rain/a/20230901A0ABCD00
  https://view.inews.qq.com/k/20230901A0ABCD00?no-redirect=1
  https://xw.qq.com/cmsid/20230901A0ABCD00
  https://c.pc.qq.com/middlem.html?pfurl=https%3A%2F%2Fnew.qq.com%2Frain%2Fa%2F20230901A0ABCD00
liuyan https://liuyan.people.com.cn/threads/content?tid=8400539
  http://liuyan.people.com.cn/threads/content?tid=8400539&from=list
`
  .trim()
  .split(/\n(?! )/)
  .map((block) => block.split(/\s+/))

describe('the address of a post on a platform', () => {
  test.each(
    posts.flatMap(([platform, canonical = '', ...shared]) =>
      [canonical, ...shared].map((url) => ({ platform, url, canonical })),
    ),
  )('is one on $platform for $url', ({ platform, url, canonical }) => {
    expect(identifyUrl(url)).toMatchObject({ ok: true, platform, canonical, short: false })
  })

  it('differs for every post', () => {
    expect(new Set(posts.map(([, canonical]) => canonical)).size).toBe(posts.length)
  })

  test.each([
    ['a profile', 'https://weibo.com/u/2656274875?refer_flag=1', 'https://weibo.com/u/2656274875'],
    [
      'a page of nine letters that is no post',
      'https://weibo.com/2656274875/followers',
      'https://weibo.com/2656274875/followers',
    ],
    [
      'nine characters that spell no number',
      'https://weibo.com/2656274875/MZZZZZZZZ',
      'https://weibo.com/2656274875/MZZZZZZZZ',
    ],
    ['a space', 'https://space.bilibili.com/123?from=search&share_source=copy', 'https://space.bilibili.com/123'],
    ['a search, in GBK', 'https://tieba.baidu.com/f?kw=%d6%d0&fr=index', 'https://tieba.baidu.com/f?kw=%D6%D0'],
    [
      'a temporary WeChat link',
      'https://mp.weixin.qq.com/s?src=11&timestamp=1&ver=2&signature=a*b&new=1',
      'https://mp.weixin.qq.com/s?new=1&signature=a%2Ab&src=11&timestamp=1&ver=2',
    ],
  ])('is the page itself for %s', (_, url, canonical) => {
    expect(canonicalOf(url)).toBe(canonical)
  })

  it('is not read from a host that only looks like the platform, or from another port', () => {
    expect(identifyUrl('https://weibo.com.evil.cn/2656274875/M2fY5DglU')).toMatchObject({ platform: null })
    expect(identifyUrl('https://notweibo.com/2656274875/M2fY5DglU')).toMatchObject({ platform: null })
    expect(identifyUrl('https://weibo.com:8443/2656274875/M2fY5DglU')).toMatchObject({ platform: null })
  })

  it('stays the warning page where what it wraps is refused', () => {
    expect(canonicalOf('https://c.pc.qq.com/middlem.html?pfurl=http%3A%2F%2F127.0.0.1%2F')).toMatch(
      /^https:\/\/c\.pc\.qq\.com\//,
    )
    expect(canonicalOf('https://c.pc.qq.com/middlem.html?pfurl=http%3A%2F%2Fa.cn%2F%D6')).toMatch(
      /^https:\/\/c\.pc\.qq\.com\//,
    )
  })

  it('is found behind two pages that encode twice', () => {
    const once = `https://link.zhihu.com/?target=${encodeURIComponent('https://weibo.com/2656274875/M2fY5DglU')}`
    const twice = `https://c.pc.qq.com/middlem.html?pfurl=${encodeURIComponent(encodeURIComponent(once))}`
    expect(canonicalOf(twice)).toBe('https://m.weibo.cn/detail/4805380419357654')
  })
})

describe('a short link', () => {
  test.each([
    ['weibo', 'http://t.cn/A6xyZ12?from=x', 'https://t.cn/A6xyZ12'],
    ['douyin', 'https://v.douyin.com/iRNBho5m/', 'https://v.douyin.com/iRNBho5m'],
    ['bilibili', 'https://b23.tv/3uPg39?share_medium=android', 'https://b23.tv/3uPg39'],
    ['xiaohongshu', 'http://xhslink.com/a/AbC12', 'https://xhslink.com/a/AbC12'],
    ['kuaishou', 'https://v.kuaishou.com/1ff8QP', 'https://v.kuaishou.com/1ff8QP'],
    ['kuaishou', 'https://www.kuaishou.com/f/X-3wBPzKx1Kvi1sE', 'https://kuaishou.com/f/X-3wBPzKx1Kvi1sE'],
    ['toutiao', 'https://m.toutiao.com/is/oEe4HwA2dRY/', 'https://m.toutiao.com/is/oEe4HwA2dRY'],
    ['baijiahao', 'https://mr.baidu.com/r/abc?f=cp&u=1', 'https://mr.baidu.com/r/abc'],
    [null, 'https://url.cn/5abc?_type=wpa', 'https://url.cn/5abc'],
  ])('of %s stays itself and says so: %s', (platform, url, canonical) => {
    expect(identifyUrl(url)).toMatchObject({ ok: true, platform, canonical, short: true })
    expect(identifyUrl(canonical)).toMatchObject({ ok: true, platform, canonical, short: true })
  })
})
