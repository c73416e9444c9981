// The bytes of pictures and files, which the child fetches beside everything else.
import { type Incoming, type IncomingFile, type IncomingMessage, TryLater } from '../../src/channel.ts'
import { type Instant, millisOf } from '../../src/domain/calendar/instant.ts'
import { heardIn } from './decode.ts'
import { fileIn } from './files.ts'

/** Longer than the child tries. */
const GONE_AFTER_MS = 120_000
const LOOK_AGAIN_MS = 1_000

export const isPartial = (incoming: Incoming): incoming is IncomingMessage =>
  incoming.kind === 'message' && (incoming.files ?? []).some(isMissing)

/** Throws TryLater while the child is still fetching. */
export async function resolve(
  { folder, now }: { folder: string; now(): Instant },
  incoming: Incoming,
  body: unknown,
): Promise<Incoming> {
  if (!isPartial(incoming)) return incoming
  const heard = heardIn(body)
  const found = heard.file === null ? { missing: 'gone' as const } : await fileIn(folder, heard.file.slot)
  const isGone = millisOf(now()) - heard.heardAt > GONE_AFTER_MS
  if (found === null && !isGone) throw new TryLater('the file is still being fetched', LOOK_AGAIN_MS)
  const files = (incoming.files ?? []).map((file): IncomingFile => ({ ...file, ...(found ?? { missing: 'gone' }) }))
  return { ...incoming, files }
}

const isMissing = ({ bytes, missing }: IncomingFile): boolean => bytes === undefined && missing === undefined
