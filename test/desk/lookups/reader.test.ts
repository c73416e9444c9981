// The process that reads pictures: what it refuses before it decodes anything, and what becomes of it where it hangs, dies or raves.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { missingForPictures } from '../../../src/desk/lookups/picture/installed.ts'
import { type PictureReader, pictureReader, READER_TIMING } from '../../../src/desk/lookups/picture/reader.ts'

const missing = missingForPictures()
if (missing.length > 0) {
  if (process.env.ZHIBAN_EXPECT_OCR === '1') throw new Error(`expected here, but not installed: ${missing.join(', ')}`)
  console.warn(`left out: ${missing.join(', ')} not installed (npm ci --omit=optional)`)
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) crc = (CRC[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0)
  return Buffer.concat([length, body, sum])
}
/** A PNG of one grey; `rows`: as many as its data holds, whatever its header says. */
function png(width: number, height: number, rows = height): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const data = deflateSync(Buffer.alloc((width + 1) * rows), { level: 9 })
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([mark, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}
/** Two frames of 64 × 64. */
function gif(): Buffer {
  const screen = Buffer.from([64, 0, 64, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255])
  const frame = Buffer.concat([
    Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 64, 0, 64, 0, 0, 2]),
    Buffer.from([2, 0x4c, 1, 0]),
  ])
  return Buffer.concat([Buffer.from('GIF89a'), screen, frame, frame, Buffer.from([0x3b])])
}
const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(400, 7)])
const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(300, 9)])

describe.skipIf(missing.length > 0)('a picture', () => {
  let reader: PictureReader
  beforeAll(() => {
    reader = pictureReader({ ...READER_TIMING, startMs: 90_000, readMs: 60_000 })
  })
  afterAll(() => reader.close())

  it.each([
    ['of 1 × 1', png(1, 1), 'too-small'],
    ['of 20,000 × 20,000', png(20_000, 20_000, 10), 'too-big'],
    ['that is a bomb: small as a file, huge when it is decoded', png(19_000, 19_000, 400), 'too-big'],
    ['that says it is small and is not whole', png(400, 4_000, 3), 'corrupt'],
    ['in HEIC', HEIC, 'format'],
    ['that moves', gif(), 'animated'],
    ['a JPEG that is damaged', JPEG, 'corrupt'],
    ['nothing at all', Buffer.from('no picture'), 'corrupt'],
  ] as const)('%s is refused', async (_what, bytes, why) => {
    expect(await reader.read(bytes)).toEqual({ kind: 'refused', ask: expect.any(Number), why })
  })

  it('that is empty has no words, and a hash', async () => {
    expect(await reader.read(png(400, 300))).toMatchObject({ kind: 'read', lines: [], hash: '0000000000000000' })
  })
})

describe('a process that', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-reader-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let reader: PictureReader | undefined
  afterEach(async () => reader?.close())

  /** Another program in its place: `onAsk` is what it does when it is asked. */
  function standIn(name: string, onAsk: string, timing = {}): PictureReader {
    const program = join(folder, `${name}.mjs`)
    writeFileSync(
      program,
      `process.on('message', ({ ask, picture }) => { ${onAsk} })\nprocess.send({ kind: 'ready' })\n`,
    )
    reader = pictureReader({ ...READER_TIMING, ...timing }, program)
    return reader
  }
  const READ = `process.send({ kind: 'read', ask, lines: [], width: 1, height: 1, hash: '0'.repeat(16), })`

  it('hangs is killed, and the next picture gets another', async () => {
    const hanging = standIn('hangs', `if (picture === 'AA==') for (;;); else ${READ}`, { readMs: 300 })
    await expect(hanging.read(Buffer.from([0]))).rejects.toThrow('it did not answer within 300 ms')
    const patient = standIn('answers', READ)
    expect(await patient.read(Buffer.from([1]))).toMatchObject({ kind: 'read' })
  })

  it('dies is started anew', async () => {
    const dying = standIn('dies', `if (picture === 'AA==') process.kill(process.pid, 'SIGKILL'); else ${READ}`)
    await expect(dying.read(Buffer.from([0]))).rejects.toThrow('it ended (SIGKILL)')
    expect(await dying.read(Buffer.from([1]))).toMatchObject({ kind: 'read' })
  })

  it('raves is ended', async () => {
    const raving = standIn('raves', `process.send({ kind: 'read', ask, lines: 'all of them' })`)
    await expect(raving.read(Buffer.from([0]))).rejects.toThrow('it answered in no known way')
  })

  it('cannot be started says so', async () => {
    reader = pictureReader(READER_TIMING, join(folder, 'none.mjs'))
    await expect(reader.read(Buffer.from([0]))).rejects.toThrow('it ended')
  })

  it('takes too much memory is ended', async () => {
    const bounds = new URL('../../../src/desk/lookups/picture/child/bounds.ts', import.meta.url).href
    const program = join(folder, 'grows.mjs')
    writeFileSync(
      program,
      `import { register } from ${JSON.stringify(import.meta.resolve('tsx/esm/api'))}
       register()
       const { endBeyond } = await import(${JSON.stringify(bounds)})
       endBeyond(300, Number(process.argv[2]))
       const held = []
       process.on('message', () => { for (;;) held.push(Buffer.alloc(8 * 1024 * 1024, 1)) })
       process.send({ kind: 'ready' })`,
    )
    reader = pictureReader(READER_TIMING, program)
    await expect(reader.read(Buffer.from([0]))).rejects.toThrow('it ended (SIGKILL)')
  })

  it('is asked for one picture at a time', async () => {
    const alone = standIn(
      'alone',
      `globalThis.busy = (globalThis.busy ?? 0) + 1; setTimeout(() => { const n = globalThis.busy--;
       process.send({ kind: 'read', ask, lines: [], width: n, height: 1, hash: '0'.repeat(16) }) }, 20)`,
    )
    const all = await Promise.all([0, 1, 2].map((n) => alone.read(Buffer.from([n]))))
    expect(all.map((each) => (each.kind === 'read' ? each.width : 0))).toEqual([1, 1, 1])
  })
})
