// Images and files: sent up for sending, fetched back by message and key.
import { type Answer, type Call, ok, type Route, refuse } from './answer.ts'
import type { World } from './world.ts'

export const resourceRoutes = (world: World): Route[] => [
  ['POST', '/open-apis/im/v1/images', (call) => uploadImage(world, call)],
  ['POST', '/open-apis/im/v1/files', (call) => uploadFile(world, call)],
  ['GET', '/open-apis/im/v1/messages/:id/resources/:key', (call) => download(world, call)],
]

const megabyte = 1024 * 1024

function uploadImage(world: World, call: Call): Answer {
  const { image, image_type } = formParts(call)
  if (image_type?.bytes.toString() !== 'message' || !image) return refuse(234001, 'Invalid request param.')
  if (image.bytes.length === 0) return refuse(234010, "File's size can't be 0.")
  if (image.bytes.length > 10 * megabyte) return refuse(234006, 'The file size exceed the max value.')
  return ok({ image_key: world.addFile('image', image.bytes, null) })
}

function uploadFile(world: World, call: Call): Answer {
  const { file, file_name, file_type } = formParts(call)
  if (!file || !file_name || !file_type) return refuse(234001, 'Invalid request param.')
  if (file.bytes.length === 0) return refuse(234010, "File's size can't be 0.")
  if (file.bytes.length > 30 * megabyte) return refuse(234006, 'The file size exceed the max value.')
  return ok({ file_key: world.addFile('file', file.bytes, file_name.bytes.toString()) })
}

/** Not of what stands in a merged record, nor of cards. */
function download(world: World, { at, query }: Call): Answer {
  const message = world.messages.get(at.id ?? '')
  const kind = query.get('type') ?? ''
  if (!message || !['image', 'file'].includes(kind)) return refuse(234001, 'Invalid request param.')
  if (message.upper !== null || ['merge_forward', 'interactive'].includes(message.type)) {
    return refuse(234043, 'Unsupported message type.')
  }
  if (message.deleted) return refuse(234042, 'The message was recalled.')
  if (!world.chat(message.chatId).hasBot) return refuse(234004, 'App not in chat.')
  const file = world.files.get(at.key ?? '')
  if (!file || file.kind !== kind || !message.content.includes(at.key ?? '')) return refuse(234003, 'File not in msg.')
  if (file.bytes.length > 100 * megabyte) return refuse(234037, 'Downloaded file size exceeds limit.')
  const type = kind === 'image' ? 'image/png' : 'application/octet-stream'
  const named = file.name === null ? {} : { 'content-disposition': `attachment; filename="${encodeURI(file.name)}"` }
  return { status: 200, body: file.bytes, headers: { 'content-type': type, ...named } }
}

interface FormPart {
  bytes: Buffer
}

/** The parts of a multipart body by name. */
function formParts({ contentType, raw }: Call): Record<string, FormPart> {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/.exec(contentType)
  const mark = boundary?.[1] ?? boundary?.[2]
  if (mark === undefined) return {}
  const parts: Record<string, FormPart> = {}
  let from = raw.indexOf(`--${mark}`)
  for (let to = raw.indexOf(`\r\n--${mark}`, from); to >= 0; to = raw.indexOf(`\r\n--${mark}`, from)) {
    const headEnd = raw.indexOf('\r\n\r\n', from)
    const name = /name="([^"]*)"/.exec(raw.toString('utf8', from, headEnd))?.[1]
    if (name !== undefined && headEnd >= 0 && headEnd < to) parts[name] = { bytes: raw.subarray(headEnd + 4, to) }
    from = to + 2
  }
  return parts
}
