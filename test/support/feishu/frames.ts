// The frames of the long connection, in protobuf's wire format: written by hand, so that the SDK's own reading is put to the test.

export interface Frame {
  seqId: number
  logId: number
  service: number
  /** 0 is control (ping, pong), 1 is data. */
  method: number
  headers: Record<string, string>
  payload: Buffer | null
}

const tags = { seqId: 1, logId: 2, service: 3, method: 4, headers: 5, payload: 8 }

export function encodeFrame({ seqId, logId, service, method, headers, payload }: Frame): Buffer {
  const entries = Object.entries(headers).map(([key, value]) =>
    bytesField(tags.headers, Buffer.concat([bytesField(1, Buffer.from(key)), bytesField(2, Buffer.from(value))])),
  )
  return Buffer.concat([
    numberField(tags.seqId, seqId),
    numberField(tags.logId, logId),
    numberField(tags.service, service),
    numberField(tags.method, method),
    ...entries,
    ...(payload ? [bytesField(tags.payload, payload)] : []),
  ])
}

export function decodeFrame(bytes: Buffer): Frame {
  const frame: Frame = { seqId: 0, logId: 0, service: 0, method: 0, headers: {}, payload: null }
  for (const { tag, value } of fieldsIn(bytes)) {
    if (tag === tags.seqId) frame.seqId = Number(value)
    if (tag === tags.logId) frame.logId = Number(value)
    if (tag === tags.service) frame.service = Number(value)
    if (tag === tags.method) frame.method = Number(value)
    if (tag === tags.payload) frame.payload = value as Buffer
    if (tag !== tags.headers) continue
    const [key, told] = [...fieldsIn(value as Buffer)].map((field) => String(field.value))
    frame.headers[key ?? ''] = told ?? ''
  }
  return frame
}

function* fieldsIn(bytes: Buffer): Generator<{ tag: number; value: bigint | Buffer }> {
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]
      if (byte === undefined) throw new Error('the frame ends in the middle of a number')
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  while (at < bytes.length) {
    const key = Number(varint())
    if ((key & 7) === 0) {
      yield { tag: key >> 3, value: varint() }
      continue
    }
    if ((key & 7) !== 2) throw new Error(`the frame has a field of wire type ${key & 7}`)
    const length = Number(varint())
    yield { tag: key >> 3, value: bytes.subarray(at, at + length) }
    at += length
  }
}

const numberField = (tag: number, value: number) => Buffer.concat([varintOf(tag << 3), varintOf(value)])

const bytesField = (tag: number, value: Buffer) =>
  Buffer.concat([varintOf((tag << 3) | 2), varintOf(value.length), value])

function varintOf(value: number): Buffer {
  const bytes: number[] = []
  let left = BigInt(value)
  do {
    const low = Number(left & 0x7fn)
    left >>= 7n
    bytes.push(left > 0n ? low | 0x80 : low)
  } while (left > 0n)
  return Buffer.from(bytes)
}
