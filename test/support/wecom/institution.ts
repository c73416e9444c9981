// The sample institution in WeCom, and the service's channel to an emulated platform: in this process or in one of its own.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Timing, WecomLog, WecomSettings } from '../../../bots/wecom/deps.ts'
import { wecomChannel } from '../../../bots/wecom/index.ts'
import type { Channel } from '../../../src/channel.ts'
import type { Desk } from '../../../src/desk/desk.ts'
import { keepingOf } from '../../../src/desk/keeping.ts'
import { readOrg } from '../../../src/domain/org-file.ts'
import { wordingOf } from '../../../src/wording/index.ts'
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
  desk: Pick<Desk, 'database' | 'time'>,
  settings: WecomSettings,
  { log, timing = { lookMs: 50, leaseMs: 2_000 } }: { log: WecomLog; timing?: Partial<Timing> },
): Channel {
  const wording = wordingOf('zh-CN', 'Asia/Shanghai')
  return {
    ...wecomChannel({
      settings,
      keeping: keepingOf(desk, 'wecom'),
      lang: 'zh-CN',
      now: () => desk.time.realNow(),
      drillTime: (real) => desk.time.domainAt(real),
      commands: (type) => wording.typed(type as Parameters<typeof wording.typed>[0]),
      log,
      timing,
    }),
    pace: { room: { perSecond: 100, burst: 100 }, app: { perSecond: 100, burst: 100 } },
  }
}
