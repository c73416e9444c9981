// What is said of a command that failed: in the language of the configuration, with what to do, and no bare code.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unreadyText } from '../../src/cli/doctor/service.ts'
import { saidOf } from '../../src/cli/failure.ts'
import { ServerUnfitError } from '../../src/db/engine/connect.ts'
import { MigrationError, type MigrationFault } from '../../src/db/engine/migration-files.ts'
import { NEARLY_FULL, NoRoomError } from '../../src/desk/operations/storage.ts'
import { FINDING_KINDS } from '../../src/domain/notice/finding.ts'
import { idle, NO_ANSWER, pending } from '../../src/web/health-problems.ts'
import { commandLineWords } from '../../src/wording/cli-words.ts'
import { zhiban } from '../support/command-line.ts'
import { freshPlace } from '../support/database.ts'

const zh = commandLineWords('zh-CN', 'zhiban')
const en = commandLineWords('en', 'zhiban')

const names = ['0002_later.sql']
const faults: Record<MigrationFault['reason'], MigrationFault> = {
  'bad-name': { reason: 'bad-name', names },
  'same-number': { reason: 'same-number', names: ['0002_a.sql', '0002_b.sql'] },
  newer: { reason: 'newer', names },
  changed: { reason: 'changed', names },
  late: { reason: 'late', names, latest: '0003_latest.sql' },
  failed: { reason: 'failed', names, why: 'no such column' },
}
const coded = (code: string, more: object = {}) => Object.assign(new Error(`raw ${code}`), { code, ...more })
const refused = coded('ECONNREFUSED', { address: '10.0.0.8', port: 5432 })

const FAILED: [of: string, error: Error, chinese: string][] = [
  ['migrations of a newer version', new MigrationError(faults.newer, 'raw'), '数据库已由较新的版本更新过（其中有 0002_later.sql），请运行该版本，或更新的版本。'],
  ['a migration that came late', new MigrationError(faults.late, 'raw'), '数据库结构文件 0002_later.sql 的编号早于已应用的 0003_latest.sql，请改用下一个未用的编号。'],
  ['a migration that failed', new MigrationError(faults.failed, 'raw'), '数据库结构文件 0002_later.sql 执行失败（no such column），数据库未作任何改动。'],
  ...Object.values(faults).map((fault): [string, Error, string] => [fault.reason, new MigrationError(fault, 'raw'), '数据库']),
  ['a full disk', new NoRoomError('/srv/zhiban', 12, 64), '/srv/zhiban 所在的磁盘只剩12MB，内置数据库至少需要64MB。请腾出空间后再启动，已有的数据不受影响。'],
  ['an old server', new ServerUnfitError({ version: '12.9', oldest: 14 }, 'raw'), 'PostgreSQL 12.9 太旧，至少须为 14。请更新后再试。'],
  ['another encoding', new ServerUnfitError({ encoding: 'EUC_CN' }, 'raw'), '数据库的编码是 EUC_CN，须为 UTF8。请新建编码为 UTF8 的数据库。'],
  ['a server that is down', refused, '数据库 10.0.0.8:5432 拒绝连接。请确认 PostgreSQL 已启动，并核对 DATABASE_URL 的主机和端口。'],
  ['a host with two addresses', coded('ECONNREFUSED', { errors: [refused, refused] }), '数据库 10.0.0.8:5432 拒绝连接。'],
  ['a host that is none', coded('ENOTFOUND', { hostname: 'db.example' }), '找不到数据库的主机 db.example。请核对 DATABASE_URL。'],
  ['a wrong password', coded('28P01'), '数据库不接受 DATABASE_URL 中的用户名或口令。请核对。'],
  ['a folder of somebody else', coded('EACCES', { path: '/srv/zhiban' }), '没有读写 /srv/zhiban 的权限。请为运行值班台的用户授权，或另选 ZHIBAN_DATA。'],
  ['a disk for reading only', coded('EROFS', { path: '/srv/zhiban' }), '/srv/zhiban 所在的磁盘是只读的。请另选 ZHIBAN_DATA。'],
] // biome-ignore format: a line each

describe.each(FAILED)('%s', (_, error, chinese) => {
  it('is told in either language', () => {
    expect(saidOf(error, zh)).toContain(chinese)
    expect(saidOf(error, zh)).toMatch(/。$/)
    expect(saidOf(error, en)).toMatch(/^[^\p{Script=Han}]+$/u)
    for (const said of [saidOf(error, zh), saidOf(error, en)]) expect(said).not.toMatch(/raw|undefined|: *:/)
  })
})

it('what nobody has foreseen is told as it is', () => {
  expect(saidOf(new Error('something else'), zh)).toBe('something else')
  expect(saidOf(coded('toString'), zh)).toBe('raw toString')
})

it.each([
  [NEARLY_FULL, '内置数据库所在的磁盘将满，腾出空间之前不再接收'],
  [NO_ANSWER, '数据库没有应答'],
  [idle('sweep'), '后台任务“时限检查”（sweep）超过1分钟没有正常完成，原因见日志'],
  [idle('sign of life'), '后台任务“运行记录”（sign of life）超过1分钟没有正常完成，原因见日志'],
  [idle('round of each minute'), '后台任务 round of each minute 超过1分钟没有正常完成，原因见日志'],
  [pending('0009_next.sql'), '数据库结构文件 0009_next.sql 尚未应用'],
])('doctor tells in either language that the service says: %s', (says, chinese) => {
  expect(unreadyText(says, zh.doctor)).toBe(chinese)
  expect(unreadyText(says, en.doctor)).toContain(says)
  expect(unreadyText(`${says} (or so)`, zh.doctor)).toBe(`${says} (or so)`)
})

it.each(FINDING_KINDS)('doctor tells of the finding %s in either language', (kind) => {
  expect(zh.doctor.service.finding(kind, 3)).toMatch(/^\p{Script=Han}[^a-z]*，共3处，详见值班群$/u)
  expect(en.doctor.service.finding(kind, 3)).toMatch(new RegExp(`^[a-z].* \\(${kind}\\), 3: see the duty room$`))
})

it('doctor tells of a finding of a later version by its kind', () => {
  expect(zh.doctor.service.finding('a-later-kind', 1)).toContain('a-later-kind')
  expect(en.doctor.service.finding('a-later-kind', 1)).toBe('a-later-kind, 1: see the duty room')
})

describe('in Chinese', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhiban-failure-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const written = async (name: string, text: string) => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  const said = async (args: string[], env: Record<string, string> = {}) => {
    const nowhere = { DATABASE_URL: '', ZHIBAN_DATA: join(folder, 'data'), ZHIBAN_SECRET: 'x'.repeat(32) }
    const { status, out, err } = await zhiban(args, { ZHIBAN_LANG: 'zh-CN', ...nowhere, ...env })
    return { status, out, lines: err.trimEnd().split('\n') }
  }

  it('policy check names each mistake', async () => {
    const file = await written('bureau.yaml', 'name: Bureau\nclocks: { reply: { within: 2小时 } }\n')
    const { status, lines } = await said(['policy', 'check', file])
    expect([status, lines[0]]).toEqual([1, '预案有误：'])
    expect(lines).toContain(`  ${file}:2:28 clocks.reply.within：时长应写作 2h，现为“2小时”。`)
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {2}\S+\.yaml:\d+:\d+ .*\p{Script=Han}.*[。？]$/u)
  })

  it('org import names each mistake, and a file that is not there', async () => {
    const file = await written('org.yaml', 'people:\n  - { key: chen, name: 110 }\n')
    expect(await said(['org', 'import', file])).toMatchObject({
      status: 1,
      lines: ['组织文件有误：', `  ${file}:2:24 people[1].name：应为文字，请加上引号，写作 "110"。`],
    })
    const none = await said(['org', 'import', join(folder, 'none.yaml')])
    expect(none.lines).toEqual([`组织文件 ${join(folder, 'none.yaml')} 无法读取：没有这个文件，请核对路径。`])
    expect((await said(['org', 'import', folder])).lines[0]).toContain('这是目录，不是文件')
  })

  it('a start and the doctor name what is wrong in the files of the configuration', async () => {
    const org = await written('org.yaml', 'room: []\n')
    const place = await freshPlace()
    const started = await said(['serve'], { ...place.env, ZHIBAN_ORG: org })
    await place.dispose()
    expect(started).toMatchObject({
      status: 1,
      lines: ['组织文件有误：', expect.stringContaining('没有“room”这一项，是否为“rooms（群）”？')],
    })
    const hooks = await written('hooks.yaml', 'webhooks: []\n')
    const looked = await said(['doctor'], { ZHIBAN_WEBHOOKS: hooks })
    expect(looked.out).toContain(`推送接口文件有误：\n  ${hooks}:1:11 webhooks：列表是空的，请补上，`)
  })

  it('a database that is not there', async () => {
    const away = { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/none' }
    const says = '数据库 127.0.0.1:1 拒绝连接。请确认 PostgreSQL 已启动，并核对 DATABASE_URL 的主机和端口。'
    expect(await said(['migrate'], away)).toMatchObject({ status: 1, lines: [says] })
    expect((await said(['doctor'], away)).out).toContain(says)
  })
})
