// zhiban demo: the main job on an embedded database of its own, with a sample institution, in drill time.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineCommand } from 'citty'
import { type Config, environmentVariables, FASTEST, readConfig } from '../../config.ts'
import { openDatabase } from '../../db/engine/connect.ts'
import { migrate } from '../../db/engine/migrate.ts'
import { readCurrent, readInstitution } from '../../db/institution/institution.ts'
import type { Person } from '../../domain/org/org.ts'
import { type Service, startService } from '../../main.ts'
import { commandLineWords } from '../../wording/cli-words.ts'
import { answerLocally } from '../local/answer.ts'
import { readSettings } from '../settings.ts'
import { UsageError } from '../usage.ts'
import { words } from '../words.ts'
import { DAY_POLICY, liveStage, playDay, readDay, type WrittenDay } from './day.ts'
import { stopOnSignal } from './serve.ts'

const SAMPLE_ORG = fileURLToPath(new URL('../../../docs/sample-org.yaml', import.meta.url))

/** Twenty-five hours in two and a half minutes. */
const DAY_SPEED = '600'

export const demoCommand = defineCommand({
  args: {
    speed: { type: 'string' },
    policy: { type: 'string' },
    day: { type: 'boolean' },
    fresh: { type: 'boolean' },
    'feishu-emulator': { type: 'boolean' },
  },
  async run({ args }) {
    const { errors } = words().usage
    if (args.speed !== undefined && !(Number(args.speed) > 0 && Number(args.speed) <= FASTEST))
      throw new UsageError(errors.badSpeed(FASTEST))
    if (args.day && args.policy !== undefined) throw new UsageError(errors.dayHasPolicy)
    if (args.day && args['feishu-emulator']) throw new UsageError(errors.dayInRoom)
    const environment = { ...environmentVariables(), DATABASE_URL: undefined }
    const config = readSettings({
      ...environment,
      ...set('ZHIBAN_SPEED', args.speed ?? (args.day ? DAY_SPEED : undefined)),
      ...set('ZHIBAN_POLICY', args.day ? DAY_POLICY : args.policy),
    })
    const logLevel = logLevelOf(environment)
    if (args['feishu-emulator']) return playOnFeishu(config, logLevel)
    return playInRoom(config, logLevel, { day: args.day ? await readDay() : null, fresh: args.fresh ?? false })
  },
})

async function playInRoom(
  config: Config,
  logLevel: Config['logLevel'],
  { day, fresh }: { day: WrittenDay | null; fresh: boolean },
): Promise<void> {
  // A folder of its own: a drill never touches a database that is in earnest use.
  const dataFolder = join(config.dataFolder, 'demo')
  // The day speaks of cases #1 to #4: it begins with none.
  if (fresh || day) await forget(dataFolder)
  const orgFile = config.orgFile ?? SAMPLE_ORG
  const starting = startService(
    // Nor does a drill speak in groups that are in earnest use, whatever app the environment names.
    { ...config, dataFolder, orgFile, room: true, feishu: null, wecom: null, wechat: null, logLevel },
    { drill: true, answerLocally, ...(day && { begins: day.begins }) },
  )
  stopOnSignal(starting)
  const service = await starting
  const cast = await castOf(service)
  const { path } = await service.auth.newLink(cast.first.key)
  process.stdout.write(greeting(service.url, { path, speed: config.speed, cast, day: day !== null }))
  if (day) await playDay(day, liveStage(service.url, config.lang, config.speed))
}

interface Cast {
  /** As whom the room opens, and whose link is printed: the first of the org. */
  first: Person
  /** Who assigns what comes in. */
  officer: Person
}

async function castOf({ desk: { database, versions } }: Service): Promise<Cast> {
  const { orgVersion } = await readCurrent(database.db)
  const { people } = await versions.org(database.db, orgVersion)
  const [first] = people
  if (first === undefined) throw new Error('the org of the demo has nobody')
  return { first, officer: people.find(({ roles }) => roles.includes('duty-officer')) ?? first }
}

/** The emulated groups end with the process: a database that knew their messages would be at odds with the next run. */
async function playOnFeishu(config: Config, logLevel: Config['logLevel']): Promise<void> {
  const dataFolder = join(config.dataFolder, 'demo-feishu')
  const { startStage } = await emulator()
  await forget(dataFolder)
  const { port, lang } = config
  const stage = await startStage({ orgFile: config.orgFile ?? SAMPLE_ORG, lang, port: port === 0 ? 0 : port + 1 })
  const orgFile = join(dataFolder, 'org.yaml')
  await mkdir(dataFolder, { recursive: true })
  await writeFile(orgFile, stage.orgText)
  const drill = {
    ...config,
    dataFolder,
    orgFile,
    room: true,
    feishu: stage.settings,
    wecom: null,
    wechat: null,
    logLevel,
  }
  const starting = startService(drill, { drill: true, answerLocally }).then(
    (service) => ({ ...service, stop: () => service.stop().finally(() => stage.stop()) }),
    async (error: unknown) => {
      await stage.stop()
      throw error
    },
  )
  stopOnSignal(starting)
  const service = await starting
  // What is said before would be heard with the platform's next try only, 15 seconds later.
  await stage.platform.whenConnected()
  const { name } = (await castOf(service)).officer
  process.stdout.write(feishuGreeting(stage.url, { url: service.url, speed: config.speed, name }))
}

/** It stands among the tests and needs packages of development; an image of the service has neither. */
async function emulator() {
  try {
    return await import('../../../test/support/feishu/stage.ts')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
    throw new UsageError(words().tasks.errors.needsRepository(error.message))
  }
}

/** Only a demo's folder, and only one that nobody uses: opening it finds out both. */
async function forget(folder: string): Promise<void> {
  const database = await openDatabase({ folder })
  try {
    await migrate(database)
    const before = await readInstitution(database.db)
    if (before !== null && !before.drill) throw new Error(words().tasks.errors.notForgotten(folder))
  } finally {
    await database.close()
  }
  await rm(folder, { recursive: true, force: true })
}

const set = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value })

const logLevelOf = (environment: Record<string, string | undefined>) =>
  environment.LOG_LEVEL === undefined ? 'error' : readConfig({ LOG_LEVEL: environment.LOG_LEVEL }).logLevel

/** In both languages, whatever the environment says: who tries it out has set nothing yet. */
const bothWays = () => [commandLineWords('zh-CN', '').tasks.demo, commandLineWords('en', '').tasks.demo] as const

function greeting(
  url: string,
  { path, speed, cast: { first, officer }, day }: { path: string; speed: number; cast: Cast; day: boolean },
): string {
  const [zh, en] = bothWays()
  return `
${zh.ready(speed)}${en.ready(speed)}

  打开 Open:      ${url}/room
  登录 Sign in:   ${url}${path}
  ${zh.once}${en.once}

${day ? zh.day(first.name) : zh.free(first.name, officer.name)}
${day ? en.day(first.name) : en.free(first.name, officer.name)}
`
}

function feishuGreeting(page: string, { url, speed, name }: { url: string; speed: number; name: string }): string {
  const [zh, en] = bothWays()
  return `
${zh.ready(speed)}${en.ready(speed)}

  飞书模拟 Feishu, emulated:  ${page}
  接口 API:                   ${url}/api/docs

${zh.feishuFree(name)}
${en.feishuFree(name)}
`
}
