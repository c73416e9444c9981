// Wrong org files: edits of a good one and files that are none, with all that is said of each in English.

export const GOOD = `departments:
  - { key: urban, name: 城管局, aliases: [城管, 执法局], room: urban, contact: chen, head: lin }
  - key: housing
    name: 住建局
    aliases: [住建]
people:
  - { key: chen, name: 陈宇, roles: [contact], ids: { feishu: ou_1, room: chen } }
  - { key: lin, name: 林峰, roles: [head] }
  - { key: zhou, name: 周洁, roles: [duty-officer] }
rooms:
  - { key: duty, purpose: duty, name: 值班群, channel: room }
  - { key: urban, purpose: department, name: 城管局工作群, channel: feishu, id: oc_1 }
`

export function edited(find: string, replacement: string): string {
  const parts = GOOD.split(find)
  if (parts.length !== 2) throw new Error(`"${find}" stands ${parts.length - 1} times in the good file`)
  return parts.join(replacement)
}

const ROLES =
  'one of monitor, duty-officer, contact, head, supervisor, principal, leading-group, office, spokesperson, auditor, admin'
const KEY = 'a key (lower-case letters, digits, - and _, beginning with a letter or digit; at most 63)'

const ADD = 'add it, or correct the key'
const TWO = 'means the department urban too: each word may mean one'

/** Each ‸ stands before the place of one problem. */
export const WRONG: [find: string, replacement: string, ...said: string[]][] = [
  ['departments:\n', '‸departmnts:\n', 'there is no key "departmnts" here: did you mean "departments"?'],
  ['rooms:\n', '‸persons: []\nrooms:\n', 'there is no key "persons" here: write one of departments, people, rooms'],
  [
    'aliases: [住建]',
    '‸aliases:',
    'departments[2].aliases: nothing is written here: write [城管, 执法局], or remove the key',
  ],
  ['{ key: urban, name: 城管局, al', '‸{ name: 城管局, al', 'departments[1]: "key" is missing: write key: urban'],
  [
    'key: urban, name: 城管局, al',
    'key: ‸城管, name: 城管局, al',
    `departments[1].key: "城管" is not ${KEY}: write urban`,
  ],
  [
    'key: urban, name: 城管局, al',
    'key: ‸Urban, name: 城管局, al',
    `departments[1].key: "Urban" is not ${KEY}: write urban`,
  ],
  ['[城管, 执法局]', '‸城管', 'departments[1].aliases: "城管" is not a list: write [城管]'],
  ['contact: chen', '‸contct: chen', 'departments[1]: there is no key "contct" here: did you mean "contact"?'],
  ['contact: chen', 'contact: ‸chan', `departments[1].contact: there is no person "chan" in this file: ${ADD}`],
  ['head: lin }', 'head: ‸[lin] }', `departments[1].head: a list is not ${KEY}: write lin`],
  ['room: urban, contact', 'room: ‸urbn, contact', `departments[1].room: there is no room "urbn" in this file: ${ADD}`],
  ['key: housing\n    name: 住建局\n', '‸key: housing\n', 'departments[2]: "name" is missing: write name: 城管局'],
  ['name: 住建局', 'name: ‸110', 'departments[2].name: 110 is not text: put it in quotes, "110"'],
  ['- key: housing', '- key: ‸urban', 'departments[2].key: "urban" is the key of another too: give each its own'],
  ['name: 住建局', 'name: ‸城管局', `departments[2].name: "城管局" ${TWO}`],
  ['[住建]', '[住建, ‸城管]', `departments[2].aliases[2]: "城管" ${TWO}`],
  ['[住建]', '[‸urban]', `departments[2].aliases[1]: "urban" ${TWO}`],
  ['key: housing', 'key: ‸住建', `departments[2].key: "住建" is not ${KEY}: write urban`],
  [
    '[duty-officer]',
    '[‸duty officer]',
    `people[3].roles[1]: "duty officer" is not a role: did you mean duty-officer? Write ${ROLES}`,
  ],
  ['[duty-officer]', '[‸值班员]', `people[3].roles[1]: "值班员" is not a role: write ${ROLES}`],
  ['key: zhou', 'key: ‸zhiban', 'people[3].key: "zhiban" is the product itself: write another key'],
  [
    '{ key: zhou',
    '‸{ key: ‸lin',
    'people[3].ids.room: "lin" has the room account "lin" too: give each person their own',
    'people[3].key: "lin" is the key of another too: give each its own',
  ],
  [
    'roles: [head] }',
    'roles: [head], ids: { feishu: ‸ou_1 } }',
    'people[2].ids.feishu: "chen" has the feishu account "ou_1" too: give each person their own',
  ],
  ['feishu: ou_1', 'feishu: ‸1', 'people[1].ids.feishu: 1 is not text: put it in quotes, "1"'],
  ['feishu: ou_1', '‸飞书: ou_1', 'people[1].ids: "飞书" is not a channel: write feishu: or room:'],
  [
    'purpose: duty',
    'purpose: ‸dutty',
    'rooms[1].purpose: "dutty" is not a purpose: did you mean duty? Write one of duty, department, leaders, superior',
  ],
  [
    'channel: room }',
    'channel: ‸飞书 }',
    'rooms[1].channel: "飞书" is not a channel: write room for the built-in room, or feishu',
  ],
  [
    'channel: feishu, id: oc_1',
    'channel: room, id: ‸duty',
    'rooms[2].id: room "duty" has this id in the same channel: write another',
  ],
  [', id: oc_1', ', ‸oc_1', 'rooms[2]: there is no key "oc_1" here: write one of key, purpose, name, channel, id'],
  ['rooms:\n', 'rooms:\n‸\t', 'a tab stands here: indent with blanks'],
  [
    'rooms:\n',
    '‸rooms：\n',
    'this line has no ": ": write the key, a colon, a blank, and the value. The line has full-width signs: write : , " { } [ ] instead',
  ],
]

export const NONE: [text: string, said: string][] = [
  ['', '1:1 nothing is written here: write departments, people and rooms (docs/sample-org.yaml shows them)'],
  ['- urban', '1:1 a list is not a set of keys: write departments, people and rooms (docs/sample-org.yaml shows them)'],
]
