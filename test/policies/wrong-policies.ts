// Wrong policy files, with all that is said of each in English: edits of the good one, and files that are hardly any.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

interface Wrong {
  for: string
  write: string
  said: string[]
}

export const WRONG = parse(readFileSync(new URL('wrong-policies.yaml', import.meta.url), 'utf8')) as Wrong[]

export const HARDLY: [text: string, said: string][] = [
  ['', '1:1 nothing is written here: write name: our-plan, and the other keys of a policy'],
  ['# only a comment\n', '1:1 nothing is written here: write name: our-plan, and the other keys of a policy'],
  ['- a', '1:1 a list is not a set of keys: write name: our-plan, and the other keys of a policy'],
  ['text', '1:1 "text" is not a set of keys: write name: our-plan, and the other keys of a policy'],
  ['42', '1:1 42 is not a set of keys: write name: our-plan, and the other keys of a policy'],
  ['name: a\n\n  \uFFFD', '3:3 this is not UTF-8 text: save the file anew, with UTF-8 as its encoding'],
  ['n\0a\0', '1:2 this is not UTF-8 text: save the file anew, with UTF-8 as its encoding'],
  [`#${'x'.repeat(1_000_000)}`, '1:1 this is longer than 1000000 characters: it is no such file'],
  ['['.repeat(900_000), '1:1 this is nested too deep: it is no such file'],
  ['- '.repeat(400_000), '1:1 this is nested too deep: it is no such file'],
  ['a: *a', '1:4 there is no &a above: write it out here'],
  [
    'a: &a [x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c]',
    '2:8 the aliases (*) stand for too much: write it out',
  ],
]
