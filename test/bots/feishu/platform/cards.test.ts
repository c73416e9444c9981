// Which cards the emulated platform takes: JSON 2.0, and nothing that its documentation does not list.
import { describe, expect, test } from 'vitest'
import { cardTrouble } from '../../../support/feishu/card-check.ts'
import { aButton, aCard, aForm } from '../../../support/feishu/sdk.ts'

const plain = (content: string) => ({ tag: 'plain_text', content })
const input = (more: object = {}) => ({ tag: 'input', name: 'text', label: plain('理由'), ...more })
const choice = (more: object = {}) => ({
  tag: 'select_static',
  name: 'level',
  options: [
    { text: plain('一'), value: '1' },
    { text: plain('二'), value: '2' },
  ],
  ...more,
})
const panel = (elements: object[]) => ({ tag: 'collapsible_panel', header: { title: plain('更多') }, elements })
const columns = (elements: object[]) => ({
  tag: 'column_set',
  flex_mode: 'flow',
  columns: [{ tag: 'column', width: 'weighted', weight: 1, elements }],
})

/** The refusal's words; null where the card is taken. */
function troubleWith(card: unknown): string | null {
  const refused = cardTrouble(card)
  if (!refused) return null
  expect(refused).toMatchObject({ status: 400, body: { code: 230099 } })
  return (refused.body as { msg: string }).msg
}

test.each<[string, unknown]>([
  [
    'with words, a line, a picture',
    aCard([{ tag: 'markdown', content: '一' }, { tag: 'hr' }, { tag: 'img', img_key: 'img_1' }]),
  ],
  [
    'with text and an icon',
    aCard([{ tag: 'div', text: plain('一'), icon: { tag: 'standard_icon', token: 'time_outlined' } }]),
  ],
  ['with columns and buttons', aCard([columns([aButton('签收', 'claim')])])],
  [
    'with a button that asks first',
    aCard([{ ...aButton('关闭', 'close'), confirm: { title: plain('关闭'), text: plain('确定？') } }]),
  ],
  [
    'with a page to open',
    aCard([{ ...aButton('看', 'x'), behaviors: [{ type: 'open_url', default_url: 'https://a.cn' }] }]),
  ],
  [
    'with a form',
    aCard([aForm([input({ required: true, input_type: 'multiline_text', rows: 5, max_length: 1000 }), choice()])]),
  ],
  [
    'with a panel in a form',
    aCard([aForm([panel([input(), { ...choice(), tag: 'multi_select_static', name: 'many' }])])]),
  ],
  [
    'with tags in its header',
    aCard([], {
      header: {
        title: plain('标题'),
        template: 'red',
        text_tag_list: [{ tag: 'text_tag', text: plain('逾期'), color: 'red' }],
      },
    }),
  ],
])('a card is taken %s', (_name, card) => {
  expect(troubleWith(card)).toBeNull()
})

test.each<[string, unknown, RegExp]>([
  ['is no object', 'card', /ROOT/],
  ['is of JSON 1.0', { elements: [] }, /schema 2\.0 only/],
  ['has an unknown property at its top', aCard([], { elements: [] }), /unknown property, property: elements/],
  [
    'has an unknown setting',
    aCard([], { config: { wide_screen_mode: true } }),
    /unknown property, property: wide_screen_mode/,
  ],
  ['is not shared', aCard([], { config: { update_multi: false } }), /update_multi: true/],
  ['has a header without title', aCard([], { header: {} }), /title is required/],
  [
    'has a colour that there is not',
    aCard([], { header: { title: plain('一'), template: 'pink' } }),
    /invalid template: pink/,
  ],
  [
    'has buttons in an action',
    aCard([{ tag: 'action', actions: [] }]),
    /elements -> \[0\]\(tag: action\).*no longer support.*unsupported tag action/,
  ],
  ['has a note', aCard([{ tag: 'note', elements: [] }]), /unsupported tag note/],
  ['has an unknown element', aCard([{ tag: 'hologram' }]), /unsupported tag hologram/],
  [
    'has an unknown property of an element',
    aCard([{ tag: 'hr' }, { tag: 'markdown', content: '', href: {} }]),
    /\[1\]\(tag: markdown\).*property: href/,
  ],
  ['has words without words', aCard([{ tag: 'markdown' }]), /content is required/],
  [
    'has an unknown property deep inside',
    aCard([columns([panel([{ tag: 'div', text: { ...plain('一'), bold: true } }])])]),
    /property: bold/,
  ],
  ['has a button that does nothing', aCard([{ tag: 'button', text: plain('一') }]), /behaviors is required/],
  [
    'has a button that sends a text',
    aCard([{ ...aButton('一', 'x'), behaviors: [{ type: 'callback', value: 'x' }] }]),
    /not an object/,
  ],
  [
    'opens what is no page',
    aCard([{ ...aButton('一', 'x'), behaviors: [{ type: 'open_url', default_url: 'javascript:1' }] }]),
    /not a url/,
  ],
  ['has a button of over 100 characters', aCard([aButton('字'.repeat(101), 'x')]), /exceeds 100/],
  ['has a form in a panel', aCard([panel([aForm([input()])])]), /root of the card/],
  ['has a form without a submit button', aCard([{ tag: 'form', name: 'f', elements: [input()] }]), /submit button/],
  ['has a form without a name', aCard([{ ...aForm([input()]), name: undefined }]), /name is required/],
  ['has an input without a name in a form', aCard([aForm([input({ name: undefined })])]), /name is required/],
  ['has two of the same name', aCard([aForm([input(), choice({ name: 'text' })])]), /duplicated name: text/],
  ['asks for something outside a form', aCard([input({ required: true })]), /required outside a form/],
  ['lets choose many outside a form', aCard([{ ...choice(), tag: 'multi_select_static' }]), /outside a form/],
  ['takes too long a text', aCard([aForm([input({ max_length: 1001 })])]), /max_length/],
  ['takes no text', aCard([aForm([input({ max_length: 0 })])]), /max_length/],
  ['has an input of a kind that there is not', aCard([aForm([input({ input_type: 'number' })])]), /invalid input_type/],
  [
    'has two options with one value',
    aCard([aForm([choice({ options: [{ value: '1' }, { value: '1' }] })])]),
    /same value/,
  ],
  ['has an option that is a number', aCard([aForm([choice({ options: [{ value: 1 }] })])]), /not a string/],
  ['has an id that is too long', aCard([{ tag: 'hr', element_id: 'x'.repeat(21) }]), /invalid element_id/],
  ['is nested six deep', aCard([panel([panel([panel([panel([panel([panel([])])])])])])]), /more than 5 deep/],
])('a card is refused that %s', (_name, card, words) => {
  expect(troubleWith(card)).toMatch(words)
})

describe('a card holds at most 200 elements', () => {
  // The header's title counts as well.
  const withElements = (count: number) => aCard(Array.from({ length: count - 1 }, () => ({ tag: 'hr' })))

  test('200 are taken, 201 are not', () => {
    expect(troubleWith(withElements(200))).toBeNull()
    expect(troubleWith(withElements(201))).toMatch(/exceeds the limit/)
  })

  test('texts in elements count', () => {
    expect(troubleWith(aCard(Array.from({ length: 100 }, () => ({ tag: 'div', text: plain('一') }))))).toMatch(
      /exceeds/,
    )
  })
})
