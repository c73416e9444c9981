// How alike posts are told to be: what is joined, what is asked about, what is neither.
import { describe, expect, it } from 'vitest'
import { compare, comparedText, marksOf } from '../../../src/domain/post/likeness/likeness.ts'
import { daysIn, namesIn } from '../../../src/domain/post/likeness/names.ts'
import { randomOf, rewritten, seedOf } from '../../support/likeness-corpus.ts'
import { likenessFigures } from '../../support/likeness-figures.ts'

const ON = '2026-11-28'
const of = (text: string) => comparedText(text, ON)
const verdict = (one: string, other: string) => {
  const found = compare(of(one), of(other))
  return found === null ? null : `${found.is}: ${found.how}`
}

const FLOOD =
  '青山路幼儿园门口又淹了。下了一夜雨，积水没过脚踝，孩子们只能被家长背进去。排水口被落叶堵死，去年就说要改造管网，到现在也没动工，请尽快到现场看一看。'

describe('two texts', () => {
  it('are the same in traditional characters, full width, other punctuation, with a link and what an app puts around it', () => {
    expect(
      verdict(
        FLOOD,
        FLOOD.replaceAll('门', '門')
          .replaceAll('没', '沒')
          .replace(/[，。]/gu, ' '),
      ),
    ).toBe('same: text')
    expect(verdict(FLOOD, `${FLOOD} https://v.douyin.com/abc/ 复制此链接，打开抖音搜索，直接观看视频！`)).toBe(
      'same: text',
    )
  })

  it('are asked about where much of one is left out', () => {
    const more = `${FLOOD}保安拿扫帚往外扫水，扫了一上午还是一片汪洋，几辆电动车泡在水里打不着火，老人蹚水差点滑倒。`
    expect(verdict(FLOOD, more)).toBe('alike: text')
    expect(verdict(FLOOD, FLOOD.slice(0, 58))).toBe('alike: text')
    expect(verdict(FLOOD, FLOOD.slice(0, 40))).toBeNull()
  })

  it('are never the same where each names a place, a house or a date that the other does not', () => {
    expect(verdict(FLOOD, FLOOD.replace('青山路', '红旗路'))).toBe('alike: text')
    expect(verdict(`${FLOOD}青山路12号`, `${FLOOD}青山路98号`)).toBe('alike: text')
  })

  it('are nothing to each other at the same place for another reason', () => {
    const noise =
      '青山路幼儿园对面的工地夜里两点还在打桩，玻璃窗跟着一起震，渣土车喇叭按得震天响，高三的孩子第二天上课直打瞌睡，说了几次都没有用。'
    expect(verdict(FLOOD, noise)).toBeNull()
  })

  it('of few letters are asked about where they say the same, and are not joined', () => {
    const title = '青山路幼儿园门口积水没过脚踝孩子只能背进去'
    expect(verdict(title, `${title}！`)).toBe('alike: text')
    expect(verdict(title, '青山路幼儿园门口积水三天没有人来抽水怎么办')).toBeNull()
    expect(verdict('求助', '求助')).toBeNull()
    expect(verdict('', '')).toBeNull()
  })

  it('in other words are one matter by two names and a day, however they are written', () => {
    const one = '昨天傍晚青山路和解放街路口两车相撞，堵了一个小时。'
    expect(verdict(one, '11月27日，解放街口发生碰撞，青山路上的车排到了桥下')).toBe('alike: matter')
    expect(verdict(one, '11月25日，解放街口发生碰撞，青山路上的车排到了桥下')).toBeNull()
    expect(verdict(one, '11月27日，青山路上的车排到了桥下')).toBeNull()
  })
})

describe('names and days', () => {
  it('are found as they stand in a sentence, and common words are none', () => {
    expect([...namesIn('在青山路与人民中路交叉口，和平小区旁边的马路上')].sort()).toEqual([
      '和平小区',
      '民中路',
      '青山路',
    ])
  })

  it('count from the day on which the post was found', () => {
    expect([...daysIn('昨晚、今早，还有 2026-11-05 和10月9日', ON)].sort()).toEqual(['10-9', '11-27', '11-28', '11-5'])
    expect([...daysIn('3月45日，13月1日', ON)]).toEqual([])
    expect([...daysIn('前天', '2026-01-01')]).toEqual(['12-30'])
  })
})

describe('marks', () => {
  it('are whole numbers of 32 bits, the same each time', () => {
    const { wide, close } = marksOf(of(FLOOD))
    expect([wide.length, close.length]).toEqual([40, 16])
    expect([...wide, ...close].every((mark) => Number.isInteger(mark) && Math.abs(mark) <= 2 ** 31)).toBe(true)
    expect(marksOf(of(FLOOD))).toEqual({ wide, close })
    // They are stored: another way of making them would find nothing of before.
    expect([wide[0], close[0]]).toMatchInlineSnapshot(`
      [
        492926126,
        -1691961907,
      ]
    `)
  })

  it('of texts that say other things have none in common', () => {
    const marks = Array.from({ length: 60 }, (_, index) => new Set(marksOf(of(seedOf(index).text)).wide))
    const pairs = marks.flatMap((one, at) =>
      marks.slice(at + 1).map((other) => [...one].some((mark) => other.has(mark))),
    )
    expect(pairs.filter(Boolean).length / pairs.length).toBeLessThan(0.05)
  })
})

describe('the corpus', () => {
  it('is the same each time', () => {
    expect(seedOf(5)).toEqual(seedOf(5))
    expect(rewritten(seedOf(5), 'read', randomOf(5))).toBe(rewritten(seedOf(5), 'read', randomOf(5)))
  })

  // The whole of it: `npm run bench -- likeness`.
  it('is told apart: what is joined is the same, and what is the same is joined or asked about', () => {
    const { precision, recall, joined, recallBy } = likenessFigures(40)
    expect(joined).toBeGreaterThan(100)
    expect(precision).toBeGreaterThanOrEqual(0.995)
    expect(recall).toBeGreaterThanOrEqual(0.9)
    expect(Math.min(...Object.values(recallBy))).toBeGreaterThanOrEqual(0.85)
  })
})
