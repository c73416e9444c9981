// The sample institution on an emulated Feishu: its people, its groups, and an org file that names them by their ids there.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { stringify } from 'yaml'
import { actorOf, type Org, type Person, type Room } from '../../../src/domain/org/org.ts'
import { readOrg } from '../../../src/domain/org/org-file.ts'
import { wordingOf } from '../../../src/wording/index.ts'
import { problemLine } from '../../../src/wording/mistakes/index.ts'
import { servePage } from './page-server.ts'
import type { StagePerson } from './page-view.ts'
import { pageWords } from './page-words.ts'
import { FeishuPlatform, type PlatformSettings } from './platform.ts'

export interface Stage {
  platform: FeishuPlatform
  /** What the service is started with. */
  settings: PlatformSettings
  /** An org file of the same institution, with accounts and rooms of the emulated platform. */
  orgText: string
  /** Where the page is that shows the emulated chats. */
  url: string
  stop(): Promise<void>
}

export interface StageOptions {
  /** An org file as the sample's: its rooms become groups, whatever channel they were of. */
  orgFile: string
  lang: 'zh-CN' | 'en'
  /** Of the page; any free one where it is left out. */
  port?: number
}

/** Nothing of it outlives the process. Throws on an org file that cannot be read. */
export async function startStage({ orgFile, lang, port = 0 }: StageOptions): Promise<Stage> {
  const read = readOrg(await readFile(orgFile, 'utf8'), orgFile)
  if (!read.ok) throw new Error(read.problems.map((each) => problemLine(each, 'en')).join('\n'))
  const org = onFeishu(read.org)
  // The ids of messages must be other ones than those of a run before, or they would be taken for these.
  const platform = await FeishuPlatform.start({ seed: Date.now() % 2 ** 31 })
  for (const { name, ids } of org.people) platform.addUser({ name, openId: ids.feishu ?? '' })
  for (const room of org.rooms) platform.addChat({ name: room.name, chatId: room.id, members: membersOf(org, room) })
  const people = stagePeople(org, lang)
  const page = await servePage({ platform, people, words: pageWords(lang), lang }, port)
  return {
    platform,
    settings: platform.settings('long-connection'),
    orgText: orgTextOf(org),
    url: page.url,
    async stop() {
      await page.stop()
      await platform.stop()
    },
  }
}

/** Made of the keys, so that the same institution has the same ids in every run. */
const idOf = (prefix: 'ou' | 'oc', key: string): string =>
  `${prefix}_${createHash('sha256').update(`${prefix}:${key}`).digest('hex').slice(0, 32)}`

const onFeishu = (org: Org): Org => ({
  ...org,
  people: org.people.map((person) => ({ ...person, ids: { feishu: idOf('ou', person.key) } })),
  rooms: org.rooms.map((room) => ({ ...room, channel: 'feishu', id: idOf('oc', room.key) })),
})

/** As offices do it: everybody is in the duty group, a department's own and the desk in its, the leaders in theirs. */
function membersOf(org: Org, room: Room): string[] {
  const within = (person: Person): boolean => {
    if (room.purpose === 'duty') return true
    const { roles, departments } = actorOf(org, person)
    const leads = roles.some((role) => ['principal', 'leading-group', 'office'].includes(role))
    if (room.purpose !== 'department') return leads || roles.includes('duty-officer')
    const own = org.departments.find((each) => each.room === room.key)
    return roles.includes('duty-officer') || (own !== undefined && departments.includes(own.key) && !leads)
  }
  return org.people.filter(within).flatMap(({ ids }) => ids.feishu ?? [])
}

function stagePeople(org: Org, lang: StageOptions['lang']): StagePerson[] {
  const { roleName } = wordingOf(lang, 'Asia/Shanghai')
  const comma = lang === 'en' ? ', ' : '、'
  const people = org.people.map((person) => {
    const { roles, departments } = actorOf(org, person)
    const own = org.departments.filter(({ key }) => departments.includes(key)).map(({ name }) => name)
    const title = [roles.map(roleName).join(comma), own.join(comma)].filter((part) => part !== '').join(' · ')
    return { openId: person.ids.feishu ?? '', name: person.name, title }
  })
  // Whoever comes first is who acts at first: at the desk most of it begins.
  const onDuty = new Set(org.people.filter(({ roles }) => roles.includes('duty-officer')).map(({ name }) => name))
  return people.sort((a, b) => Number(onDuty.has(b.name)) - Number(onDuty.has(a.name)))
}

const orgTextOf = ({ departments, people, rooms }: Org): string => stringify({ departments, people, rooms })
