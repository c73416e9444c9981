// What is wrong between the parts of an org file.
import type { MistakeSentences } from '../../mistakes/words.ts'

export const org = {
  'key-taken': ({ key }) => `"${key}" is the key of another too: give each its own`,
  'not-in-org': ({ what, key }) => `there is no ${what} "${key}" in this file: add it, or correct the key`,
  'key-reserved': ({ key }) => `"${key}" is the product itself: write another key`,
  'account-twice': ({ person, channel, id }) =>
    `"${person}" has the ${channel} account "${id}" too: give each person their own`,
  'room-id-twice': ({ room }) => `room "${room}" has this id in the same channel: write another`,
  'ambiguous-word': ({ word, department }) =>
    `"${word}" means the department ${department} too: each word may mean one`,
} satisfies Partial<MistakeSentences>
