// Buttons and forms in cards, and what comes back when one is pressed.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPressed } from '../../../../bots/feishu/cards/button.ts'
import { countOf } from '../../../../bots/feishu/cards/elements.ts'
import { registrationFilled } from '../../../../src/domain/input/registration.ts'
import type { Button } from '../../../../src/wording/card/card.ts'
import { type SpokenNotice, wordingOf } from '../../../../src/wording/index.ts'
import { cardTrouble } from '../../../support/feishu/card-check.ts'
import { buttonOf, cardOf } from '../send-parts.ts'
import { type Node, nodesIn, parsed, saidBy } from './card-reading.ts'

const text = (name: string, given: object = {}) =>
  ({ kind: 'text', name, label: `${name}的内容`, lines: 1, required: true, ...given }) as const

describe('buttons', () => {
  const claim = buttonOf({ action: 'claim', label: '签收', tone: 'primary' })
  const dismiss = buttonOf({ action: 'dismiss', label: '不办', tone: 'grave', inputs: [text('reason', { lines: 3 })] })
  const note = buttonOf({ action: 'note', label: '备注', inputs: [text('text', { required: false })] })

  it('that need one tap stand in one row', () => {
    const card = cardOf('x', { buttons: [claim, buttonOf({ action: 'unclaim', label: '取消签收' })] })
    const { elements } = parsed(card).body
    expect(elements.slice(1)).toEqual([
      {
        tag: 'column_set',
        flex_mode: 'flow',
        horizontal_spacing: '8px',
        columns: [tapOf('签收', 'primary_filled', 'claim'), tapOf('取消签收', 'default', 'unclaim')],
      },
    ])
  })

  const tapOf = (label: string, type: string, action: string) => ({
    tag: 'column',
    width: 'auto',
    elements: [
      {
        tag: 'button',
        type,
        text: { tag: 'plain_text', content: label },
        behaviors: [{ type: 'callback', value: { z: 1, action, case: 23, direct: false } }],
      },
    ],
  })

  it('that ask for something are forms that unfold, and grave ones are asked about again', () => {
    const form = parsed(cardOf('x', { buttons: [dismiss] })).body.elements[1]
    const nodes = nodesIn(form)
    expect(nodes.map(({ tag }) => tag).filter((tag) => !['plain_text', 'standard_icon'].includes(tag ?? ''))).toEqual([
      'form',
      'collapsible_panel',
      'input',
      'button',
    ])
    expect(nodes.find(({ tag }) => tag === 'input')).toMatchObject({
      name: 'b0_reason',
      required: true,
      input_type: 'multiline_text',
      rows: 3,
      max_length: 1000,
    })
    expect(nodes.find(({ tag }) => tag === 'button')).toMatchObject({
      name: 'b0',
      type: 'danger',
      form_action_type: 'submit',
      confirm: { title: { content: '确认不办？' }, text: { content: '确认后立即生效，并记入本案记录。' } },
    })
  })

  it('that register something stand beneath an answer that is about no case: a source to choose, a date to pick', () => {
    const help: SpokenNotice = { kind: 'help', commands: [], queries: [], forwards: true, registers: true }
    const card = parsed(wordingOf('zh-CN', 'Asia/Shanghai').notice(help))
    expect(cardTrouble(card)).toBeNull()
    const nodes = nodesIn(card.body.elements)
    expect(nodes.flatMap(({ tag, name }) => (String(name).startsWith('b0_') ? [[tag, name]] : []))).toEqual([
      ['select_static', 'b0_source'],
      ['input', 'b0_text'],
      ['input', 'b0_number'],
      ['picker_datetime', 'b0_deadline'],
    ])
    const [button] = nodes.filter(({ tag, name }) => tag === 'button' && name === 'b0')
    const [{ value } = { value: null }] = (button as unknown as { behaviors: { value: unknown }[] }).behaviors
    const form_value = {
      b0_source: 'superior',
      b0_text: '核查',
      b0_number: '15号',
      b0_deadline: '2026-12-05 18:00 +0800',
    }
    const pressed = readPressed({ value, form_value })
    expect(pressed).toMatchObject({ action: 'open', case: null })
    expect(registrationFilled(pressed?.values ?? {})).toMatchObject({
      order: { number: '15号', deadline: '2026-12-05 18:00' },
    })
  })

  it('beyond the likeliest fold away together, without asking for one another’s fields', () => {
    const card = cardOf('x', { buttons: [claim], more: [note, dismiss, buttonOf({ action: 'reopen', label: '重办' })] })
    const form = parsed(card).body.elements[2] as Node
    expect(form).toMatchObject({ tag: 'form', name: 'form_more' })
    const nodes = nodesIn(form)
    expect(nodes.find(({ tag }) => tag === 'collapsible_panel')).toMatchObject({
      header: { title: { content: '更多' } },
    })
    expect(nodes.filter(({ tag }) => tag === 'input').map(({ name, required }) => [name, required])).toEqual([
      ['b1_text', false],
      ['b2_reason', false],
    ])
    expect(nodes.filter(({ tag }) => tag === 'button').every((each) => each.form_action_type === 'submit')).toBe(true)
  })

  it('beyond the likeliest that need one tap are no form', () => {
    const json = parsed(cardOf('x', { buttons: [claim], more: [buttonOf({ action: 'unclaim', label: '取消签收' })] }))
    expect(json.body.elements.map(({ tag }) => tag)).toEqual(['div', 'column_set', 'collapsible_panel'])
  })

  it('tell of a draft that is longer than an input what to do', () => {
    const draft = buttonOf({ action: 'draft', label: '拟稿送审', inputs: [text('text', { lines: 8 })] })
    const hint = (lang: 'zh-CN' | 'en') =>
      nodesIn(parsed(cardOf('x', { buttons: [draft] }), { lang })).find(({ tag }) => tag === 'input')?.placeholder
    expect(hint('zh-CN')).toMatchObject({ content: '最多1000字。更长的，请在本案话题中发送“/拟稿”加全文' })
    expect(hint('en')).toMatchObject({
      content: 'Up to 1000 characters; for a longer one send “/reply” and the text in the thread',
    })
  })

  const choice = (kind: 'choice' | 'choices', count: number): Button =>
    buttonOf({
      action: 'assign',
      label: '分办',
      inputs: [
        {
          kind,
          name: 'department',
          label: '责任单位',
          required: true,
          options: Array.from({ length: count }, (_, index) => ({ value: `d${index}`, label: `第${index}局` })),
        },
      ],
    })

  it('offer choices, one or several', () => {
    const select = (kind: 'choice' | 'choices') =>
      nodesIn(parsed(cardOf('x', { buttons: [choice(kind, 2)] }))).find(({ name }) => name === 'b0_department')
    expect(select('choice')).toMatchObject({
      tag: 'select_static',
      required: true,
      options: [
        { text: { tag: 'plain_text', content: '第0局' }, value: 'd0' },
        { text: { tag: 'plain_text', content: '第1局' }, value: 'd1' },
      ],
    })
    expect(select('choices')).toMatchObject({ tag: 'multi_select_static' })
  })

  it('let a time be picked', () => {
    const correct = buttonOf({
      action: 'correct',
      label: '更正',
      inputs: [{ kind: 'instant', name: 'published', label: '发布时间', required: false }],
    })
    const picker = nodesIn(parsed(cardOf('x', { buttons: [correct] }))).find(({ name }) => name === 'b0_published')
    expect(picker).toMatchObject({ tag: 'picker_datetime', required: false, placeholder: { content: '请选择' } })
  })

  it('let a name be typed where there are more choices than a card bears', () => {
    const json = parsed(cardOf('x', { buttons: [choice('choice', 300)] }))
    expect(nodesIn(json).find(({ name }) => name === 'b0_department')).toMatchObject({
      tag: 'input',
      placeholder: { content: '请输入责任单位的名称' },
    })
  })

  it('show as many of several choices as a card bears, and say so', () => {
    const card = cardOf('x', { buttons: [choice('choices', 300)] })
    const json = parsed(card)
    const { options } = nodesIn(json).find(({ name }) => name === 'b0_department') as unknown as { options: object[] }
    expect(options.length).toBeGreaterThan(70)
    expect(saidBy(json)).toContain(`责任单位（仅列前${options.length}项）`)
    expect(countOf(json)).toBeLessThanOrEqual(200)
    expect(cardTrouble(json)).toBeNull()
  })
})

describe('a button that was pressed', () => {
  const value = { z: 1, action: 'publish', case: 23, direct: true, form: { of: 'b2', inputs: ['private', 'date'] } }

  it('tells its action, its case and what was filled in, what was left empty as well', () => {
    const form_value = { b2_private: ' 已电话答复 ', b3_private: '别的', other: 'x' }
    expect(readPressed({ value, form_value, tag: 'button' })).toEqual({
      action: 'publish',
      case: 23,
      direct: true,
      values: { private: '已电话答复', date: '' },
    })
  })

  it('joins several choices and takes dates as they are given', () => {
    const form_value = { b2_private: ['a', 'b,c'], b2_date: '2024-04-01 +0800' }
    expect(readPressed({ value: JSON.stringify(value), form_value })?.values).toEqual({
      private: 'a,b,c',
      date: '2024-04-01 +0800',
    })
  })

  it('is nothing where it is foreign or garbled', () => {
    const garbled = [
      null,
      'x',
      {},
      { value: { key: 'value' } },
      { value: { ...value, z: 2 } },
      { value: { ...value, case: '23' } },
      { value: { ...value, case: -1 } },
      { value: { ...value, direct: 'yes' } },
      { value: { ...value, action: '' } },
      { value: { ...value, form: { of: 'b2', inputs: 'private' } } },
      { value, form_value: 'x' },
      { value: '{"z":1' },
    ]
    expect(garbled.map(readPressed)).toEqual(garbled.map(() => null))
  })

  it('never throws, whatever is sent', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (first, second) => {
        expect(() => readPressed({ value: first, form_value: second })).not.toThrow()
        expect(() => readPressed({ value, form_value: first })).not.toThrow()
      }),
      { seed: 5, numRuns: 500 },
    )
  })
})
