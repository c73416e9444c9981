// Names may hold blanks, and be typed in any width, with quotation marks or not: the longest that is known is meant.
import { describe, expect, it } from 'vitest'
import { readCommand } from '../../../src/domain/input/command-text.ts'
import { namesIn, withLevels } from '../../../src/domain/input/known-names.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import { ORG, POLICY } from '../../support/sample.ts'

const unit = (key: string, name: string, ...aliases: string[]) => ({
  key,
  name,
  aliases,
  room: null,
  contact: null,
  head: null,
  supervisor: null,
})
const person = (key: string, name: string) => ({ key, name, roles: ['duty-officer' as const], ids: {} })

const PLACE: Org = {
  departments: [
    ...ORG.departments,
    unit('um', 'Urban Management', 'Urban Mgmt'),
    unit('urban-only', 'Urban'),
    unit('hc', 'Health Commission'),
    unit('eb', 'Education Bureau'),
    unit('works', 'Dealing with Waste'),
  ],
  people: [...ORG.people, person('li-min', 'Li Min'), person('zhang', 'Zhang San'), person('zs', 'Zhang San Feng')],
  rooms: ORG.rooms,
}
const [first, second] = POLICY.levels
const POLICY_IN_WORDS = {
  ...POLICY,
  levels: [
    { ...(first as (typeof POLICY.levels)[number]), name: { zh: '特别 重大', en: 'Very serious' } },
    { ...(second as (typeof POLICY.levels)[number]), name: { zh: '一级', en: 'Very' } },
  ],
}
const NAMES = withLevels(namesIn(PLACE), POLICY_IN_WORDS)
const read = (text: string, called: string[] = []) =>
  readCommand(text, called.length === 0 ? NAMES : { ...NAMES, called: namesIn(PLACE, called).called })

describe('a command after names', () => {
  it.each([
    '@Zhang San /列表',
    '@Zhang San/列表',
    '@Zhang San Feng /列表',
    '＠Zhang  San\u00a0/列表',
    '@zhang san /列表',
    '@ZHANG SAN：/列表',
    '＠值班台 /列表',
    '@值班台/列表',
    '@值班台，/列表',
    '@Duty Desk /list',
    '@duty desk/list',
    '@"Zhang San" /列表',
    '@“李敏” ＠Zhang San ／列表',
    '@李敏/列表',
    '@城管局 /列表',
    '@值班群 /列表',
    '@所有人/列表',
    '@somebody /列表',
    '@somebody/列表',
    '@_user_2/列表',
    '@Bob Miller /list',
    '@A/B /列表',
    '\u200e@值班台 /列表',
  ])('%j is understood', (text) => {
    expect(read(text)).toEqual({ kind: 'query', query: { type: 'list', which: 'open' }, case: null })
  })

  it('is understood after those of whom the channel tells', () => {
    expect(read('@Wu Di 2 /签收 #7', ['Wu Di 2'])).toMatchObject({ command: { type: 'claim' }, case: 7 })
    expect(read('@wu di/签收 #7', ['wu di'])).toMatchObject({ command: { type: 'claim' }, case: 7 })
  })

  it.each([
    '@Zhang San 你看',
    '@李敏 昨天 /签收 了吗',
    '@值班台长 在吗',
    '@bob see /docs',
    '@bob/docs see',
    '@陈宇 在吗/列表',
  ])('%j is talk', (text) => expect(read(text)).toEqual({ kind: 'talk' }))

  it('costs no more than its length', () => {
    const begun = performance.now()
    read(`${'@Zhang San '.repeat(100_000)}/签收`)
    read(`@${'Zhang '.repeat(100_000)}`)
    expect(performance.now() - begun).toBeLessThan(2_000)
  })
})

describe('departments', () => {
  it.each<[string, string, string[]]>([
    ['/assign Urban Management', 'Urban Management', []],
    ['/assign urban  management', 'Urban Management', []],
    ['/assign "Urban Management"', 'Urban Management', []],
    ['/assign “Ｕrban Management”', 'Urban Management', []],
    ['/assign @Urban Mgmt', 'Urban Mgmt', []],
    ['/assign Urban', 'Urban', []],
    ['/assign Dealing with Waste', 'Dealing with Waste', []],
    ['/assign Dealing with Waste with Urban', 'Dealing with Waste', ['Urban']],
    ['/assign Urban Management with Health Commission, Education Bureau', 'Urban Management', ['Health Commission', 'Education Bureau']],
    ['/assign "Urban Management" with "Health Commission", "Education Bureau"', 'Urban Management', ['Health Commission', 'Education Bureau']],
    ['/assign Urban Management with Health Commission Education Bureau', 'Urban Management', ['Health Commission', 'Education Bureau']],
    ['/assign Urban Management with: Health Commission and Education Bureau.', 'Urban Management', ['Health Commission', 'Education Bureau']],
    ['/分办 Urban Management 协办 Health Commission、卫健委', 'Urban Management', ['Health Commission', '卫健委']],
    ['/分办：城管局', '城管局', []],
    ['/分办城管局', '城管局', []],
    ['/分办“城管局”', '城管局', []],
    ['/分办 @城管局', '城管局', []],
    ['/分办 ＠城管局，协办：卫健委', '城管局', ['卫健委']],
    ['/分办 城管局（协办卫健委）', '城管局', ['卫健委']],
    ['/分办 城管局协办卫健委', '城管局', ['卫健委']],
    ['/分辦 衛健委', '卫健委', []],
    ['/assign Urban Management with Water Board', 'Urban Management', ['Water', 'Board']],
  ])('%j', (text, department, co) => {
    expect(read(text)).toEqual({ kind: 'command', command: { type: 'assign', department, co }, case: null })
  }) // biome-ignore format: a line an input

  it('a name with more behind it is none that the desk knows', () => {
    expect(read('/分办 城管局 请尽快')).toMatchObject({ command: { department: '城管局 请尽快' } })
  })
})

describe('levels', () => {
  it.each<[string, string, string]>([
    ['/sev "Very serious" tv', 'Very serious', 'tv'],
    ['/sev Very serious tv', 'Very serious', 'tv'],
    ['/sev very  serious, tv', 'Very serious', 'tv'],
    ['/sev Very tv', 'Very', 'tv'],
    ['/等级 特别 重大 媒体', '特别 重大', '媒体'],
    ['/等级 一级 媒体', '一级', '媒体'],
    ['/等级：2 媒体', '2', '媒体'],
    ['/等级 2级', '2', ''],
  ])('%j', (text, level, reason) => {
    expect(read(text)).toEqual({ kind: 'command', command: { type: 'level', level, reason }, case: null })
  })

  it('in quotation marks need not be known', () => {
    expect(readCommand('/sev "Very serious" tv')).toMatchObject({ command: { level: 'very serious', reason: 'tv' } })
  })
})

describe('the rota and bindings', () => {
  it.each<[string, object]>([
    ['/duty "Li Min" 20:00 to 08:00', { who: 'Li Min', from: '20:00', until: '08:00' }],
    ['/duty Li Min 20:00 to 08:00', { who: 'Li Min', from: '20:00', until: '08:00' }],
    ['/duty ＠li min 10-09 20:00 to 10-10 08:00', { who: 'Li Min', from: '10-09 20:00', until: '10-10 08:00' }],
    ['/duty Li Min', { who: 'Li Min', from: '', until: '' }],
    ['/duty Li Min until 08:00', { who: 'Li Min', from: '', until: '08:00' }],
    ['/值班：周洁 20:00 至 08:00', { who: '周洁', from: '20:00', until: '08:00' }],
    ['/值班周洁 至 08:00', { who: '周洁', from: '', until: '08:00' }],
    ['/值班 周洁、Li Min 20:00 至 08:00', { who: '周洁', beside: ['Li Min'], from: '20:00', until: '08:00' }],
    ['/duty Ma Chao 20:00 to 08:00', { who: 'Ma Chao', from: '20:00', until: '08:00' }],
    ['/duty "Ma Chao" 20:00 to 08:00', { who: 'Ma Chao', from: '20:00', until: '08:00' }],
  ])('%j', (text, query) => {
    expect(read(text)).toEqual({ kind: 'query', query: { type: 'duty', ...query }, case: null })
  })

  it.each<[string, string, string]>([
    ['/bind "Urban Management"', 'Urban Management', ''],
    ['/bind Urban Management', 'Urban Management', ''],
    ['/bind Urban Management ou_x', 'Urban Management', 'ou_x'],
    ['/bind Zhang San @Zhang San', 'Zhang San', '@Zhang San'],
    ['/bind Zhang San Feng ou_1', 'Zhang San Feng', 'ou_1'],
    ['/绑定：城管局', '城管局', ''],
    ['/绑定城管局', '城管局', ''],
    ['/绑定值班群', '值班群', ''],
    ['/bind duty', 'duty', ''],
  ])('%j', (text, target, account) => {
    expect(read(text)).toEqual({ kind: 'query', query: { type: 'bind', target, account }, case: null })
  })
})
