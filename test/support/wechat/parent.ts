// A service that is only the channel, as a process of its own: a test kills it and looks whether its child follows.
import { wechatChannel } from '../../../bots/wechat/index.ts'
import type { ChannelStore } from '../../../src/channel.ts'
import { leasesIn } from '../../../src/desk/channels/lease.ts'
import { instantOf } from '../../../src/domain/calendar/instant.ts'

const [puppet = '', folder = '', socket = ''] = process.argv.slice(2)
const silent = () => {}
const keeping: ChannelStore = { get: async () => null, set: async () => {}, take: async () => true }
const channel = wechatChannel({
  settings: { puppet, folder, environment: { WECHATY_STAGE: socket } },
  keeping,
  lease: leasesIn(keeping),
  lang: 'zh-CN',
  now: () => instantOf(Date.now()),
  drillTime: (real) => real,
  log: { info: silent, warn: silent, error: silent },
  rooms: async () => [],
  people: async () => [],
  trouble: async () => {},
  counted: () => {},
  seesService: true,
})
await channel.start?.({
  accept: async () => true,
  act: async () => ({ done: false, refused: false, text: null, card: null }),
  rooms: async () => [],
  caughtUp: async () => {},
  identify: async () => ({ person: '', name: '' }),
})
