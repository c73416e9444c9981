// The sample institution in WeCom, and the service's channel to an emulated platform: in this process or in one of its own.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Timing, WecomSettings } from '../../../bots/wecom/deps.ts'
import { wecomChannel } from '../../../bots/wecom/index.ts'
import type { Channel, ChannelLog } from '../../../src/channel.ts'
import { channelDeps } from '../../../src/desk/channels/channel-deps.ts'
import type { Desk } from '../../../src/desk/desk.ts'
import { readOrg } from '../../../src/domain/org/org-file.ts'
import type { WecomPlatform } from './platform.ts'

const SAMPLE = 'docs/sample-org.yaml'

/** Each person by their key, each room by `wr-` and its key; everybody in every room, and heard there before. */
export async function institutionOn(
  platform: WecomPlatform,
): Promise<{ env: Record<string, string>; remove(): Promise<void> }> {
  const read = readOrg(await readFile(SAMPLE, 'utf8'), SAMPLE)
  if (!read.ok) throw new Error('the sample org cannot be read')
  const { departments } = read.org
  const people = read.org.people.map((person) => ({ ...person, ids: { wecom: person.key } }))
  const rooms = read.org.rooms.map((room) => ({ ...room, channel: 'wecom', id: `wr-${room.key}` }))
  const members = people.map(({ key }) => key)
  for (const { id } of rooms) platform.addGroup(id, members)
  for (const { key } of people) platform.world.spoken.add(key)
  const folder = await mkdtemp(join(tmpdir(), 'zhiban-wecom-'))
  await writeFile(join(folder, 'org.yaml'), stringify({ departments, people, rooms }))
  return {
    env: {
      PORT: '0',
      ZHIBAN_ORG: join(folder, 'org.yaml'),
      ZHIBAN_POLICY: 'bureau-4-level',
      ZHIBAN_ROOM: 'off',
      ZHIBAN_SECRET: 'a secret of at least thirty-two characters',
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Quicker at taking over than the product, and unpaced: what the platform bears is tried elsewhere, and takes minutes. */
export function channelTo(
  desk: Desk,
  settings: WecomSettings,
  { log, timing = { lookMs: 50, leaseMs: 2_000 } }: { log: ChannelLog; timing?: Partial<Timing> },
): Channel {
  return {
    ...wecomChannel({ ...channelDeps(desk, 'wecom'), settings, log, timing }),
    pace: { room: { perSecond: 100, burst: 100 }, app: { perSecond: 100, burst: 100 } },
  }
}
