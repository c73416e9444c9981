// Mistakes in files: told whole in both languages, the place first, then what is wrong and what would be right.
import { describe, expect, it } from 'vitest'
import { readOrg } from '../../src/domain/org/org-file.ts'
import { readPolicy } from '../../src/domain/policy/policy-file.ts'
import { readWebhooks } from '../../src/domain/post/webhook-mapping-file.ts'
import { carried, type Mistake, mistakesIn, type Problem } from '../../src/domain/yaml/mistake.ts'
import { placed, problemLine, problemText } from '../../src/wording/mistakes/index.ts'
import * as orgs from '../domain/org/wrong-orgs.ts'
import * as hooks from '../domain/post/wrong-webhooks.ts'
import { edited, GOOD } from '../policies/good-policy.ts'
import * as policies from '../policies/wrong-policies.ts'
import { mistakes } from './sample-mistakes.ts'

const SAMPLES = Object.entries(mistakes).flatMap(([code, samples]) =>
  samples.map((facts) => ({ code, ...facts }) as Mistake),
)
const at = (mistake: Mistake, path: Problem['path'] = []): Problem => ({
  file: 'x.yaml',
  line: 3,
  column: 5,
  path,
  mistake,
})

const BROKEN = /undefined|null|NaN|\[object|\{key\}| {2}|。。|，。|：。/

describe.each(SAMPLES)('$code (%#)', (mistake) => {
  it('has a Chinese sentence', () => {
    const says = problemText(at(mistake), 'zh-CN')
    expect(says).toMatch(/\p{Script=Han}.*[。？]$/u)
    expect(says).not.toMatch(BROKEN)
    expect(englishIn(says)).toBeNull()
  })

  it('has an English sentence', () => {
    const says = problemText(at(mistake), 'en')
    expect(says).toMatch(/^["\p{L}\p{N}<-]/u)
    expect(says).not.toMatch(BROKEN)
    // What a file holds may be Chinese.
    const quoted = /"[^"]*"|: write .*|\{.*\}|level 1 has the name 重大 too/gu
    expect(says.replaceAll(quoted, '')).not.toMatch(/\p{Script=Han}|[，。：；]/u)
  })
})

describe('a line', () => {
  const mistake: Mistake = { code: 'no-unit', value: '24' }

  it('names the file and the place first, then where in the document', () => {
    const problem = at(mistake, ['levels', 1, 'approvers', 'value', 0])
    expect(problemLine(problem, 'zh-CN')).toMatch(/^x\.yaml:3:5 levels\[2\]\.approvers\.value\[1\]：时长须有单位，/)
    expect(problemLine(problem, 'en')).toMatch(/^x\.yaml:3:5 levels\[2\]\.approvers\.value\[1\]: 24 has no unit: /)
    expect(problemLine(at(mistake), 'en')).toMatch(/^x\.yaml:3:5 24 has no unit: /)
    expect(placed(problem, '……')).toBe('x.yaml:3:5 ……')
  })

  it('of what zod says by itself there is none', () => {
    expect(mistakesIn(carried(mistake))).toEqual([mistake])
    for (const own of ['Invalid input', 'Unrecognized key: "a"', '', '{}', '7', '["'])
      expect(mistakesIn(own)).toEqual([])
  })
})

/** English prose: two words in a row, outside of what a file holds (in quotes and brackets, a title, a form of time). */
const englishIn = (says: string): string | null =>
  says
    .replaceAll(
      /“[^”]*”|"[^"]*"|\{[^}]*\}|\[[^\]]*\]|（[^（）]*Unresolved alias[^（）]*）|(例如|en:) Our plan|YYYY\S* \S+/g,
      '',
    )
    .match(/[A-Za-z]{2,} [A-Za-z]{2,}/)?.[0] ?? null

const told = (kind: 'policy' | 'org' | 'webhooks', text: string): Problem[] => {
  const file = `${kind}.yaml`
  const read = { policy: readPolicy, org: readOrg, webhooks: readWebhooks }[kind](text, file)
  return read.ok ? [] : read.problems
}

it('English would be seen', () => {
  const seen = SAMPLES.filter((mistake) => englishIn(problemText(at(mistake), 'en')) !== null)
  expect(seen.length).toBeGreaterThan(SAMPLES.length * 0.9)
})

/** All that the tests of the readers have wrong. */
const WRONG: [kind: 'policy' | 'org' | 'webhooks', texts: string[]][] = [
  ['policy', [...policies.WRONG.map((each) => edited(each.for, each.write)), ...policies.HARDLY.map(([text]) => text)]],
  [
    'org',
    [
      ...orgs.WRONG.map(([find, put]) => orgs.edited(find, put).replaceAll('‸', '')),
      ...orgs.NONE.map(([text]) => text),
    ],
  ],
  [
    'webhooks',
    [...hooks.WRONG.map(([right, put]) => hooks.RIGHT.replace(right, put)), ...hooks.NONE, hooks.TWICE, hooks.NEITHER],
  ],
]

describe.each(WRONG)('what is wrong in a file of the kind %s', (kind, texts) => {
  it('is never told in English where Chinese is spoken', () => {
    for (const text of texts) {
      const problems = told(kind, text)
      expect(problems.length).toBeGreaterThan(0)
      for (const problem of problems) {
        const says = problemText({ ...problem, path: [] }, 'zh-CN')
        expect(says).toMatch(/\p{Script=Han}.*[。？]$/u)
        expect(says).not.toMatch(BROKEN)
        expect([says, englishIn(says)]).toEqual([says, null])
        expect(problem.mistake.code).not.toBe('not-right')
      }
    }
  })
})

describe('in Chinese', () => {
  it.each<[find: string, write: string, ...said: string[]]>([
    ['name: our-plan\n', '', '1:1 缺少“name（名称）”这一项，请补上，例如 name: our-plan。'],
    [
      'title: {',
      'titel: {',
      '1:1 缺少“title（标题）”这一项，请补上，例如 title: { zh-CN: 本单位预案, en: Our plan }。',
      '2:1 没有“titel”这一项，是否为“title（标题）”？',
    ],
    ['within: 24h', 'within: 2小时', '26:13 clocks.reply.within：时长应写作 2h，现为“2小时”。'],
    [
      'within: 24h',
      'within: 两小时',
      '26:13 clocks.reply.within：应为时长，写作 30m（分钟）、24h（小时）、1d（天）、4wh（工作小时）或 5wd（工作日），现为“两小时”。',
    ],
    [
      'within: 24h',
      'within: 24',
      '26:13 clocks.reply.within：时长须有单位，请写作 24h（小时）、24m（分钟）、24d（天）、24wh（工作小时）或 24wd（工作日），现为 24。',
    ],
    ['within: 24h', 'within:', '26:5 clocks.reply.within：没有写内容，请补上，例如 24h。'],
    [
      'at: +1h',
      'at: 1h',
      '39:13 ladders.department[4].at：须写明在到期之前还是之后：之后写作 +1h，之前写作 -1h，现为“1h”。',
    ],
    ['en: Our plan', 'en: 2026', '2:28 title.en：应为文字，请加上引号，写作 "2026"。'],
    ['[mon, tue, wed, thu, fri]', 'mon', '6:9 working-time.days：列表应写作 [mon]，现为“mon”。'],
    [
      '"08:30-12:00", ',
      '"12:00-08:30", ',
      '7:11 working-time.hours[1]：时段的结束须晚于开始，例如 "08:30-12:00"，现为“12:00-08:30”。',
    ],
    ['[2026-12-26]', '[2026-12-25]', '9:10 working-time.open[1]：2026-12-25 也列入了放假（closed），请删去其中一处。'],
    ['value: 2, assumed', 'value: 4, assumed', '18:20 opens-at.value：预案中没有等级 4，可选：1、2。'],
    ['at-most: 5wd', 'at-most: 500wd', '19:20 commit.at-most：不得超过一年，至多写 260wd，现为“500wd”。'],
    [
      'base: assigned',
      'base: approved',
      '23:18 clocks.claim.base：时限 claim（签收）不能自 approved（审定）起算，可选：assigned（分办）。',
    ],
    [
      'document: reminder-notice',
      'document: 催办',
      '39:42 ladders.department[4].document：“催办”不是文书，可选：reminder-notice（催办通知书）、supervision（督办单）、bulletin（通报）。',
    ],
    [
      'tell: [leading-group], repeat: 1wd',
      'tell: [leading-group]',
      '40:7 ladders.department[5]：最后一级须重复提醒，以免案件被遗忘，请加上 repeat: 1wd。',
    ],
    ['watch: [24h, 72h, 7d]', 'watch: [72h, 24h]', '47:14 watch[2]：24h 不晚于前一次的 72h，各次回访请由早到晚排列。'],
    [
      'formula: warn',
      'formula: warm',
      '49:20 checks.formula：“warm”不是核对的处理方式，是否为 warn（提示）？可选：refuse（须改）、warn（提示）、off（不查）。',
    ],
    [
      'typing: off',
      'personal-data: off',
      '49:41 checks.personal-data：个人信息一律须改，预案不能放宽，请写 refuse，或删去这一行。',
    ],
    ['    within: 24h', '\twithin: 24h', '26:1 此处用了制表符（Tab），缩进请用空格。'],
    ['    within: 24h', '   within: 24h', '26:1 缩进与上文各行都不一致，请将同一级的各项左侧对齐。'],
    ['en: Our plan', 'en: "Our plan', '2:39 引号没有闭合，请补上。'],
    ['watch: [', 'name: our-plan\nwatch: [', '47:1 “name”这一项写了两次，请删去一处。'],
    [
      'owner: duty-officer, ladder: desk, assumed',
      'owner: 值班员, ladder: desk, assumed',
      '22:47 clocks.triage.owner：岗位须用规定的写法，“值班员”请写作 duty-officer。',
    ],
    [
      'clocks:\n  triage',
      '时限:\n  triage',
      '1:1 缺少“clocks（时限）”这一项，请补上，例如 clocks: { triage: { base: opened, within: 30m, owner: duty-officer, ladder: desk } }。',
      '21:1 没有“时限”这一项，是否为“clocks（时限）”？',
    ],
  ])('a policy with %j as %j', (find, write, ...said) => {
    expect(told('policy', edited(find, write)).map((each) => problemLine(each, 'zh-CN'))).toEqual(
      said.map((each) => `policy.yaml:${each}`),
    )
  })

  it.each<[find: string, write: string, ...said: string[]]>([
    [
      'contact: chen',
      'contact: chan',
      '2:72 departments[1].contact：本文件中没有代号为“chan”的人员，请补上，或更正代号。',
    ],
    ['- key: housing', '- key: urban', '3:10 departments[2].key：另一部门的代号也是“urban”，请各用各的代号。'],
    [
      'name: 住建局',
      'name: 城管局',
      '4:11 departments[2].name：“城管局”也指部门“urban”，一个名称只能指一个部门，请改用其他名称。',
    ],
    [
      'purpose: duty',
      'purpose: dutty',
      '11:27 rooms[1].purpose：“dutty”不是群的用途，是否为 duty（值班群）？可选：duty（值班群）、department（部门群）、leaders（领导群）、superior（上级群）。',
    ],
    [
      'roles: [head] }',
      'roles: [head], ids: { feishu: ou_1 } }',
      '8:57 people[2].ids.feishu：人员“chen”也登记了飞书账号“ou_1”，每人请各用自己的账号。',
    ],
    ['feishu: ou_1', 'feishu: 1', '7:61 people[1].ids.feishu：应为文字，请加上引号，写作 "1"。'],
    [
      'rooms:\n',
      'rooms：\n',
      '10:1 本行缺少冒号，请依次写项名、半角冒号、空格、内容。本行有全角符号，请改用半角的 : , " { } [ ]。',
      '11:53 本行缺少冒号，请依次写项名、半角冒号、空格、内容。',
    ],
    ['key: zhou', 'key: zhiban', '9:12 people[3].key：代号“zhiban”由软件自用，请换一个。'],
  ])('an org with %j as %j', (find, write, ...said) => {
    expect(told('org', orgs.edited(find, write)).map((each) => problemLine(each, 'zh-CN'))).toEqual(
      said.map((each) => `org.yaml:${each}`),
    )
  })

  it.each<[find: string, write: string, said: string]>([
    [
      'title: title',
      'title: user.name',
      '11:14 webhooks[1].map.title：“user.name”是发帖人的信息，软件一律不记录，请删去。',
    ],
    ['hmac-sha256', 'md5', '4:50 webhooks[1].signature.algorithm：“md5”不是签名算法，可选：hmac-sha256。'],
    [
      'X-Timestamp }',
      'X-Timestamp, tolerance: 2h }',
      '5:50 webhooks[1].timestamp.tolerance：允许的时差至多 1h，以分钟或小时计，例如 5m，现为“2h”。',
    ],
    [
      'NEWS_WATCH_SECRET',
      'ZHIBAN_API_TOKEN',
      '3:17 webhooks[1].secret-env：ZHIBAN_API_TOKEN 是值班台自用的环境变量，请换用其他名称。',
    ],
    [
      'items: data.list',
      'items: data..list',
      '6:12 webhooks[1].items：应为路径，各级名称以点相连，列表中的位置写在方括号内，例如 data.list[0].url，现为“data..list”。',
    ],
    ['title: title', 'titel: title', '11:7 webhooks[1].map：没有“titel”这一项，是否为“title（标题）”？'],
    [
      'NEWS_WATCH_SECRET',
      's3cret-value',
      '3:17 webhooks[1].secret-env：应为环境变量的名称（密钥本身不得写在此处），例如 NEWS_WATCH_SECRET，现为“***”。',
    ],
  ])('a file of webhooks with %j as %j', (find, write, said) => {
    expect(told('webhooks', hooks.RIGHT.replace(find, write)).map((each) => problemLine(each, 'zh-CN'))).toEqual([
      `webhooks.yaml:${said}`,
    ])
  })

  it('what is no YAML in a way that has no sentence is told by its line, with the word of the parser', () => {
    const [problem, ...more] = told('policy', `${GOOD}last: &a &b c\n`)
    expect(more).toEqual([])
    expect(problem && problemLine(problem, 'zh-CN')).toMatch(/^policy\.yaml:50:\d+ 第50行附近格式有误（.+）。$/)
  })
})
