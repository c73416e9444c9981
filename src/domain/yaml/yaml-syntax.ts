// What the YAML parser says of a file that is no YAML, as the mistake that people make.
import type { YAMLError } from 'yaml'
import type { Mistake } from './mistake.ts'
import type { SyntaxSlip } from './mistake-parts.ts'

/** `line` is the text of the line at which the parser stumbled. */
export function syntaxMistake({ code, message }: Pick<YAMLError, 'code' | 'message'>, line: string): Mistake {
  const fullWidth = FULL_WIDTH.test(line)
  const slip = SLIPS.find((each) => each.code === code && (each.when?.test(message) ?? true))?.slip
  return slip === undefined
    ? { code: 'not-yaml', says: message.split('\n')[0] ?? '', fullWidth }
    : { code: 'syntax', slip, fullWidth }
}

const FULL_WIDTH = /[：，“”｛｝［］]/

const SLIPS: { code: YAMLError['code']; when?: RegExp; slip: SyntaxSlip }[] = [
  { code: 'TAB_AS_INDENT', slip: 'tab' },
  { code: 'BAD_INDENT', when: /Flow/, slip: 'unclosed-bracket' },
  { code: 'BAD_INDENT', slip: 'indentation' },
  { code: 'BLOCK_AS_IMPLICIT_KEY', slip: 'second-colon-or-deeper' },
  { code: 'BLOCK_IN_FLOW', slip: 'second-colon' },
  { code: 'MULTILINE_IMPLICIT_KEY', slip: 'no-colon' },
  { code: 'MISSING_CHAR', when: /quote/, slip: 'unclosed-quote' },
  { code: 'MISSING_CHAR', when: /map keys/, slip: 'no-value' },
  { code: 'MISSING_CHAR', when: /,/, slip: 'no-comma' },
  { code: 'BAD_SCALAR_START', slip: 'bad-start' },
  { code: 'BAD_DQ_ESCAPE', slip: 'backslash' },
  { code: 'MULTIPLE_DOCS', slip: 'second-document' },
  { code: 'TAG_RESOLVE_FAILED', slip: 'tag' },
  { code: 'NON_STRING_KEY', slip: 'key-not-text' },
  { code: 'UNEXPECTED_TOKEN', when: /flow-(map|seq)-end/, slip: 'bracket-too-many' },
  { code: 'MISSING_CHAR', when: /[Cc]omment/, slip: 'no-blank-before-comment' },
  { code: 'UNEXPECTED_TOKEN', slip: 'out-of-place' },
]
