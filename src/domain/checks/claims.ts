// What the public asks and says, beside what a statement answers. Found by words, as a clerk would underline them: it says what
// to look at, never that something was or was not answered.
import { mask } from '../masking/mask.ts'
import { shorten, urlSpans } from '../text/text.ts'
import type { Check, Spot } from './check.ts'
import { blanked, fold, sentencesOf } from './reading.ts'

/** Of the public's, in a post; a department's claim of the case is another thing. */
export interface PostClaim {
  /** Short, and masked. */
  text: string
  kind: 'question' | 'demand' | 'accusation'
  /** What in the statement seems to take it up, or that its writer explained it (`note`); null where nothing does. */
  met: 'words' | 'number' | 'note' | null
}

/** No list is longer: who must read more reads the post. */
export const MOST_CLAIMS = 12

export const claims: Check = ({ text }, { posted, kind, explained }) =>
  kind === 'reply'
    ? claimsIn(posted, text, explained).flatMap(({ met }, index): Spot[] =>
        met === null ? [{ offset: text.length, length: 0, why: 'unanswered', claim: index + 1 }] : [],
      )
    : []

/** The questions, demands and accusations of these texts, in their order, each once, and whether the statement takes them up. */
export function claimsIn(posted: readonly string[], statement: string, explained: readonly number[] = []): PostClaim[] {
  const found = asked(posted)
  if (found.length === 0) return []
  const answer = answerOf(statement)
  return found.map(({ text, kind, number, folded }, index) => {
    const met =
      byWords(folded, answer) || (kind === 'accusation' && byCue(folded, answer))
        ? 'words'
        : byNumber(number, index, found.length, answer)
          ? 'number'
          : explained.includes(index + 1)
            ? 'note'
            : null
    return { text, kind, met }
  })
}

interface Asked {
  text: string
  folded: string
  kind: PostClaim['kind']
  /** As the post counts it; null where it does not. */
  number: number | null
}

const LONGEST = 60
const EXCERPT = 40

function asked(posted: readonly string[]): Asked[] {
  const all = new Map<string, Asked>()
  for (const text of posted) {
    const plain = blanked(text, urlSpans(text))
    const folded = fold(plain)
    for (const { start, end, words } of sentencesOf(folded)) {
      const kind = kindOf(words, folded.charAt(end))
      if (kind === null || isToDesk(words)) continue
      const said = within(words, kind)
      const key = said.words.replace(/[^\p{L}\p{N}]/gu, '')
      if (key.length < 3 || all.has(key)) continue
      const from = start + said.start
      const excerpt = shorten(
        mask(plain.slice(from, from + said.words.length))
          .text.replace(/[\0\s]+/gu, ' ')
          .trim(),
        EXCERPT,
      )
      all.set(key, { text: excerpt, folded: said.words, kind, number: numberOf(words) })
      if (all.size === MOST_CLAIMS) return [...all.values()]
    }
  }
  return [...all.values()]
}

/** What whoever forwards a post says to the desk (这条请关注) is no demand of the public's. */
const isToDesk = (words: string): boolean => TO_DESK.test(words.trim())
const TO_DESK =
  /^(?:这条|此条|这个|此帖|该帖|本帖|上面这条)?(?:请|麻烦|烦请)(?:各位|大家|值班员?|值班台|领导|同事们?)?(?:关注|注意|查看|看看|看一?下|阅(?:示|知|处)?|跟进|研判|登记|知悉)(?:一下)?$/u

function kindOf(words: string, mark: string): PostClaim['kind'] | null {
  if (mark === '？' || mark === '?' || QUESTION.test(words)) return 'question'
  if (DEMAND.test(words)) return 'demand'
  return ACCUSATION.test(words) ? 'accusation' : null
}

/** Of a long sentence the clause that asks, with the one before it. */
function within(words: string, kind: PostClaim['kind']): { start: number; words: string } {
  if (words.length <= LONGEST) return { start: 0, words }
  const cue = CUES[kind].exec(words)?.index ?? words.length - 1
  const before = words.slice(0, cue)
  const comma = Math.max(before.lastIndexOf('，', before.length - 1), before.lastIndexOf(',', before.length - 1))
  const start = Math.max(comma + 1, cue - LONGEST / 2)
  return { start, words: words.slice(start, start + LONGEST) }
}

const QUESTION =
  /何时|什么时候|啥时候|几时|多久|为什么|为何|为啥|凭什么|凭啥|怎么(?!样都)|怎样|如何|能否|能不能|可否|是否|是不是|有没有|会不会|该不该|哪里|哪儿|哪个(?:部门|单位)|谁(?:来|在|负责|管|批|给)|多少|难道|究竟|到底|(?:吗|呢|么)$/u
const DEMAND =
  /要求|请(?!问|假|客)|希望|恳请|恳求|恳切|强烈建议|建议|盼|呼吁|敦促|督促|诉求|应当|应该|必须|赶紧|尽快|给(?:个|我们|大家|居民)?(?:一个)?(?:说法|交代|交待|答复|解释)|退还|退款|退钱|赔偿|赔礼|道歉|恢复|公开|公布|管一管|管管|查一查|查查|整治|解决/u
const ACCUSATION =
  /(?:无|没)(?:有)?人(?:管|处理|问|理|修|清|负责|接)|不(?:作为|处理|管|理|解决|回复|接电话|给|让|退|赔|修|清)|推(?:诿|脱|来推去)|踢皮球|敷衍|态度(?:恶劣|差|蛮横)|乱(?:收费|罚款|停|倒|堆|扔|建|涨价)|违(?:规|法|建|章|约)|污染|偷(?:排|倒|工)|排污|恶臭|臭味|异味|噪[音声]|扰民|欺(?:骗|负|压)|诈骗|骗|隐瞒|贪|受贿|腐败|克扣|拖欠|欠薪|超标|偷工减料|豆腐渣|隐患|危险|漏水|积水|塌陷|破损|损坏|坏了|失修|霸占|占道|占用|打人|辱骂|体罚|殴打|霸凌|变质|发霉|中毒|虫|停(?:水|电|气|暖)|断(?:水|电|网)|堵(?:塞|车|死)|危房|裂缝|受伤|死亡/u
const CUES: Record<PostClaim['kind'], RegExp> = { question: QUESTION, demand: DEMAND, accusation: ACCUSATION }

interface Answer {
  text: string
  pairs: Set<string>
  /** Numbers at the head of its points, and of those it names (第二个问题). */
  numbers: Set<number>
}

/** What only says that the post was received takes nothing up. */
function answerOf(statement: string): Answer {
  const folded = fold(statement)
  const own = sentencesOf(folded)
    .filter(({ words }) => !RECEIVED.test(words))
    .map(({ words }) => words)
  const numbers = [...folded.matchAll(POINT)].map(({ 1: head, 2: named }) => countOf(head ?? named ?? ''))
  return {
    text: own.join('\n'),
    pairs: new Set(own.flatMap(pairsOf)),
    numbers: new Set(numbers.filter((each) => each > 0)),
  }
}

const RECEIVED = /收悉|已收到|已知悉|已关注到/u
const POINT =
  /(?:^|[\n。；;：:])\s*[（(]?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:[、.．）)]|[）)][、.]?)|(?:关于|针对|对于|对)?第([一二三四五六七八九十]{1,3}|\d{1,2})(?:个|项|条|点)?(?:问题|诉求|要求|意见|建议|，|：|:)/gu
const HEAD = /^\s*[（(]?(\d{1,2}|[一二三四五六七八九十]{1,3})[、.．）)]/u

const numberOf = (words: string): number | null => {
  const head = HEAD.exec(words)?.[1]
  return head === undefined ? null : countOf(head)
}

/** Of what is asked so much must stand in the answer: two neighbouring characters are near to what a word is. */
const ENOUGH = 0.3

/** What is wrong is named in the answer by the same word: 积水, 漏水. */
function byCue(folded: string, { text }: Answer): boolean {
  const [cue = ''] = ACCUSATION.exec(folded) ?? []
  return cue.length > 1 && text.includes(cue)
}

function byWords(folded: string, { pairs }: Answer): boolean {
  const wanted = new Set(pairsOf(folded))
  if (wanted.size === 0) return false
  let shared = 0
  for (const each of wanted) if (pairs.has(each)) shared += 1
  return shared >= Math.max(wanted.size < 4 ? 1 : 2, Math.ceil(wanted.size * ENOUGH))
}

/** Counted alike in post and answer, or as many points as there are claims. */
function byNumber(number: number | null, index: number, count: number, { numbers }: Answer): boolean {
  if (number !== null) return numbers.has(number)
  return count > 1 && numbers.size === count && numbers.has(index + 1)
}

/** Pairs of neighbouring characters that mean something, and whole words and numbers of other scripts. */
function pairsOf(words: string): string[] {
  const rest = words.replace(CUE_WORDS, ' ')
  const pairs: string[] = []
  for (const { 0: run } of rest.matchAll(RUN)) {
    if (!/\p{Script=Han}/u.test(run)) {
      pairs.push(run.toLowerCase())
      continue
    }
    for (let at = 0; at + 1 < run.length; at += 1) pairs.push(run.slice(at, at + 2))
  }
  return pairs
}

// Not what is asked about, but how: every post and every answer has them.
const CUE_WORDS =
  /什么时候|何时|多久|为什么|为何|怎么|怎样|如何|能否|能不能|是否|是不是|有没有|哪里|多少|难道|到底|究竟|要求|希望|恳请|建议|尽快|解决|处理|问题|情况|反映|部门|有关|相关|单位|我们|你们|他们|大家|这个|那个|这样|现在|一个|已经|目前|可以|没有|请问|请|您好|回复|答复|说法|交代|吗|呢|吧|啊|的|了|在|是|我|你|您|和|与|及|就|都|也|很|不|对|把|被|给|让|要|会|能|有|个|这|那|上|下|到/gu
const RUN = /\p{Script=Han}{2,}|[\p{L}\p{N}]{2,}/gu

const CHINESE = '一二三四五六七八九'
function countOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['0', text]
  const digit = (each: string) => CHINESE.indexOf(each) + 1
  return (tens === '0' ? 0 : tens === '' ? 10 : digit(tens) * 10) + (ones === '' ? 0 : digit(ones))
}
