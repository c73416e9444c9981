// Cards as the platform's JSON 2.0: everything is said, every button can be reached, and the platform's limits are kept.
import { describe, expect, it } from 'vitest'
import { readPressed } from '../../../../bots/feishu/cards/button.ts'
import { countOf } from '../../../../bots/feishu/cards/elements.ts'
import { encodeCard, type Layout } from '../../../../bots/feishu/cards/encode.ts'
import type { Card } from '../../../../src/wording/card/card.ts'
import { type SpokenNotice, wordingOf } from '../../../../src/wording/index.ts'
import { cardTrouble } from '../../../support/feishu/card-check.ts'
import { opened, reviewing, watching } from '../../../wording/sample-cards.ts'
import { notices } from '../../../wording/samples.ts'
import { cardOf } from '../send-parts.ts'
import { layout, type Node, nodesIn, parsed, saidBy, unescaped } from './card-reading.ts'

const OPEN_ID = 'ou_155184d1e73cbfb8973e5a9e698e74f2'
const inputsOf = (card: Card) => [...card.buttons, ...card.more].flatMap(({ inputs }) => inputs)

const samples: [string, 'zh-CN' | 'en', Card][] = (['zh-CN', 'en'] as const).flatMap((lang) => {
  const wording = wordingOf(lang, 'Asia/Shanghai')
  const spoken = Object.entries(notices).map(([kind, notice]): [string, 'zh-CN' | 'en', Card] => [
    kind,
    lang,
    wording.notice(notice as SpokenNotice),
  ])
  const cards = { opened, reviewing, watching }
  return [
    ...spoken,
    ...Object.entries(cards).map(([name, facts]): [string, 'zh-CN' | 'en', Card] => [
      `case card ${name}`,
      lang,
      wording.caseCard({ ...facts, files: [{ class: 'picture', year: 2026, seq: 3 }] }),
    ]),
  ]
})

describe.each(samples)('%s in %s', (_name, lang, card) => {
  const encoded = encodeCard(card, { ...layout, lang })
  const json = JSON.parse(encoded.card) as object

  it('says everything', () => {
    const said = saidBy(json)
    const strings = [
      card.title,
      ...card.lines,
      ...card.fields.flatMap(({ label, value }) => [label, value]),
      ...(card.next === null ? [] : card.next.split('\n')),
      ...(card.link ? [card.link.label, card.link.url] : []),
      ...(card.level ? [card.level.mark, card.level.name] : []),
      ...inputsOf(card).map(({ label }) => label),
    ]
    for (const each of strings) expect(said).toContain(each)
    expect(encoded.overflow).toBeNull()
  })

  it('has every button, with its values to be found again', () => {
    const pressed = nodesIn(json).filter(({ tag, behaviors }) => tag === 'button' && isCallback(behaviors))
    const shown = pressed.map((each) => ({
      label: (each.text as { content: string }).content,
      action: readPressed({ value: valueOfNode(each) })?.action,
    }))
    expect(shown).toHaveLength(card.buttons.length + card.more.length)
    for (const { label, action } of [...card.buttons, ...card.more]) expect(shown).toContainEqual({ label, action })
  })

  it('keeps the names in it apart', () => {
    const names = nodesIn(json).flatMap(({ name }) => (name === undefined ? [] : [name]))
    expect(new Set(names).size).toBe(names.length)
  })

  it('puts forms at the root only, and nothing from JSON 1.0', () => {
    const { body } = json as { body: { elements: Node[] } }
    const nested = body.elements.flatMap((each) => nodesIn(Object.values(each)))
    expect(nested.filter(({ tag }) => tag === 'form')).toEqual([])
    expect(nodesIn(json).filter(({ tag }) => tag === 'note' || tag === 'action')).toEqual([])
  })

  it('is taken by the platform', () => {
    expect(cardTrouble(json)).toBeNull()
  })

  it('stays within the limits', () => {
    expect(countOf(json)).toBeLessThanOrEqual(200)
    expect(Buffer.byteLength(JSON.stringify(encoded.card))).toBeLessThanOrEqual(30_000)
  })
})

const isCallback = (behaviors: unknown) =>
  Array.isArray(behaviors) && (behaviors[0] as { type?: string } | undefined)?.type === 'callback'

const valueOfNode = ({ behaviors }: Node) => (behaviors as { value: unknown }[])[0]?.value

describe('the header', () => {
  it('has the level as colour, mark and word', () => {
    const colours = [1, 2, 3, 4, 5].map((number) => {
      const { header } = parsed(cardOf('x', { level: { number, name: `第${number}级`, mark: '▲' } }))
      return [header.template, header.title.content, header.text_tag_list[0]?.text.content]
    })
    expect(colours).toEqual([
      ['red', '▲ #23 幼儿园门口积水', '第1级'],
      ['orange', '▲ #23 幼儿园门口积水', '第2级'],
      ['yellow', '▲ #23 幼儿园门口积水', '第3级'],
      ['blue', '▲ #23 幼儿园门口积水', '第4级'],
      ['blue', '▲ #23 幼儿园门口积水', '第5级'],
    ])
  })

  it('is grey where there is no level', () => {
    const { header } = parsed(cardOf('x', { level: null }))
    expect([header.template, header.title.content, header.text_tag_list]).toEqual(['grey', '#23 幼儿园门口积水', []])
  })

  it('tells lateness by a word in a colour that no level has', () => {
    const { header } = parsed(cardOf('x', { overdue: true }))
    expect(header.text_tag_list[1]).toEqual({
      tag: 'text_tag',
      text: { tag: 'plain_text', content: '已逾期' },
      color: 'violet',
    })
    expect(parsed(cardOf('x', { overdue: true }), { lang: 'en' }).header.text_tag_list[1]?.text.content).toBe('Overdue')
  })

  it('can be shown anew for everybody, and is not passed on', () => {
    expect(parsed(cardOf('请尽快签收。', { next: '请于10月9日前签收。' })).config).toEqual({
      update_multi: true,
      enable_forward: false,
      summary: { content: '▲ #23 幼儿园门口积水 请于10月9日前签收。' },
    })
  })
})

describe('who is called', () => {
  const first = (given: Partial<Layout>) => parsed(cardOf('x'), given).body.elements[0]

  it('stands first, each once', () => {
    expect(first({ mention: [OPEN_ID, 'ou_b', OPEN_ID] })).toEqual({
      tag: 'markdown',
      content: `<at id=${OPEN_ID}></at> <at id=ou_b></at>`,
    })
  })

  it('is nobody in a private word, nor by an id that is none', () => {
    for (const given of [
      { mention: [OPEN_ID], direct: true },
      { mention: [OPEN_ID], way: 'dm' as const },
      { mention: ['all', 'ou_x></at><at id=all'] },
    ])
      expect(first(given)).toEqual({ tag: 'div', text: { tag: 'plain_text', content: 'x' } })
  })
})

describe('what people typed', () => {
  it('is plain text, or has its every mark escaped', () => {
    const nasty =
      '# 标题 **粗** <at id=all></at> [登录](https://bad.example) ![图](img_v2_x) `码` ~~删~~ - 1 &lt; https://a.b'
    const json = parsed(cardOf(nasty, { title: nasty, next: nasty, fields: [{ label: nasty, value: nasty }] }))
    const markdown = nodesIn(json).filter(({ tag }) => tag === 'markdown')
    expect(markdown).toHaveLength(1)
    const bare = String(markdown[0]?.content).slice(2, -2)
    expect(unescaped(bare)).toBe(nasty)
    expect(bare.replace(/&#\d+;/g, '')).not.toMatch(/[&<>*~_`[\]()#!\\|$+\-"':/]/)
    const others = nodesIn(json).filter(({ content }) => typeof content === 'string' && content.includes('标题'))
    expect(others.filter(({ tag }) => tag !== 'markdown').map(({ tag }) => tag)).toEqual(
      others.filter(({ tag }) => tag !== 'markdown').map(() => 'plain_text'),
    )
  })

  it('makes a link only of a web address', () => {
    const link = (url: string) =>
      nodesIn(parsed(cardOf('x', { link: { label: '查看原帖', url } }))).find(
        ({ behaviors }) => JSON.stringify(behaviors)?.includes('open_url') ?? false,
      )
    expect(link('https://weibo.com/1/N(a)?b="c"')?.behaviors).toEqual([
      { type: 'open_url', default_url: 'https://weibo.com/1/N(a)?b="c"' },
    ])
    expect(link('javascript:alert(1)')).toBeUndefined()
    expect(link('没有链接')).toBeUndefined()
    expect(saidBy(parsed(cardOf('x', { link: { label: '查看原帖', url: '没有链接' } })))).toContain('查看原帖 没有链接')
  })
})
