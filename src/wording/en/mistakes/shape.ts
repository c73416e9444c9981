// What is wrong with a file whatever it is for: no text, no YAML, keys and values that do not belong there.
import type { SyntaxSlip } from '../../../domain/yaml/mistake-parts.ts'
import type { MistakeSentences } from '../../mistakes/words.ts'
import { example, oneOf, right, shown, whats } from './parts.ts'

const slips: Record<SyntaxSlip, string> = {
  tab: 'a tab stands here: indent with blanks',
  'unclosed-bracket': 'a { or [ above is not closed: add its } or ]',
  indentation: 'the indentation fits no line above: align keys of the same set',
  'second-colon-or-deeper':
    'a second ": " in one value, or a key indented deeper than the one above: quote the text, or align the keys',
  'second-colon': 'a second ": " in one value: put the text in quotes',
  'no-colon': 'this line has no ": ": write the key, a colon, a blank, and the value',
  'unclosed-quote': 'a quote is not closed: add it',
  'no-value': 'this key has no value: write the key, a colon, a blank, and the value',
  'no-comma': 'a comma is missing between two items: add it',
  'bad-start': 'text cannot begin with this sign: put it in quotes',
  backslash: 'a backslash in double quotes: use single quotes',
  'second-document': 'a second document begins here (---): a file holds one',
  tag: 'a tag (!) is not read here: remove it, or put the text in quotes',
  'key-not-text': 'a key is plain text: remove the { or [ around it',
  'bracket-too-many': 'a } or ] too many: remove it, or add the { or [ that it closes',
  'no-blank-before-comment': 'a # needs a blank before it: add it, or put the text in quotes',
  'out-of-place': 'this does not belong here: align it with the lines above, or put the whole text in quotes',
}

const widthNote = (fullWidth: boolean): string =>
  fullWidth ? '. The line has full-width signs: write : , " { } [ ] instead' : ''

export const shape = {
  'too-long-file': ({ max }) => `this is longer than ${max} characters: it is no such file`,
  'not-utf8': () => 'this is not UTF-8 text: save the file anew, with UTF-8 as its encoding',
  'too-deep': () => 'this is nested too deep: it is no such file',
  'too-many-aliases': () => 'the aliases (*) stand for too much: write it out',
  'no-anchor': ({ name }) => `there is no &${name} above: write it out here`,
  'key-twice': ({ found }) => `${shown(found)} stands here twice: remove one`,
  'more-problems': () => 'there are more problems from here on: correct those above first',
  syntax: ({ slip, fullWidth }) => `${slips[slip]}${widthNote(fullWidth)}`,
  'not-yaml': ({ says, fullWidth }) => `this is not YAML (${says})${widthNote(fullWidth)}`,
  missing: ({ key, right: each }) =>
    `"${key}" is missing: write ${'oneOf' in each ? right(each) : `${key}: ${right(each)}`}`,
  empty: ({ right: each }) => `nothing is written here: write ${right(each)}`,
  'not-that': ({ found, what, right: each }) => `${shown(found)} is not ${whats[what]}: write ${right(each)}`,
  'not-one-of': ({ found, what, near, known }) =>
    `${shown(found)} is not ${whats[what]}: ${near === null ? 'write' : `did you mean ${near}? Write`} ${oneOf(known)}`,
  'no-key': ({ key, near, known }) =>
    `there is no key ${JSON.stringify(key)} here: ${near === null ? `write ${oneOf(known)}` : `did you mean "${near}"?`}`,
  'full-width-colon': ({ key }) => `${JSON.stringify(key)} has a full-width colon: write ":" and a blank`,
  'no-blank': ({ key, known }) => `${JSON.stringify(key)} lacks the blank after the colon: write ${known}: and a blank`,
  'empty-list': ({ write }) => `the list is empty: write ${example(write)}`,
  'long-list': ({ max }) => `the list is longer than ${max}: shorten it`,
  twice: ({ found }) => `${shown(found)} stands here twice: remove it`,
  unquoted: ({ text }) => `${text} is not text: put it in quotes, "${text}"`,
  'empty-text': ({ write }) => `the text is empty: write ${example(write)}`,
  'long-text': ({ length, max }) => `this has ${length} characters: write at most ${max}`,
  'not-right': () => 'this is not right: compare it with the example',
} satisfies Partial<MistakeSentences>
