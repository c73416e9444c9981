// The parts of the child that need no wechaty: what it keeps on the disk, how it says things, how it reads its pipe.
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorText } from '../../../bots/wechat/child/error-text.ts'
import { SecondLook } from '../../../bots/wechat/child/second-look.ts'
import { Sends } from '../../../bots/wechat/child/sends.ts'
import { Spool } from '../../../bots/wechat/child/spool.ts'
import { Garbage, type Heard, lineOf, readChild } from '../../../bots/wechat/process/protocol.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhiban-child-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const heard = (id: string): Heard => ({
  id,
  type: 'Text',
  at: 0,
  heardAt: 0,
  room: null,
  from: { id: '@1', name: '', remark: '' },
  text: '你好',
  mentions: [],
  own: [],
  called: false,
  link: null,
  file: null,
})

describe('the spool', () => {
  it('tells again what was not acknowledged, in order, in whatever state a death has left the file', () => {
    const spool = new Spool(folder)
    const first = spool.keep(heard('a'))!
    const second = spool.keep(heard('b'))!
    const third = spool.keep(heard('c'))!
    expect(spool.keep(heard('b'))).toBeNull()
    spool.acknowledge(first)
    spool.put(second, { ...heard('b'), text: '更多' })
    appendFileSync(join(folder, 'heard.jsonl'), '{"seq":9,"mess')
    const after = new Spool(folder)
    expect(after.unacknowledged().map(([seq, { id, text }]) => [seq, id, text])).toEqual([
      [second, 'b', '更多'],
      [third, 'c', '你好'],
    ])
    expect(after.keep(heard('c'))).toBeNull()
    expect(after.keep(heard('d'))).toBeGreaterThan(third)
    for (const [seq] of after.unacknowledged()) after.acknowledge(seq)
    // What people have said does not stay on the disk.
    expect(readFileSync(join(folder, 'heard.jsonl'), 'utf8')).toBe('')
    expect(new Spool(folder).unacknowledged()).toEqual([])
  })
})

describe('a disk that takes no more', () => {
  it('costs neither a message that was kept nor one that comes then, and nothing is said that is not written', () => {
    const script = fileURLToPath(new URL('../../support/wechat/full-disk.ts', import.meta.url))
    const run = `ulimit -f 64; exec "$0" --import tsx "$1" "$2"`
    const told = JSON.parse(
      execFileSync('sh', ['-c', run, process.execPath, script, folder], { encoding: 'utf8' }),
    ) as {
      kept: string[]
    }
    expect(told).toMatchObject({ isTold: true, isKept: true, said: ['k'], outcomes: ['unsent', 'again'] })
    expect(told.kept.length).toBeGreaterThan(3)
    const after = new Spool(folder).unacknowledged().map(([, { id }]) => id)
    expect(after).toEqual([...told.kept, 'short'])
  })
})

describe('the spool of one that waits for long', () => {
  it('does not grow with those that come and go meanwhile', () => {
    const spool = new Spool(folder)
    spool.keep(heard('stays'))
    let largest = 0
    for (let i = 0; i < 2_500; i += 1) {
      spool.acknowledge(spool.keep(heard(`m${i}`))!)
      largest = Math.max(largest, statSync(join(folder, 'heard.jsonl')).size)
    }
    expect(largest).toBeLessThan(350_000)
    expect(new Spool(folder).unacknowledged().map(([, { id }]) => id)).toEqual(['stays'])
  })
})

describe('a second look', () => {
  it('is taken until the message is given or has come by itself, and then no more', async () => {
    const asked: string[] = []
    const troubles: unknown[] = []
    const got: string[] = []
    const find = async (id: string) => {
      asked.push(id)
      return id === 'given' && asked.filter((each) => each === id).length > 1 ? ({ id } as never) : undefined
    }
    const look = new SecondLook(
      find,
      ({ id }) => got.push(id),
      (error) => troubles.push(error),
      [5, 5, 5],
    )
    for (const id of ['given', 'never', 'came']) look.told(id)
    look.heard('came')
    await expect.poll(() => troubles.length).toBe(1)
    await expect.poll(() => got).toEqual(['given'])
    expect(asked.filter((id) => id === 'never')).toHaveLength(3)
    expect(asked).not.toContain('came')
  })
})

describe('saying', () => {
  let said: string[]
  const voice = {
    loggedIn: () => true,
    say: async (_to: string, text: string): Promise<string | undefined> => {
      said.push(text)
      return undefined
    },
  }
  beforeEach(() => {
    said = []
  })
  const sends = (echoMs = 60) => new Sends(folder, voice, { echoMs, paceMs: [0, 0] })
  const asked = (key: string, text = '请签收') => ({
    type: 'send' as const,
    ask: 1,
    key,
    to: '@@1',
    text,
    againMark: '（重发）',
    mention: [],
  })

  it('goes out no faster than a person types, at uneven intervals, in the order in which it was asked for', async () => {
    const at: number[] = []
    const order: string[] = []
    const timed = {
      ...voice,
      say: async (_to: string, text: string) => {
        at.push(performance.now())
        order.push(text)
        return `id-${text}`
      },
    }
    const paced = new Sends(folder, timed, { echoMs: 5_000, paceMs: [100, 300] })
    const texts = ['a', 'b', 'c', 'd', 'e', 'f']
    const outcomes = texts.map((text) => paced.send(asked(text, text)))
    expect((await Promise.all(outcomes)).every(({ kind }) => kind === 'confirmed')).toBe(true)
    expect(order).toEqual(texts)
    const gaps = at.slice(1).map((each, index) => each - (at[index] ?? 0))
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(99)
    expect(new Set(gaps.map((gap) => Math.round(gap / 5))).size).toBeGreaterThan(1)
  })

  it('is confirmed by the echo, whatever white space has become of it, and remembered by its key', async () => {
    const one = sends(5_000)
    const sending = one.send(asked('k', '第一行\n第二行 <b>'))
    await expect.poll(() => said.length).toBe(1)
    expect(one.send(asked('k'))).toBe(sending)
    one.echo('@@2', '第一行\n第二行', 'other')
    one.echo('@@1', '第一行<br/>第二行 &lt;b&gt;', 'e1')
    expect(await sending).toEqual({ kind: 'confirmed', id: 'e1' })
    expect(await sends().send(asked('k'))).toEqual({ kind: 'confirmed', id: 'e1' })
    expect(said).toHaveLength(1)
  })

  it('is said once more after a death that nobody knows the outcome of, marked and counted, and then never again', async () => {
    void sends(5_000).send(asked('k'))
    await expect.poll(() => said.length).toBe(1)
    const after = sends()
    expect(await after.send(asked('k'))).toMatchObject({ kind: 'never' })
    expect(await after.send(asked('k'))).toMatchObject({ kind: 'never' })
    expect(said).toEqual(['请签收', '（重发）请签收'])
    expect(after.resent).toBe(1)
    expect(sends().resent).toBe(1)
  })

  it('is not said again where the echo was only late, even once it has been', async () => {
    const one = sends()
    expect(await one.send(asked('k'))).toMatchObject({ kind: 'again' })
    one.echo('@@1', '请签收', 'e1')
    expect(await one.send(asked('k'))).toEqual({ kind: 'confirmed', id: 'e1' })
    expect(await one.send(asked('l', '请办理'))).toMatchObject({ kind: 'again' })
    const again = one.send(asked('l', '请办理'))
    await expect.poll(() => said.length).toBe(3)
    one.echo('@@1', '请办理', 'e2')
    expect(await again).toEqual({ kind: 'confirmed', id: 'e2' })
  })

  it('of two that say the same, each has its own echo', async () => {
    const one = sends(5_000)
    const both = [one.send(asked('k')), one.send(asked('l'))]
    await expect.poll(() => said.length).toBe(2)
    one.echo('@@1', '请签收', 'e1')
    one.echo('@@1', '请签收', 'e2')
    expect(await Promise.all(both)).toEqual([
      { kind: 'confirmed', id: 'e1' },
      { kind: 'confirmed', id: 'e2' },
    ])
  })

  it('takes an echo for nobody else’s: neither of the same words in another chat, nor one that the puppet had told of', async () => {
    let told: string | undefined
    const one = new Sends(folder, { ...voice, say: async () => told }, { echoMs: 60, paceMs: [0, 0] })
    expect(await one.send(asked('lost'))).toMatchObject({ kind: 'again' })
    // Typed by hand in another chat.
    one.echo('@@9', '请签收', 'by hand')
    told = 'm7'
    for (const key of ['there', 'here'])
      expect(await one.send({ ...asked(key), to: key === 'there' ? '@@2' : '@@1' })).toEqual({
        kind: 'confirmed',
        id: 'm7',
      })
    one.echo('@@2', '请签收', 'other id')
    one.echo('@@1', '请签收', 'm7')
    one.echo('@@1', '请签收', 'm7')
    told = undefined
    const again = one.send(asked('lost'))
    expect(await again).toMatchObject({ kind: 'never' })
  })

  it('in another login is known by its words, where the ids of chats are others', async () => {
    const one = sends()
    expect(await one.send(asked('k'))).toMatchObject({ kind: 'again' })
    one.login()
    one.echo('@@1-of-another-login', '请签收', 'e1')
    expect(await one.send(asked('k'))).toEqual({ kind: 'confirmed', id: 'e1' })
  })

  it.each([
    ['its emoji spelt out', '【#23】积水😂处理[微笑]！', '【#23】积水<span class="emoji emoji1f602"></span>处理！'],
    ['its end cut off', `【#23】${'长'.repeat(3_000)}`, `【#23】${'长'.repeat(500)}`],
    ['other line ends', '一\n二', '一\r\n二 '],
  ])('is known again with %s', async (_what, text, back) => {
    const one = sends(5_000)
    const sending = one.send(asked('k', text))
    await expect.poll(() => said.length).toBe(1)
    one.echo('@@1', back, 'e1')
    expect(await sending).toEqual({ kind: 'confirmed', id: 'e1' })
  })

  it('tells nothing of a puppet’s error that people have said', async () => {
    const failing = { ...voice, say: () => Promise.reject(new Error('refused {"Content":"李敏的电话"}')) }
    const one = new Sends(folder, failing, { echoMs: 20, paceMs: [0, 0] })
    expect(await one.send(asked('k'))).toEqual({ kind: 'again', error: 'Error: refused' })
  })

  it('keeps no text of what was said', async () => {
    await sends().send(asked('k'))
    expect(readFileSync(join(folder, 'said.jsonl'), 'utf8')).not.toContain('签收')
  })
})

describe('the pipe', () => {
  const read = (...chunks: (string | Buffer)[]) => {
    const got: unknown[] = []
    const take = readChild((message) => got.push(message))
    for (const chunk of chunks) take(Buffer.from(chunk))
    return got
  }

  it('puts messages together however they are cut, within a character too', () => {
    const line = Buffer.from(lineOf({ type: 'login', account: '值班台' }) + lineOf({ type: 'logout' }))
    for (let cut = 0; cut <= line.length; cut += 1)
      expect(read(line.subarray(0, cut), line.subarray(cut))).toEqual([
        { type: 'login', account: '值班台' },
        { type: 'logout' },
      ])
  })

  it.each(['x\n', '{}\n', '{"type":"said"}\n', '{"type":"hello","version":2}\n', 'null\n'])('throws on %j', (line) => {
    expect(() => read(line)).toThrow(Garbage)
  })

  it('throws on a line without an end', () => {
    const piece = Buffer.alloc(1024 * 1024, 120)
    expect(() => read(...Array.from({ length: 9 }, () => piece))).toThrow(Garbage)
  })
})

it('what goes into the log is without what people say', () => {
  expect(errorText(new Error('cannot parse {"Content":"李敏的电话"}'))).toBe('Error: cannot parse')
  expect(errorText('x「李敏：原文」')).toBe('x')
})
