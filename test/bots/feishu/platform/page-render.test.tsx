// The emulator's page draws cards as the client does: markup is drawn, what people wrote stays letters, nothing is left out.
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { encodeCard } from '../../../../bots/feishu/cards/encode.ts'
import { type Card, plainText } from '../../../../src/wording/card/card.ts'
import type { Json } from '../../../support/feishu/card-tree.ts'
import { CardView } from '../../../support/feishu/render-card.tsx'
import { Markdown } from '../../../support/feishu/render-markdown.tsx'

const names = {
  nameOf: (openId: string) => (openId === 'ou_chen' ? '陈宇' : openId),
  unknown: (tag: string) => `?${tag}`,
}
const markdown = (text: string) => renderToString(<Markdown text={text} names={names} />)
const drawn = (card: Json) => renderToString(<CardView card={card} drawing={names} />)
const body = (...elements: Json[]) => drawn({ schema: '2.0', body: { elements } })

describe('markdown', () => {
  it.each([
    ['**重**要', '<p><b>重</b>要</p>'],
    ['*a* ~~b~~ `c`', '<p><i>a</i> <s>b</s> <code>c</code></p>'],
    ['一\n二', '<p>一<br/>二</p>'],
    ['- 一\n- 二', '<ul><li>一</li><li>二</li></ul>'],
    ['1. 一\n2. 二\n完', '<ol><li>一</li><li>二</li></ol><p>完</p>'],
    ['## 题', '<p class="heading-2">题</p>'],
    ['> 引', '<blockquote>引</blockquote>'],
    ['```\na*b*\n```', '<pre>a*b*</pre>'],
    ['<at id=ou_chen></at>请签收', '<p><b class="at">@陈宇</b> 请签收</p>'],
    ["<font color='red'>急</font>", '<p><span class="ink-red">急</span></p>'],
    ["<text_tag color='orange'>较大</text_tag>", '<p><span class="tag tag-orange">较大</span></p>'],
    [
      '[原帖](https://news.example/a?b=1&c)',
      '<p><a href="https://news.example/a?b=1&amp;c" target="_blank" rel="noreferrer">原帖</a></p>',
    ],
  ])('%j', (text, html) => expect(markdown(text)).toBe(html))

  it.each(['&#42;&#42;a&#42;&#42;', '&#91;a&#93;&#40;https&#58;&#47;&#47;b&#41;', '&lt;at id=ou_chen&gt;&lt;/at&gt;'])(
    'what is escaped is letters: %j',
    (text) => expect(markdown(text)).not.toMatch(/<(b|a|i)[ >]/),
  )

  it.each([
    '[x](javascript:alert(1))',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](data:text/html,a)',
  ])('nothing runs: %j', (text) => expect(markdown(text)).not.toMatch(/<(script|img|a)/))
})

describe('a card', () => {
  const card: Card = {
    case: 23,
    level: { number: 2, name: '较大', mark: '▲' },
    overdue: true,
    title: '#23 门口 *积水* <b>',
    lines: ['请在时限内签收。', '[点这里](https://evil.example)'],
    fields: [{ label: '状态', value: '待签收' }],
    next: '签收 10月9日 10:20 前',
    link: { label: '打开原帖', url: 'https://news.example/a' },
    buttons: [
      { action: 'claim', label: '签收', tone: 'primary', inputs: [], typed: null },
      { action: 'dismiss', label: '不办', tone: 'grave', inputs: [], typed: null },
    ],
    more: [
      {
        action: 'assign',
        label: '改派',
        tone: 'plain',
        typed: null,
        inputs: [
          {
            kind: 'choice',
            name: 'department',
            label: '部门',
            required: true,
            options: [{ value: 'u', label: '城管' }],
          },
          { kind: 'choices', name: 'co', label: '协办', required: false, options: [{ value: 'h', label: '卫健' }] },
          { kind: 'text', name: 'reason', label: '理由', lines: 2, required: true },
        ],
      },
    ],
  }
  const encoded = JSON.parse(
    encodeCard(card, { mention: ['ou_chen'], way: 'mention', lang: 'zh-CN', direct: false }).card,
  )
  const html = drawn(encoded)
  const letters = html
    .replace(/<[^>]*>/g, '\n')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')

  it('shows all that it says, its tags and who is called', () => {
    const said = plainText({ ...card, level: null, link: null }).split('\n')
    for (const text of [
      ...said.filter((line) => !line.includes('：')),
      '待签收',
      '较大',
      '已逾期',
      '@陈宇',
      '打开原帖',
    ])
      expect(letters).toContain(text)
    expect(html).toContain('<header class="head-orange">')
    expect(html).not.toContain('href="https://evil.example"')
  })

  it('has its buttons in the order of their places, and what must be confirmed', () => {
    const places = [...html.matchAll(/data-press="(\d+)"[^>]*>([^<]+)</g)].map(([, at, label]) => `${at} ${label}`)
    expect(places).toEqual(['0 签收', '1 不办', '2 改派'])
    expect(html).toMatch(/data-confirm="[^"]*不办/)
  })

  it('has its fields, by the names by which they are handed in', () => {
    const fields = [...html.matchAll(/<(select|textarea|input)[^>]*name="([^"]+)"/g)].map(
      ([, tag, name]) => `${tag} ${name}`,
    )
    expect(fields).toEqual([
      expect.stringMatching(/^select .*department$/),
      expect.stringMatching(/^input .*co$/),
      expect.stringMatching(/^textarea .*reason$/),
    ])
  })

  it('names what it cannot draw instead of leaving it out', () => {
    expect(body({ tag: 'person_list' })).toContain('?person_list')
  })

  it('draws no button that leads elsewhere than to the web, and presses none that is switched off', () => {
    const leads = (url: string) => ({
      tag: 'button',
      text: { tag: 'plain_text', content: '打开' },
      behaviors: [{ type: 'open_url', default_url: url }],
    })
    expect(body(leads('javascript:alert(1)'))).not.toContain('href')
    expect(body(leads('https://news.example/a'))).toContain('href="https://news.example/a"')
    const off = { tag: 'button', disabled: true, behaviors: [{ type: 'callback', value: { a: 1 } }] }
    expect(body(off)).not.toContain('data-press')
  })
})
