// What is wrong with a file whatever it is for: no text, no YAML, keys and values that do not belong there.
import type { SyntaxSlip } from '../../../domain/yaml/mistake-parts.ts'
import type { MistakeSentences } from '../../mistakes/words.ts'
import { keyCalled, keyMeant } from './keys.ts'
import { choices, example, quoted, right, shown, spelt, whats, wordMeant } from './parts.ts'

const slips: Record<SyntaxSlip, string> = {
  tab: '此处用了制表符（Tab），缩进请用空格',
  'unclosed-bracket': '上文的 { 或 [ 没有闭合，请补上 } 或 ]',
  indentation: '缩进与上文各行都不一致，请将同一级的各项左侧对齐',
  'second-colon-or-deeper': '同一行有两个冒号，或缩进比上一行多：文字请加引号，同一级的各项请左侧对齐',
  'second-colon': '内容中另有冒号，请将内容加上引号',
  'no-colon': '本行缺少冒号，请依次写项名、半角冒号、空格、内容',
  'unclosed-quote': '引号没有闭合，请补上',
  'no-value': '此项没有内容，请依次写项名、半角冒号、空格、内容',
  'no-comma': '两项之间缺少半角逗号，请补上',
  'bad-start': '文字不能以此符号开头，请加上引号',
  backslash: '双引号中不能用反斜杠，请改用单引号',
  'second-document': '此处另起了一份内容（---），一个文件只能有一份，请删去',
  tag: '此处不能用标签（!），请删去，或将文字加上引号',
  'key-not-text': '项名须为文字，请去掉外面的 { 或 [',
  'bracket-too-many': '此处多了 } 或 ]，请删去，或补上与之对应的 { 或 [',
  'no-blank-before-comment': '井号（#）前须有一个空格，请补上，或将文字加上引号',
  'out-of-place': '此处的内容位置不对，请与上文对齐，或将整段文字加上引号',
}

const widthNote = (fullWidth: boolean): string => (fullWidth ? '本行有全角符号，请改用半角的 : , " { } [ ]。' : '')

export const shape = {
  'too-long-file': ({ max }) => `文件超过${max}个字符，请核对是否选错了文件。`,
  'not-utf8': () => '文件不是 UTF-8 编码，请以 UTF-8 编码另存。',
  'too-deep': () => '层级过深，请核对是否选错了文件。',
  'too-many-aliases': () => '引用（*）展开后内容过多，请逐处直接写出。',
  'no-anchor': ({ name }) => `上文没有 &${name}，请在此处直接写出内容。`,
  'key-twice': ({ found }) => `${shown(found)}这一项写了两次，请删去一处。`,
  'more-problems': () => '此后还有错误，请先改正以上各处。',
  syntax: ({ slip, fullWidth }) => `${slips[slip]}。${widthNote(fullWidth)}`,
  'not-yaml': ({ says, fullWidth }, { line }) => `第${line}行附近格式有误（${says}）。${widthNote(fullWidth)}`,
  missing: ({ key, right: each }) => `缺少${quoted(keyCalled(key))}这一项，请补上，${right(each, key)}。`,
  empty: ({ right: each }) => `没有写内容，请补上，${right(each)}。`,
  'not-that': ({ found, what, right: each }) =>
    'meant' in each
      ? `${whats[what]}应写作 ${each.meant}，现为${shown(found)}。`
      : `应为${whats[what]}，${right(each)}，现为${shown(found)}。`,
  'not-one-of': ({ found, what, near, known }) => {
    const meant = wordMeant(found, what, known)
    if (meant !== null) return `${whats[what]}须用规定的写法，${shown(found)}请写作 ${meant}。`
    const ask = near === null ? '' : `是否为 ${spelt(near, what)}？`
    return `${shown(found).trim()}不是${whats[what]}，${ask}${choices(known, what)}。`
  },
  'no-key': ({ key, near, known }) => {
    const meant = near ?? keyMeant(key, known)
    return meant === null
      ? `没有${quoted(key)}这一项，可选：${known.map(keyCalled).join('、')}。`
      : `没有${quoted(key)}这一项，是否为${quoted(keyCalled(meant))}？`
  },
  'full-width-colon': ({ key }) => `${quoted(key)}中的冒号是全角的，请改用半角冒号，后面加一个空格。`,
  'no-blank': ({ key, known }) => `${quoted(key)}的冒号后缺少空格，请在“${known}:”之后加一个空格。`,
  'empty-list': ({ write }) => `列表是空的，请补上，${example(write)}。`,
  'long-list': ({ max }) => `列表超过${max}项，请精简。`,
  twice: ({ found }) => `${shown(found).trim()}在列表中重复，请删去一处。`,
  unquoted: ({ text }) => `应为文字，请加上引号，写作 "${text}"。`,
  'empty-text': ({ write }) => `文字是空的，请补上，${example(write)}。`,
  'long-text': ({ length, max }) => `共${length}个字符，超过${max}个的上限，请精简。`,
  'not-right': () => '内容有误，请对照示例改正。',
} satisfies Partial<MistakeSentences>
