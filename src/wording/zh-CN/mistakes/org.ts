// What is wrong between the parts of an org file.
import type { MistakeSentences } from '../../mistakes/words.ts'
import { names } from '../names.ts'
import { quoted } from './parts.ts'

const LISTS: Record<string, string> = { departments: '部门', people: '人员', rooms: '群' }

const WHAT = { room: '群', person: '人员' }

export const org = {
  'key-taken': ({ key }, { path: [list] }) =>
    `另一${LISTS[String(list)] ?? '条目'}的代号也是${quoted(key)}，请各用各的代号。`,
  'not-in-org': ({ what, key }) => `本文件中没有代号为${quoted(key)}的${WHAT[what]}，请补上，或更正代号。`,
  'key-reserved': ({ key }) => `代号${quoted(key)}由软件自用，请换一个。`,
  'account-twice': ({ person, channel, id }) =>
    `人员${quoted(person)}也登记了${names.channel[channel] ?? ` ${channel} `}账号${quoted(id)}，每人请各用自己的账号。`,
  'room-id-twice': ({ room }) => `同一渠道的群${quoted(room)}已用此编号，请换一个。`,
  'ambiguous-word': ({ word, department }) =>
    `${quoted(word)}也指部门“${department}”，一个名称只能指一个部门，请改用其他名称。`,
} satisfies Partial<MistakeSentences>
