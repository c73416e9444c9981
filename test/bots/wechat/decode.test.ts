// What WeChat's messages mean, without WeChat.
import { describe, expect, it } from 'vitest'
import { decode } from '../../../bots/wechat/decode.ts'
import type { Heard } from '../../../bots/wechat/process/protocol.ts'
import type { IncomingMessage } from '../../../src/channel.ts'
import { readCommand } from '../../../src/domain/input/command-text.ts'
import { urlsWith } from '../../../src/domain/post/post.ts'

const heard = (more: Partial<Heard>): Heard => ({
  id: 'm1',
  type: 'Text',
  at: 0,
  heardAt: 0,
  room: { id: '@@1', topic: '值班群' },
  from: { id: '@1', name: '小李', remark: '李敏' },
  text: '',
  mentions: [],
  own: ['值班台'],
  called: false,
  link: null,
  file: null,
  ...more,
})

const read = (more: Partial<Heard>) =>
  decode({ v: 1, heard: heard(more), room: '值班群', from: '李敏', mentions: [] }, (real) => real)

const textOf = (text: string) => (read({ text }) as IncomingMessage).text

describe('text', () => {
  it.each([
    ['/签收 #23', '/签收 #23'],
    ['@值班台\u2005/签收 #23', '/签收 #23'],
    ['@值班台/签收 #23', '/签收 #23'],
    ['＠值班台：/签收 #23', '/签收 #23'],
    ['「值班台：【#23 一般】积水」\n- - - - - - - -\n/签收 24', '/签收 24'],
    ['「值班台：【#23 一般】积水」\n- - - - - - - -\n/签收【案件24】', '/签收【案件24】'],
    ['「值班台：【#23 一般】积水」\n- - - - - - - -\n/备注：已联系', '/备注：已联系 #23'],
    ['「值班台：【#23 一般】积水」\n- - - - - - - -\n/列表', '/列表'],
    ['/签收 #23 @值班台', '/签收 #23'],
    ['@李敏\u2005请看', '@李敏 请看'],
    ['看 https://a.example/?a=1&amp;b=2', '看 https://a.example/?a=1&b=2'],
    ['第一行<br/>第二行', '第一行\n第二行'],
    ['「值班台：【#23 一般】积水」\n- - - - - - - -\n/签收', '/签收 #23'],
    ['「值班台：【#23 一般】积水」\n- - - - - - - -\n/签收 #24', '/签收 #24'],
    ['「值班台：【#23 一般】积水」\n- - - - - - - -\n/拟稿 已于 #3 路口清淤', '/拟稿 已于 #3 路口清淤 #23'],
    ['「值班台：【#23 一般】积水」\n- - - - - - - -\n好的', '好的'],
    ['「值班台：第一行\n「第二行」」\n- - - - - - - -\n@值班台\u2005/审定', '/审定'],
    ['「值班台：【#23 一般】积水」\n- - - - - - - -\n@值班台\u2005/审定', '/审定 #23'],
    ['「值班台：（重发）@陈宇 【#23 一般】#12 路积水」\n- - - - - - - -\n/签收', '/签收 #23'],
    ['「值班台：列表\n#12 积水\n#13 路灯」\n- - - - - - - -\n/审定', '/审定'],
    ['「路人：【#99】看 #23」\n- - - - - - - -\n/审定 #23', '/审定 #23'],
    ['「李：敏」：：/办结 #12」\n—————————\n好的', '好的'],
    ['「甲：「乙：#12」\n- - - - - -\n/办结」\n- - - - - -\n/签收', '/签收 #12'],
    ['/拟稿 #23 公告全文请在手机上查看', '/拟稿 #23 公告全文请在手机上查看'],
    ['请在手机上查看 https://weibo.com/1/N', '请在手机上查看 https://weibo.com/1/N'],
    ['「李敏：原文」没有分隔线', '「李敏：原文」没有分隔线'],
    ['「李敏」：- - -', '「李敏」：- - -'],
  ])('%j is %j', (said, meant) => {
    expect(textOf(said)).toBe(meant)
  })

  it('reads 100 KB of hyphens and brackets without choking on them', () => {
    const began = performance.now()
    textOf(`「a：${'」\n- '.repeat(25_000)}`)
    textOf(`「${'「：'.repeat(50_000)}`)
    expect(performance.now() - began).toBeLessThan(1_000)
  })
})

describe('shared pages', () => {
  it.each([
    ['https://a.example/x?a=1&amp;b=2', 'https://a.example/x?a=1&b=2'],
    ['https://a.example/x?a=1&amp;amp;b=2', 'https://a.example/x?a=1&b=2'],
  ])('%s is %s', (url, meant) => {
    expect(read({ type: 'Url', link: { title: '标题', url } })).toMatchObject({ text: `标题\n${meant}` })
  })

  it.each([
    'https://www.example.gov.cn/通知/123.html',
    'https://www.example.gov.cn/通知 公告/123.html',
    'https://a.example/x。',
  ])('are known by their own address: %s', (url) => {
    const shared = read({ type: 'Url', link: { title: '通知', url } })
    if (shared?.kind !== 'message') throw new Error('no message')
    expect(urlsWith(shared.links ?? [], shared.text)).toEqual([url])
  })

  it.each([
    ['/审定 #23', '《/审定 #23》'],
    ['@值班台 ／办结 #23', '《@值班台 ／办结 #23》'],
    ['\u200b/审定 #23', '《\u200b/审定 #23》'],
    ['进展/情况', '进展/情况'],
  ])('%j as a title is no command of who passes the page on', (title, meant) => {
    const url = 'https://a.example/'
    expect(read({ type: 'Url', link: { title, url } })).toMatchObject({ text: `${meant}\n${url}` })
    expect(readCommand(`${meant}\n${url}`)).toEqual({ kind: 'talk' })
    const text = `<msg><title><![CDATA[${title}]]></title><url>${url}</url></msg>`
    expect(read({ type: 'Url', text })).toMatchObject({ text: `${meant}\n${url}` })
  })

  it('of 100 KB of markup, with entities upon entities, cost nothing', () => {
    const began = performance.now()
    read({ type: 'Url', text: `<!DOCTYPE x [<!ENTITY a "${'&a;'.repeat(30_000)}">]><title>&a;</title>` })
    read({ type: 'Url', text: '<url><title>'.repeat(9_000) })
    read({ type: 'Url', text: '&amp;'.repeat(20_000) })
    expect(performance.now() - began).toBeLessThan(500)
  })

  it('are read from what the platform had sent where the puppet cannot be asked', () => {
    const text = '<msg><appmsg><title>积水</title><url>https://a.example/?a=1&amp;amp;b=2</url></appmsg></msg>'
    const escaped = text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    for (const each of [text, escaped])
      expect(read({ type: 'Url', text: each })).toMatchObject({ text: '积水\nhttps://a.example/?a=1&b=2' })
  })
})

describe('the rest', () => {
  it.each([
    ['ChatHistory', 'merge_forward'],
    ['Audio', 'audio'],
    ['Video', 'media'],
    ['Location', 'location'],
    ['MiniProgram', 'mini_program'],
  ])('%s is told as what nobody can read here', (type, opaque) => {
    expect(read({ type, text: '<xml/>' })).toMatchObject({ kind: 'message', text: '', opaque })
  })

  it('a placeholder is no text', () => {
    expect(read({ text: '收到一条网页版微信暂不支持的消息类型，请在手机上查看。' })).toMatchObject({
      text: '',
      opaque: 'merge_forward',
    })
  })

  it.each(['Emoticon', 'RedEnvelope', 'Transfer'])('%s is decoration', (type) => {
    expect(read({ type, text: '<msg><appmsg><url>https://wx.example/pay</url></appmsg></msg>' })).toBeNull()
  })

  it('a kind that no puppet had before is told by its name', () => {
    expect(read({ type: 'Hologram', text: '<msg/>' })).toMatchObject({ text: '', opaque: 'Hologram' })
  })

  const share = (type: number, more = '') =>
    `<?xml version="1.0"?>\n<msg>\n\t<appmsg appid="" sdkver="0">\n\t\t<title>积水</title>\n\t\t<type>${type}</type>\n${more}\t</appmsg>\n</msg>`

  it.each([
    ['a live broadcast', share(63, '<finderLive><desc>直播</desc></finderLive><url></url>')],
    ['the same, with its marks written out', share(63).replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
    ['a card of a company’s account', '<msg username="gh_1" nickname="某公司"><brandinfo/></msg>'],
  ])('%s, which the puppet does not know, may hold a post', (_name, text) => {
    expect(read({ type: 'Unknown', text })).toMatchObject({ kind: 'message', text: '', opaque: 'unknown' })
  })

  it('a share of an unknown kind that has an address is a shared page', () => {
    const text = share(100001, '<url>https://a.example/1?a=1&amp;amp;b=2</url>')
    expect(read({ type: 'Unknown', text })).toMatchObject({ text: '积水\nhttps://a.example/1?a=1&b=2' })
  })

  it.each([
    ['that somebody joined', '李敏邀请陈明加入了群聊'],
    ['that somebody was called', '<msg><op id="2"><username>filehelper</username></op></msg>'],
    ['of a call', '<voipinvitemsg><roomid>0</roomid></voipinvitemsg>'],
    ['of the system', '<sysmsg type="sysmsgtemplate"><msg></msg></sysmsg>'],
    ['without a word', ''],
  ])('a notice of the platform %s was said by nobody', (_name, text) => {
    expect(read({ type: 'Unknown', text })).toBeNull()
  })

  it.each([
    ['7234', '7234'],
    ['<sysmsg type="revokemsg"><revokemsg><msgid>11</msgid><newmsgid>7234</newmsgid></revokemsg></sysmsg>', '7234'],
    ['&lt;revokemsg&gt;&lt;msgid&gt;7234&lt;/msgid&gt;&lt;/revokemsg&gt;', '7234'],
  ])('takes %s back', (text, messageId) => {
    expect(read({ type: 'Recalled', text })).toMatchObject({ kind: 'recall', messageId, room: '值班群' })
  })

  it('a private word is addressed, and so is who is called by name', () => {
    expect(read({ room: null, text: 'x' })).toMatchObject({ direct: true, addressed: true })
    expect(read({ text: '在吗 @值班台' })).toMatchObject({ addressed: true, text: '在吗' })
    expect(read({ text: '@值班台长 在吗' })).not.toHaveProperty('addressed')
    expect(read({ text: '值班台' })).not.toHaveProperty('addressed')
  })

  it('throws on what the channel never stored', () => {
    expect(() => decode({ v: 2 }, (real) => real)).toThrow()
  })
})
