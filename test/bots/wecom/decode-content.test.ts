// What a mixed message says, where not all of it can be read.
import { expect, test } from 'vitest'
import { saidIn } from '../../../bots/wecom/decode/decode-content.ts'

const text = (content: string) => ({ msgtype: 'text', text: { content } })
const picture = { msgtype: 'image', image: { url: 'https://x/1', aeskey: 'k' } }
const video = { msgtype: 'video', video: { url: 'https://x/2' } }
const mixed = (...items: object[]) => saidIn({ msgtype: 'mixed', mixed: { msg_item: items } })

test('a part that nobody can read is told by its name where nothing else was said', () => {
  expect(mixed(text('@值班台 请看'), video)).toMatchObject({ opaque: 'video' })
  expect(mixed(video)).toMatchObject({ opaque: 'video', text: '' })
})

test.each([
  ['without it', [text('@值班台 请看')]],
  ['beside a link', [text('@值班台 '), text('https://news.example/a'), video]],
  ['beside a command', [text('@值班台 /签收 #3'), video]],
  ['beside a picture', [text('@值班台 '), picture, video]],
  ['beside words', [text('@值班台 请看'), text('东门积水'), video]],
])('%s the rest is what was said', (_name, items) => {
  expect(mixed(...items)).not.toHaveProperty('opaque')
})
