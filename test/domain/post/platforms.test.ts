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
  https://visitor.passport.weibo.cn/visitor/visitor?entry=sinawap&a=enter&url=https%3A%2F%2Fm.weibo.cn%2Fdetail%2F4805380419357654&domain=.weibo.cn
  https://visitor.passport.weibo.cn/visitor/visitor?url=https%253A%252F%252Fm.weibo.cn%252Fstatus%252FM2fY5DglU
  https://passport.weibo.com/visitor/visitor?url=%2F2656274875%2FM2fY5DglU
  https://passport.weibo.cn/signin/login?entry=mweibo&r=https%3A%2F%2Fm.weibo.cn%2Fstatus%2FM2fY5DglU
  https://login.sina.com.cn/sso/login.php?url=https%3A%2F%2Fweibo.com%2F2656274875%2FM2fY5DglU
  https://weibo.cn/sinaurl?u=https%3A%2F%2Fweibo.com%2F2656274875%2FM2fY5DglU
  https://weibo.com/login.php?url=//weibo.com/2656274875/M2fY5DglU
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
  https://jingxuan.douyin.com/m/video/7123456789012345678
  https://jingxuan.douyin.com/m/video/7123456789012345678/?utm_source=x
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
  https://passport.bilibili.com/login?gourl=https%3A%2F%2Fwww.bilibili.com%2Fvideo%2FBV17x411w7KC
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
  https://www.zhihu.com/signin?next=%2Fquestion%2F123
  https://www.zhihu.com/signin?next=/question/123
  https://www.zhihu.com/account/unhuman?type=unhuman&need_login=true&next=%252Fquestion%252F123
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
  https://www.toutiao.com/ugc/share/wap/thread/1770000000000000
  https://www.toutiao.com/ugc/share/wap/thread/1770000000000000/?app=news_article&share_did=1
  https://weitoutiao.zjurl.cn/ugc/share/wap/thread/1770000000000000/?app=news_article
  https://weitoutiao.zjurl.cn/ugc/share/thread/1770000000000000
  https://so.toutiao.com/search/jump?url=https%3A%2F%2Fwww.toutiao.com%2Fw%2F1770000000000000%2F&aid=4916
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
  https://wappass.baidu.com/static/captcha/tuxing.html?backurl=https%3A%2F%2Ftieba.baidu.com%2Fp%2F8123456789
  https://passport.baidu.com/?login&u=https%3A%2F%2Ftieba.baidu.com%2Fp%2F8123456789
  https://tieba.baidu.com/mo/q/checkurl?url=https%3A%2F%2Ftieba.baidu.com%2Fp%2F8123456789
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
douban https://www.douban.com/group/topic/301234567
  https://www.douban.com/group/topic/301234567/?_i=12&dt_dapp=1
  https://m.douban.com/group/topic/301234567/
  https://www.douban.com/doubanapp/dispatch?uri=/group/topic/301234567/
  https://sec.douban.com/b?r=https%3A%2F%2Fwww.douban.com%2Fgroup%2Ftopic%2F301234567%2F
douban https://www.douban.com/status/4123456789
  https://www.douban.com/people/city.watch/status/4123456789/
  https://m.douban.com/people/12345678/status/4123456789
  https://accounts.douban.com/passport/login?redir=https%3A%2F%2Fwww.douban.com%2Fpeople%2F12345678%2Fstatus%2F4123456789%2F
douban https://www.douban.com/note/812345678
  https://m.douban.com/note/812345678/?dt_platform=com.douban.activity.weixin_friends
xigua https://www.ixigua.com/7123456789012345678
  https://www.ixigua.com/7123456789012345678?logTag=abc&id=7000000000000000000
  https://m.ixigua.com/video/7123456789012345678?app=video_article
  https://www.ixigua.com/i7123456789012345678/
weishi https://isee.weishi.qq.com/ws/app-pages/share/index.html?id=7Bu8mVxy51KkGzqfW
  https://isee.weishi.qq.com/ws/app-pages/share/index.html?wxplay=1&id=7Bu8mVxy51KkGzqfW&spid=12&chid=100081014
  https://m.weishi.qq.com/vise/share/index.html?id=7Bu8mVxy51KkGzqfW
  https://h5.weishi.qq.com/weishi/feed/7Bu8mVxy51KkGzqfW/wsfeed?wxplay=1
weixin-channels https://channels.weixin.qq.com/web/pages/feed?eid=export%2FUzFfAgtgekIEAQAAAAAA-abc
  https://channels.weixin.qq.com/web/pages/feed?scene=1&eid=export/UzFfAgtgekIEAQAAAAAA-abc&entry_scene=48
hupu https://bbs.hupu.com/623456789.html
  https://bbs.hupu.com/623456789-2.html
  https://m.hupu.com/bbs/623456789.html
  https://m.hupu.com/bbs-share/623456789.html?share_from=kqapp
  https://m.hupu.com/bbs/623456789
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

  it('stays the log-in page where what it leads to is inside a house', () => {
    for (const inner of ['http://192.168.1.1/a', 'http%3A%2F%2Flocalhost%2F', '//10.0.0.1/x', 'https://u:p@a.example/'])
      expect(canonicalOf(`https://www.zhihu.com/signin?next=${encodeURIComponent(inner)}`)).toMatch(
        /^https:\/\/zhihu\.com\/signin/,
      )
  })

  it('is not taken from a path that an ordinary page names', () => {
    expect(canonicalOf('https://www.zhihu.com/topics?next=/question/123')).toContain('/topics')
  })

  it('ends where pages stand within pages without end', () => {
    let url = 'https://weibo.com/2656274875/M2fY5DglU'
    for (let i = 0; i < 4; i += 1) url = `https://link.zhihu.com/?target=${encodeURIComponent(url)}`
    expect(canonicalOf(url)).toBe('https://m.weibo.cn/detail/4805380419357654')
    for (let i = 0; i < 4; i += 1) url = `https://link.zhihu.com/?target=${encodeURIComponent(url)}`
    expect(identifyUrl(url).ok).toBe(true)
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
    ['xiaohongshu', 'https://xhslink.cn/o/AbC12dEf', 'https://xhslink.com/o/AbC12dEf'],
    ['xiaohongshu', 'http://xhslink.com/o/AbC12dEf?x=1', 'https://xhslink.com/o/AbC12dEf'],
    ['xigua', 'https://v.ixigua.com/iYVcy3HZ/', 'https://v.ixigua.com/iYVcy3HZ'],
    ['weishi', 'https://video.weishi.qq.com/AbC12', 'https://video.weishi.qq.com/AbC12'],
    ['weixin-channels', 'https://weixin.qq.com/sph/AbC12', 'https://weixin.qq.com/sph/AbC12'],
    ['douban', 'https://douc.cc/0abc', 'https://douc.cc/0abc'],
    [null, 'https://url.cn/5abc?_type=wpa', 'https://url.cn/5abc'],
  ])('of %s stays itself and says so: %s', (platform, url, canonical) => {
    expect(identifyUrl(url)).toMatchObject({ ok: true, platform, canonical, short: true })
    expect(identifyUrl(canonical)).toMatchObject({ ok: true, platform, canonical, short: true })
  })
})
