// Run where files may not grow: hears and says until the disk takes no more, and tells what then comes of it.
import { Sends } from '../../../bots/wechat/child/sends.ts'
import { Spool } from '../../../bots/wechat/child/spool.ts'

const [folder = ''] = process.argv.slice(2)
let troubles = 0
const spool = new Spool(folder, () => {
  troubles += 1
})
const heard = (id: string, text: string) => ({
  id,
  type: 'Text',
  at: 1,
  heardAt: 1,
  room: null,
  from: { id: '@1', name: '', remark: '' },
  text,
  mentions: [],
  own: [],
  called: false,
  link: null,
  file: null,
})
const kept: string[] = []
let seq: number | null = null
for (let i = 0; troubles === 0; i += 1) {
  seq = spool.keep(heard(`m${i}`, 'x'.repeat(3_000)))
  if (troubles === 0) kept.push(`m${i}`)
}
// There is room for a short one again.
spool.keep(heard('short', ''))
const isKept = troubles === 1

const said: string[] = []
const voice = { loggedIn: () => true, say: async (_to: string, text: string) => void said.push(text) }
const sends = new Sends(folder, voice, { echoMs: 20, paceMs: [0, 0] })
const ask = (key: string, to: string) =>
  sends.send({ type: 'send', ask: 1, key, to, text: key, againMark: '!', mention: [] })
const outcomes = [await ask('long', 'x'.repeat(1_000_000)), await ask('k', '@@1')]
process.stdout.write(
  JSON.stringify({ kept, isTold: seq !== null, isKept, said, outcomes: outcomes.map(({ kind }) => kind) }),
)
