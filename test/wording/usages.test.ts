// Where there are no buttons, what is shown to be typed can be typed, and does what the button would.
import { describe, expect, it } from 'vitest'
import { PERSONS_COMMANDS } from '../../src/domain/commands/index.ts'
import { readCommand } from '../../src/domain/input/command-text.ts'
import { usageOf } from '../../src/wording/card/card.ts'
import { buttons as en } from '../../src/wording/en/choices.ts'
import { buttons as zh } from '../../src/wording/zh-CN/choices.ts'

const FILLED: Record<string, string> = {
  department: '城管局',
  level: '2',
  text: '已电话联系',
  reason: '数据有误',
  url: 'https://gov.example/1',
  how: '电话',
  when: '10-10 15:00',
  handledBy: '陈明',
  evidence: '录音',
  reaction: '表示理解',
  date: '10月15日',
  body: '市公安局',
  document: '调证字〔2026〕12号',
  approver: '赵建国',
  given: '截图原件',
}

/** Of a correction any one fact is given: which, and what it should be. */
const ANY: Record<string, { fills: string[]; says: object }> = {
  correct: { fills: ['地点', '城东街道'], says: { place: '城东街道' } },
}

describe.each([
  ['zh-CN', zh],
  ['en', en],
] as const)('what can be typed in %s', (_lang, buttonsOf) => {
  const all = buttonsOf([...PERSONS_COMMANDS])
  const typed = all.flatMap((button) => {
    const usage = usageOf(button, 23)
    return usage === null ? [] : [{ button, usage }]
  })

  it('is shown for each command but the one that needs a list', () => {
    const missing = all.filter((button) => usageOf(button, 23) === null).map(({ action }) => action)
    expect(missing).toEqual(['drop'])
    expect(new Set(typed.map(({ usage }) => usage)).size).toBe(typed.length)
  })

  it.each(typed)('$usage does what the button does, once its blanks are filled', ({ button, usage }) => {
    const required = button.inputs.filter((input) => input.required)
    const any = ANY[button.action]
    const values = any?.fills ?? required.map(({ name }) => FILLED[name] ?? '')
    let at = 0
    const text = usage.replace(/〈[^〉]+〉/gu, () => values[at++] ?? '')
    expect(at).toBe(values.length)
    const read = readCommand(text)
    expect(read).toMatchObject({ kind: 'command', case: 23, command: { type: button.action } })
    const { command } = read as Extract<typeof read, { kind: 'command' }>
    if (any) expect(command).toMatchObject(any.says)
    for (const { name } of required) expect(command).toMatchObject({ [name]: FILLED[name] })
  })

  it.each(typed.filter(({ usage }) => usage.includes('〈')))(
    '$usage sent as it stands fills in nothing',
    ({ usage }) => {
      const read = readCommand(usage)
      const said = read.kind === 'command' ? Object.values(read.command).join() : ''
      expect(said).not.toContain('〈')
    },
  )
})

it('a text that merely begins with such brackets is a text', () => {
  expect(readCommand('/备注 #3 〈通知〉已发')).toMatchObject({ command: { text: '〈通知〉已发' } })
})
