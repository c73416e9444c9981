// The parts of the child that need no wechaty: what it keeps on the disk, how it says things, how it reads its pipe.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorText } from '../../../bots/wechat/child/error-text.ts'
import { Sends } from '../../../bots/wechat/child/sends.ts'
import { Spool } from '../../../bots/wechat/child/spool.ts'
import { Garbage, type Heard, lineOf, readChild } from '../../../bots/wechat/protocol.ts'

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
