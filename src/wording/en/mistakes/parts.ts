// What stands in a file, what belongs there and what would be right, in English.
import type { Example, Found, Right } from '../../../domain/yaml/mistake-parts.ts'
import type { ExampleWords, Whats } from '../../mistakes/words.ts'

export const whats: Whats = {
  keys: 'a set of keys',
  list: 'a list',
  text: 'text',
  'yes-no': 'true or false',
  duration: 'a duration',
  offset: 'an offset from the due instant',
  span: 'a span of hours',
  'time-of-day': 'a time of day',
  date: 'a date',
  'time-zone': 'a time zone',
  'policy-name': 'a name (lower-case letters, digits, hyphens; at most 41)',
  'level-number': 'the number of a level',
  'level-key': 'the number of a level',
  role: 'a role',
  told: 'somebody to tell',
  way: 'a way to tell',
  document: 'a document',
  figure: 'a figure',
  ladder: 'a ladder',
  'ladder-key': 'a name for a ladder',
  base: 'an instant to count from',
  'approver-role': 'a role that may decide',
  weekday: 'a day of the week',
  severity: 'how much a check weighs',
  'commit-base': 'an instant that the cap counts from',
  times: 'a number of times',
  guarded: 'something that needs a second person',
  'confirm-level': 'a level, or 0 where nobody need confirm it',
  'org-key': 'a key (lower-case letters, digits, - and _, beginning with a letter or digit; at most 63)',
  purpose: 'a purpose',
  channel: 'a channel',
  'channel-key': 'a channel',
  path: 'a path',
  'time-format': 'a form of time',
  'text-or-number': 'a text or a number',
  header: 'the name of a header',
  'webhook-name': 'a name (lower-case letters, digits and hyphens)',
  variable: 'the name of an environment variable (the secret itself never stands here)',
  algorithm: 'a way to sign',
  encoding: 'an encoding',
}

const examples: ExampleWords = {
  durations: '30m, 24h, 1d (calendar time), 4wh (working hours) or 5wd (working days)',
  offsets: '-30m, -25%, 0, +1h or +1wd',
  span: '"08:30-12:00", with two digits each, the later time second',
  'level-numbers': '1 for the gravest, 2 for the next, at most 9',
  'level-keys': '1 to 9',
  'ladder-name': 'the name of one under "ladders"',
  'and-ladder-name': 'and the name of one under "ladders"',
  'ladder-keys': 'department: and its rungs below',
  'ladder-key': 'lower-case letters, digits and hyphens',
  'marked-rungs': '{ value: the rungs, assumed: true }',
  'gravest-levels': '2 for the two gravest levels',
  'policy-keys': 'name: our-plan, and the other keys of a policy',
  'org-keys': 'departments, people and rooms (docs/sample-org.yaml shows them)',
  'room-channel': 'room for the built-in room, or feishu',
  'channel-keys': 'feishu: or room:',
  'webhooks-keys': 'webhooks: and a list below',
  'webhook-item': '- name: news-watch, and its keys below',
  'webhook-keys': 'the keys of a webhook (docs/webhooks.md shows them)',
  'path-or-list': 'data.time, or a list of paths',
  'text-source': 'link, [link, mobile.link], or { value: 微博 }',
  'time-source': 'link, [link, mobile.link], or { path: time, time-format: iso }',
  path: 'names with dots between them and places of a list in brackets, data.list[0].url',
}

export function shown(found: Found): string {
  switch (found.is) {
    case 'list':
      return 'a list'
    case 'keys':
      return 'a set of keys'
    case 'text':
      return JSON.stringify(found.text)
    case 'value':
      return found.text
  }
}

export const example = (write: Example): string => (typeof write === 'string' ? write : examples[write.words])

/** Behind "write". */
export function right(each: Right): string {
  if ('oneOf' in each) return oneOf(each.oneOf)
  if ('meant' in each) return each.meant
  return `${example(each.write)}${each.or === undefined ? '' : OR[each.or]}`
}

const OR = { 'remove-key': ', or remove the key', 'empty-list': ', or []' }

export const oneOf = (known: readonly string[]): string => `one of ${known.join(', ')}`
