// What the YAML parser says of a file that is no YAML, in sentences that say what would be right.
import type { YAMLError } from 'yaml'

/** `line` is the text of the line at which the parser stumbled. */
export function syntaxSentence({ code, message }: Pick<YAMLError, 'code' | 'message'>, line: string): string {
  const sentence = SENTENCES.find((each) => each.code === code && (each.when?.test(message) ?? true))
  const said = sentence?.say ?? `this is not YAML (${message.split('\n')[0]})`
  return FULL_WIDTH.test(line) ? `${said}. The line has full-width signs: write : , " { } [ ] instead` : said
}

const FULL_WIDTH = /[：，“”｛｝［］]/

const SENTENCES: { code: YAMLError['code']; when?: RegExp; say: string }[] = [
  { code: 'TAB_AS_INDENT', say: 'a tab stands here: indent with blanks' },
  { code: 'BAD_INDENT', when: /Flow/, say: 'a { or [ above is not closed: add its } or ]' },
  { code: 'BAD_INDENT', say: 'the indentation fits no line above: align keys of the same set' },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    say: 'a second ": " in one value, or a key indented deeper than the one above: quote the text, or align the keys',
  },
  { code: 'BLOCK_IN_FLOW', say: 'a second ": " in one value: put the text in quotes' },
  { code: 'MULTILINE_IMPLICIT_KEY', say: 'this line has no ": ": write the key, a colon, a blank, and the value' },
  { code: 'MISSING_CHAR', when: /quote/, say: 'a quote is not closed: add it' },
  {
    code: 'MISSING_CHAR',
    when: /map keys/,
    say: 'this key has no value: write the key, a colon, a blank, and the value',
  },
  { code: 'MISSING_CHAR', when: /,/, say: 'a comma is missing between two items: add it' },
  { code: 'BAD_SCALAR_START', say: 'text cannot begin with this sign: put it in quotes' },
  { code: 'BAD_DQ_ESCAPE', say: 'a backslash in double quotes: use single quotes' },
  { code: 'MULTIPLE_DOCS', say: 'a second document begins here (---): a file holds one' },
  { code: 'TAG_RESOLVE_FAILED', say: 'a tag (!) is not read here: remove it, or put the text in quotes' },
  { code: 'NON_STRING_KEY', say: 'a key is plain text: remove the { or [ around it' },
  {
    code: 'UNEXPECTED_TOKEN',
    when: /flow-(map|seq)-end/,
    say: 'a } or ] too many: remove it, or add the { or [ that it closes',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    say: 'this does not belong here: align it with the lines above, or put the whole text in quotes',
  },
]
