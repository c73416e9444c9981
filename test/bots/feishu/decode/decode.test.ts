// What people say comes to, whatever kind of message it is.
import { describe, expect, test } from 'vitest'
import { decode, filesIn } from '../../../../bots/feishu/decode/decode.ts'
import { isPartial } from '../../../../bots/feishu/resolve.ts'
import { readCommand } from '../../../../src/domain/input/command-text.ts'
import { namesIn } from '../../../../src/domain/input/known-names.ts'
import { urlsWith } from '../../../../src/domain/post/post.ts'
import { messageIn } from '../receive-parts.ts'
import { BOT, event, mention, RECEIVED, reading, SAID, said } from './decode-parts.ts'

describe('a text', () => {
  test('tells who said it, where, when and under what', () => {
    const message = { root_id: 'om_root', parent_id: 'om_parent', thread_id: 'omt_1' }
    expect(decode(event({ message }), reading)).toEqual({
      kind: 'message',
      room: 'oc_duty',
      direct: false,
      messageId: 'om_1',
      thread: 'om_root',
      replyTo: 'om_parent',
      from: 'ou_zhang',
      at: SAID,
      text: '你好',
    })
  })

  test('at the top of a room stands in no thread, however the platform writes that', () => {
    expect(said({ message: { root_id: '', parent_id: '' } })).toMatchObject({ thread: null, replyTo: null })
    expect(said({ message: { root_id: null } })).toMatchObject({ thread: null, replyTo: null })
    expect(said({ message: { root_id: 'om_1' } })).toMatchObject({ thread: null })
  })

  test('is told by the time of its saying, and by that of its coming where it tells none', () => {
    for (const create_time of [undefined, '', 'soon', '99999999999999999', '-1', {}, '1']) {
      expect(said({ message: { create_time } }).at).toBe(RECEIVED)
    }
    expect(said({ message: { create_time: '1791508800' } }).at).toBe('2026-10-09T01:20:00.000Z')
    // As it is stored: what is not defined is not there at all.
    const bare = JSON.parse(JSON.stringify(event({ content: { text: '积水' }, message: { create_time: undefined } })))
    expect(decode(bare, reading)).toMatchObject({ at: RECEIVED })
    expect(said({ message: { create_time: '1791508800123456' } }).at).toBe(SAID)
    // From a clock that is a day ahead.
    expect(said({ message: { create_time: '1791690000000' } }).at).toBe(RECEIVED)
  })

  test('is told in the institution’s time', () => {
    const drill = { ...reading, drillTime: (real: string) => real.replace('2026', '2020') }
    expect(decode(event(), drill)).toMatchObject({ at: SAID.replace('2026', '2020') })
  })

  test('said to the bot alone is addressed to it', () => {
    expect(said({ chat: 'p2p' })).toMatchObject({ direct: true, addressed: true })
    expect(said({})).not.toHaveProperty('addressed')
  })

  test('by an app, or by nobody, is nothing', () => {
    expect(decode(event({ sender: { sender_type: 'app' } }), reading)).toBeNull()
    expect(decode(event({ sender: { sender_type: 'anonymous' } }), reading)).toBeNull()
  })
})

describe('names', () => {
  test('are told apart by their whole key', () => {
    const others = Array.from({ length: 10 }, (_, i) => mention(i + 1, `人${i + 1}`, `ou_${i + 1}`))
    const read = said({ content: { text: '请 @_user_10 和 @_user_1 看' }, mentions: others })
    expect(read.text).toBe('请 @人10 和 @人1 看')
    expect(read.mentions).toEqual([
      { name: '人10', account: 'ou_10' },
      { name: '人1', account: 'ou_1' },
    ])
  })

  test('of the bot are taken out, and the message is addressed to it', () => {
    const mentions = [mention(1, '值班台', BOT, 'bot'), mention(2, '李四', 'ou_li')]
    expect(said({ content: { text: '@_user_1 /assign @_user_2' }, mentions })).toMatchObject({
      text: '/assign @李四',
      addressed: true,
      mentions: [{ name: '李四', account: 'ou_li' }],
    })
  })

  test('of colleagues stand before a command, whatever blanks their names hold', () => {
    const mentions = [
      mention(1, '值班台', BOT, 'bot'),
      mention(2, 'Zhang San', 'ou_zs'),
      mention(3, 'Wu Di 2', 'ou_wd'),
    ]
    for (const text of [
      '@_user_1 @_user_2 /签收 #7',
      '@_user_2/签收 #7',
      '@_user_1@_user_3 /签收 #7',
      '@_user_3/签收 #7',
    ]) {
      const read = said({ content: { text }, mentions })
      const names = namesIn(
        { departments: [], people: [], rooms: [] },
        (read.mentions ?? []).map(({ name }) => name),
      )
      expect(readCommand(read.text, names)).toEqual({ kind: 'command', command: { type: 'claim' }, case: 7 })
    }
  })

  test('of another bot stay, and are nobody’s account', () => {
    const mentions = [mention(1, '天气', 'ou_weather', 'bot')]
    const read = said({ content: { text: '@_user_1 今天' }, mentions })
    expect(read).toMatchObject({ text: '@天气 今天' })
    expect(read).not.toHaveProperty('addressed')
    expect(read).not.toHaveProperty('mentions')
  })

  test('of a bot are taken for its own as long as it does not know itself', () => {
    const unknown = { ...reading, self: { openId: null, appId: 'cli_a1b2c3d4e5f60718' } }
    const mentions = [mention(1, '值班台', BOT, 'bot')]
    expect(decode(event({ content: { text: '@_user_1 /list' }, mentions }), unknown)).toMatchObject({
      text: '/list',
      addressed: true,
    })
  })

  test('of everybody need no entry, and call nobody', () => {
    const read = said({ content: { text: '@_all 注意' } })
    expect(read).toMatchObject({ text: '@所有人 注意' })
    expect(read).not.toHaveProperty('mentions')
    expect(read).not.toHaveProperty('addressed')
    const entry = { key: '@_all', name: '所有人', id: { open_id: '', union_id: '', user_id: '' } }
    expect(said({ content: { text: '@_all 注意' }, mentions: [entry] })).toEqual(read)
  })

  test('without an entry stay as they are', () => {
    expect(said({ content: { text: '@_user_3 @_alliance' } }).text).toBe('@_user_3 @_alliance')
  })
})

describe('other kinds of messages', () => {
  test('a post is its rows, links with their addresses, names and pictures', () => {
    const content = {
      title: '积水',
      content: [
        [
          { tag: 'text', text: '见' },
          { tag: 'a', href: 'https://weibo.com/1', text: '微博' },
          { tag: 'at', user_id: '@_user_1', user_name: '' },
        ],
        [{ tag: 'img', image_key: 'img_a' }],
        [{ tag: 'emotion', emoji_type: 'SMILE' }, { tag: 'hr' }, { tag: 'new-tag', text: '余下' }],
        [{ tag: 'code_block', language: 'GO', text: 'x := 1' }],
        [{ tag: 'media', file_key: 'file_a', image_key: 'img_b' }],
        [{ tag: 'at', user_id: 'all' }],
      ],
    }
    const given = event({ type: 'post', content, mentions: [mention(1, '李四', 'ou_li')] })
    const read = messageIn(decode(given, reading))
    expect(read.text).toBe('积水\n见微博 https://weibo.com/1 @李四\n[SMILE]余下\nx := 1\n@所有人')
    expect(read.files).toEqual([{ kind: 'image', name: null }])
    expect(filesIn(given, reading)).toEqual([{ kind: 'image', key: 'img_a', name: null }])
    expect(isPartial(read)).toBe(true)
  })

  test.each([
    'https://www.example.gov.cn/通知/123.html',
    'https://www.example.gov.cn/通知 公告/123.html',
    "https://www.example.gov.cn/it's/123.html",
    'https://www.example.gov.cn/a“b”/1',
    'https://www.example.gov.cn/x。',
    'https://weibo.com/1234567890/Nabcdefgh',
  ])('a link of a post or a card is its own, however it is shown: %s', (href) => {
    const shown = ['通知', '', href, 'https://www.example.gov.cn/…', 'www.example.gov.cn/通…', href.slice(0, 30)]
    for (const text of shown) {
      const content = {
        title: '',
        content: [
          [
            { tag: 'text', text: '见' },
            { tag: 'a', href, text },
            { tag: 'text', text: '反映' },
          ],
        ],
      }
      const post = said({ type: 'post', content })
      expect(urlsWith(post.links ?? [], post.text)).toEqual([href])
      const card = said({ type: 'interactive', content: { title: '转发', elements: [[{ tag: 'a', href, text }]] } })
      expect(urlsWith(card.links ?? [], card.text)).toEqual([href])
    }
  })

  test('a post may be wrapped by its language', () => {
    const content = { zh_cn: { title: '', content: [[{ tag: 'text', text: '正文' }]] } }
    expect(said({ type: 'post', content }).text).toBe('正文')
  })

  test('a card is all that can be read on it, with its links', () => {
    const content = {
      title: '预警',
      elements: [
        [
          { tag: 'button', text: '忽略', type: 'default' },
          { tag: 'button', text: '打开', url: 'https://a.example/1' },
        ],
        [
          { tag: 'a', href: 'https://a.example/2', text: '原文' },
          { tag: 'text', text: '已达 1 万次' },
        ],
        [{ tag: 'note', elements: [{ tag: 'text', text: '来源：监测' }] }],
        [{ tag: 'a', href: 'javascript:alert(1)', text: '坏链' }],
      ],
    }
    expect(said({ type: 'interactive', content }).text).toBe(
      '预警\n打开 https://a.example/1\n原文 https://a.example/2  已达 1 万次\n来源：监测\n坏链',
    )
  })

  test('a card of the newer kind too', () => {
    const content = {
      header: { title: { tag: 'plain_text', content: '预警' } },
      body: { elements: [{ tag: 'div', text: { tag: 'lark_md', content: '见 https://a.example/3' } }] },
    }
    expect(said({ type: 'interactive', content }).text).toBe('预警\n见 https://a.example/3')
    // What the platform tells of a card JSON 2.0: a word to upgrade, and the card itself beside it.
    const upgrade = { title: null, elements: [[{ tag: 'text', text: '请升级至最新版本客户端，以查看内容' }]] }
    expect(said({ type: 'interactive', content: { ...upgrade, user_dsl: JSON.stringify(content) } }).text).toBe(
      '预警\n见 https://a.example/3',
    )
  })

  test('a picture and a file wait for their bytes', () => {
    const image = event({ type: 'image', content: { image_key: 'img_v3_a' } })
    expect(messageIn(decode(image, reading)).files).toEqual([{ kind: 'image', name: null }])
    expect(filesIn(image, reading)).toEqual([{ kind: 'image', key: 'img_v3_a', name: null }])
    const file = event({ type: 'file', content: { file_key: 'file_v3_b', file_name: '通报.docx' } })
    expect(messageIn(decode(file, reading)).files).toEqual([{ kind: 'file', name: '通报.docx' }])
    expect(filesIn(file, reading)).toEqual([{ kind: 'file', key: 'file_v3_b', name: '通报.docx' }])
  })

  test('a record waits for its messages; its content is no JSON', () => {
    const read = said({ type: 'merge_forward', content: 'Merged and Forwarded Message' })
    expect(read.parts).toEqual([])
    expect(isPartial(read)).toBe(true)
    expect(isPartial({ ...read, parts: [{ text: '一' }] })).toBe(false)
  })

  test.each([
    'audio',
    'media',
    'folder',
    'location',
    'share_chat',
    'share_user',
    'todo',
    'vote',
    'calendar',
    'hologram',
  ])('of %s no text can be made', (type) => {
    const read = said({ type, content: { any: 'thing' } })
    expect(read).toMatchObject({ opaque: type, text: '' })
    expect(isPartial(read)).toBe(false)
  })

  test.each(['audio', 'media'])('%s is fetched in a thread alone, where it is kept with the case', (type) => {
    const content = { file_key: 'file_v3_c', duration: 3_000 }
    expect(said({ type, content }).files).toBeUndefined()
    const within = event({ type, content, message: { root_id: 'om_root', parent_id: 'om_root' } })
    expect(messageIn(decode(within, reading))).toMatchObject({ opaque: type, files: [{ kind: 'file', name: null }] })
    expect(filesIn(within, reading)).toEqual([{ kind: 'file', key: 'file_v3_c', name: null }])
  })

  test.each(['sticker', 'hongbao', 'system'])('%s is only talk', (type) => {
    expect(decode(event({ type, content: { file_key: 'x' } }), reading)).toBeNull()
  })
})
