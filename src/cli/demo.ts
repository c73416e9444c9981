// zhiban demo: the main job on an embedded database of its own, with a sample institution, in drill time.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineCommand } from 'citty'
import { type Config, environmentVariables, FASTEST, readConfig } from '../config.ts'
import { openDatabase } from '../db/engine/connect.ts'
import { migrate } from '../db/engine/migrate.ts'
import { readInstitution } from '../db/institution/institution.ts'
import { startService } from '../main.ts'
import { DAY_POLICY, liveStage, playDay, readDay } from './day.ts'
import { stopOnSignal } from './serve.ts'
import { UsageError } from './usage.ts'

const SAMPLE_ORG = fileURLToPath(new URL('../../docs/sample-org.yaml', import.meta.url))

/** Twenty-five hours in two and a half minutes. */
const DAY_SPEED = '600'

export const demoCommand = defineCommand({
  meta: { name: 'demo', description: 'A sample institution in the built-in room, where you may speak as anybody' },
  args: {
    speed: {
      type: 'string',
      description: 'How many times faster than real time deadlines run (60: a minute is an hour)',
    },
    policy: { type: 'string', description: 'A shipped policy or a file', valueHint: 'bureau-4-level' },
    day: { type: 'boolean', description: 'Play a written day of a duty office (docs/day); try it with --speed 600' },
    fresh: { type: 'boolean', description: 'Forget the demo that ran here before' },
    'feishu-emulator': {
      type: 'boolean',
      description:
        'In an emulated Feishu instead of the built-in room: a page shows its groups (begins anew each time)',
    },
  },
  async run({ args }) {
    if (args.speed !== undefined && !(Number(args.speed) > 0 && Number(args.speed) <= FASTEST))
      throw new UsageError(`--speed: a number above 0, at most ${FASTEST}`)
    const environment = { ...environmentVariables(), DATABASE_URL: undefined }
    if (args.day && args.policy !== undefined) throw new UsageError('--day brings its own policy: leave --policy out')
    if (args.day && args['feishu-emulator'])
      throw new UsageError('--day is played in the built-in room: leave --feishu-emulator out')
    const policy = args.day ? DAY_POLICY : args.policy
    const asked = {
      ...environment,
      ...set('ZHIBAN_SPEED', args.speed ?? (args.day ? DAY_SPEED : undefined)),
      ...set('ZHIBAN_POLICY', policy),
    }
    const config = readConfig(asked)
    if (args['feishu-emulator']) return playOnFeishu(config, logLevelOf(environment))
    // A folder of its own: a drill never touches a database that is in earnest use.
    const dataFolder = join(config.dataFolder, 'demo')
    // The day speaks of cases #1 to #4: it begins with none.
    if (args.fresh || args.day) await forget(dataFolder)
    const orgFile = config.orgFile ?? SAMPLE_ORG
    const day = args.day ? await readDay() : null
    const starting = startService(
      // Nor does a drill speak in groups that are in earnest use, whatever app the environment names.
      {
        ...config,
        dataFolder,
        orgFile,
        room: true,
        feishu: null,
        wecom: null,
        wechat: null,
        logLevel: logLevelOf(environment),
      },
      { drill: true, ...(day && { begins: day.begins }) },
    )
    stopOnSignal(starting)
    const service = await starting
    const { path } = await service.auth.newLink('zhou')
    process.stdout.write(greeting(service.url, path, config.speed))
    if (day) await playDay(day, liveStage(service.url, config.lang, config.speed))
  },
})

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
  const starting = startService(drill, { drill: true }).then(
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
  process.stdout.write(feishuGreeting(stage.url, service.url, config.speed))
}

/** It stands among the tests and needs packages of development; an image of the service has neither. */
async function emulator() {
  try {
    return await import('../../test/support/feishu/stage.ts')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
    throw new UsageError(
      `--feishu-emulator needs the whole repository with its development packages (git clone, npm ci): ${error.message}`,
    )
  }
}

/** Only a demo's folder, and only one that nobody uses: opening it finds out both. */
async function forget(folder: string): Promise<void> {
  const database = await openDatabase({ folder })
  try {
    await migrate(database)
    const before = await readInstitution(database.db)
    if (before !== null && !before.drill)
      throw new Error(`The database in ${folder} is in earnest use: it is not forgotten.`)
  } finally {
    await database.close()
  }
  await rm(folder, { recursive: true, force: true })
}

const set = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value })

const logLevelOf = (environment: Record<string, string | undefined>) =>
  environment.LOG_LEVEL === undefined ? 'error' : readConfig({ LOG_LEVEL: environment.LOG_LEVEL }).logLevel

const greeting = (url: string, path: string, speed: number) => `
值班台演示已就绪（演练数据，时间 ×${speed}）。Zhiban demo is ready (drill data, time ×${speed}).

  打开 Open:      ${url}/room
  登录 Sign in:   ${url}${path}
  （十分钟内有效，只能使用一次 · valid for ten minutes, once）

以周洁（值班员）的身份在值班群粘贴一个链接，即登记为案件；页面上方可选择以谁的身份发言。Ctrl-C 停止。
As 周洁 (the duty officer) paste a link in the duty room: it becomes a case. Pick at the top whom to speak as. Ctrl-C stops.
`

const feishuGreeting = (page: string, service: string, speed: number) => `
值班台演示已就绪（模拟飞书，演练数据，时间 ×${speed}）。Zhiban demo is ready (emulated Feishu, drill data, time ×${speed}).

  飞书模拟 Feishu, emulated:  ${page}
  接口 API:                   ${service}/api/docs

以周洁（值班员）的身份在值班群粘贴一个链接，即登记为案件；页面右上方可选择当前身份。Ctrl-C 停止，下次从头开始。
As 周洁 (the duty officer) paste a link in the duty group: it becomes a case. Pick at the top right whom to act as. Ctrl-C
stops; the next run begins anew.
`
