// The environment, parsed once into one typed value; nothing else reads process.env. Every wrong value is named at once.
import { isIP } from 'node:net'
import { z } from 'zod'
import { commandLineWords } from './wording/cli-words.ts'

/** How many times faster than real time a drill may run. */
export const FASTEST = 100_000

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((number) => number <= 65_535)
const flag = z.enum(['on', 'off', '1', '0', 'true', 'false']).transform((value) => ['on', '1', 'true'].includes(value))
const rateLimit = z
  .string()
  .regex(/^(off|[1-9]\d{0,9})$/)
  .transform((text) => (text === 'off' ? null : Number(text)))
/** By address: who merely counts proxies takes anybody's word who reaches the port directly. */
const trustedProxies = z.string().transform((text, context): false | string[] => {
  if (text === 'off') return false
  const proxies = text.split(',').map((each) => each.trim())
  if (proxies.every(isProxy)) return proxies
  context.addIssue('not addresses')
  return z.NEVER
})
function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits = '0', more] = text.split('/')
  const most = isIP(address) === 4 ? 32 : 128
  return isIP(address) > 0 && more === undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= most
}
/** Each a chat and the webhook of a robot in it. */
const robots = z.string().transform((text, context): Record<string, string> => {
  const pairs = robotPairs(text)
  if (!pairs.includes(null)) return Object.fromEntries(pairs.map((pair) => [pair?.[1], pair?.[2]]))
  context.addIssue('not robots')
  return z.NEVER
})
const robotPairs = (text: string) =>
  text.split(',').map((each) => /^\s*([\w@.-]{1,128})=(https?:\/\/[\x21-\x7e]+?)\s*$/.exec(each))
const webUrl = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''))
const host = z.string().refine((text) => isIP(text) > 0 || /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(text))
const path = z.string().regex(/\S/)

/** What is said of each that is wrong stands with the words of the command line. */
const environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  ZHIBAN_DATA: path.default('./data'),
  HOST: host.default('127.0.0.1'),
  PORT: port.default(3000),
  PUBLIC_URL: webUrl.optional(),
  ZHIBAN_POLICY: path.default('bureau-4-level'),
  ZHIBAN_ORG: path.optional(),
  ZHIBAN_API_TOKEN: z.string().min(32).optional(),
  ZHIBAN_LANG: z.enum(['zh-CN', 'en']).default('zh-CN'),
  ZHIBAN_ROOM: flag.optional(),
  ZHIBAN_SECRET: z.string().min(32).optional(),
  ZHIBAN_SPEED: z.coerce.number().positive().max(FASTEST).default(1),
  ZHIBAN_RATE_LIMIT: rateLimit.default(600),
  ZHIBAN_TRUST_PROXY: trustedProxies.default(false),
  ZHIBAN_WEBHOOKS: path.optional(),
  ZHIBAN_LINK_PREVIEW: flag.default(false),
  ZHIBAN_READ_PICTURES: flag.default(true),
  ZHIBAN_HEARTBEAT_URL: z.url({ protocol: /^https?$/ }).optional(),
  ZHIBAN_METRICS_TOKEN: z.string().min(16).optional(),
  FEISHU_APP_ID: z
    .string()
    .regex(/^cli_[0-9a-fA-F]{16}$/)
    .optional(),
  FEISHU_APP_SECRET: z.string().min(8).optional(),
  FEISHU_ENCRYPT_KEY: z.string().optional(),
  FEISHU_VERIFICATION_TOKEN: z.string().optional(),
  FEISHU_DOMAIN: webUrl.default('https://open.feishu.cn'),
  FEISHU_MODE: z.enum(['long-connection', 'webhook']).default('long-connection'),
  WECOM_BOT_ID: z.string().optional(),
  WECOM_SECRET: z.string().min(8).optional(),
  WECOM_BOT_NAME: z.string().optional(),
  WECOM_ROBOTS: robots.default({}),
  WECHAT_PUPPET: z
    .string()
    .regex(/^[\w@./-]+$/)
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

type Variable = keyof typeof environment.shape

/** Every variable there is, for what lists them. */
export const ENVIRONMENT_NAMES = Object.keys(environment.shape)

/** What the service is started with. Names are those of the environment, without prefix. */
export interface Config {
  databaseUrl: string | undefined
  dataFolder: string
  host: string
  port: number
  /** Without a trailing slash; derived from host and port at listening where it is not set. */
  publicUrl: string | undefined
  /** A shipped policy's name or a file; used when none is published yet. */
  policy: string
  orgFile: string | undefined
  apiToken: string | undefined
  lang: 'zh-CN' | 'en'
  room: boolean
  secret: string | undefined
  speed: number
  /** Requests a minute, a token; null for no limits. */
  rateLimit: number | null
  /** Addresses of the proxies whose word is taken on whom they ask for; false: nobody's. */
  trustProxy: false | string[]
  /** The file of webhooks, and where their secrets are found. */
  webhooks: { file: string; secretOf: (variable: string) => string | undefined } | null
  /** Whether forwarded links are asked for what they lead to: the one thing that the desk fetches from the internet. */
  linkPreview: boolean
  /** Whether the words of pictures are read, where the packages for it are installed. */
  readPictures: boolean
  /** Asked each minute while all is well: whoever watches it notices when that stops. A secret. */
  heartbeatUrl: string | undefined
  /** Asked for by /metrics where it is set. */
  metricsToken: string | undefined
  /** Null where Feishu is not set up. */
  feishu: FeishuConfig | null
  /** Null where WeCom is not set up. */
  wecom: WecomConfig | null
  /** Null where WeChat is not set up. */
  wechat: WechatConfig | null
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

/** An app of Feishu's developer console. */
export interface FeishuConfig {
  appId: string
  appSecret: string
  encryptKey: string | undefined
  verificationToken: string | undefined
  /** Without a trailing slash. */
  domain: string
  mode: 'long-connection' | 'webhook'
}

/** An account of WeChat of the desk's own, by wechaty. */
export interface WechatConfig {
  /** The puppet's npm name. */
  puppet: string
  /** Where its process keeps the login, and what it has heard and not handed over. */
  folder: string
  /** What the puppet reads of the environment (`WECHATY_…`). */
  environment: Record<string, string>
}

/** An AI bot of WeCom in API mode, and robots of groups. */
export interface WecomConfig {
  botId: string
  secret: string
  name?: string
  /** Webhooks by the chat's id. */
  robots: Record<string, string>
}

/** The message names every problem, in the language of the configuration as far as that is right. */
export class ConfigError extends Error {
  constructor(
    readonly problems: string[],
    lang: Config['lang'] = 'zh-CN',
  ) {
    super(`${wordsIn(lang).head(problems.length)}\n${problems.map((line) => `  ${line}`).join('\n')}`)
  }
}

/** Known before anything else is: errors are told in it. */
export const langOf = ({ ZHIBAN_LANG: lang }: Record<string, string | undefined>): Config['lang'] =>
  lang === 'en' ? 'en' : 'zh-CN'

/** Throws a ConfigError that names every wrong value. An empty value counts as not set, but for HOST: nobody listens there. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== undefined && (value !== '' || name === 'HOST')),
  )
  const read = environment.safeParse(set)
  const lang = langOf(env)
  const wrong = read.success ? [] : [...new Set(read.error.issues.map(({ path: [name] }) => name as Variable))]
  const problems = [...wrong.map((name) => valueProblem(name, set, lang)), ...platformProblems(set, lang)]
  if (!read.success || problems.length > 0) throw new ConfigError(problems, lang)
  const found = read.data
  return {
    databaseUrl: found.DATABASE_URL,
    dataFolder: found.ZHIBAN_DATA,
    host: found.HOST,
    port: found.PORT,
    publicUrl: found.PUBLIC_URL,
    policy: found.ZHIBAN_POLICY,
    orgFile: found.ZHIBAN_ORG,
    apiToken: found.ZHIBAN_API_TOKEN,
    lang: found.ZHIBAN_LANG,
    room: found.ZHIBAN_ROOM ?? PLATFORMS.every((name) => found[name] === undefined),
    secret: found.ZHIBAN_SECRET,
    speed: found.ZHIBAN_SPEED,
    rateLimit: found.ZHIBAN_RATE_LIMIT,
    trustProxy: found.ZHIBAN_TRUST_PROXY,
    webhooks:
      found.ZHIBAN_WEBHOOKS === undefined
        ? null
        : { file: found.ZHIBAN_WEBHOOKS, secretOf: (variable) => set[variable] },
    linkPreview: found.ZHIBAN_LINK_PREVIEW,
    readPictures: found.ZHIBAN_READ_PICTURES,
    heartbeatUrl: found.ZHIBAN_HEARTBEAT_URL,
    metricsToken: found.ZHIBAN_METRICS_TOKEN,
    feishu: feishuOf(found),
    wecom: wecomOf(found),
    wechat: wechatOf(found, set),
    logLevel: found.LOG_LEVEL,
  }
}

/** Each turns a platform on. */
const PLATFORMS = ['FEISHU_APP_ID', 'WECOM_BOT_ID', 'WECHAT_PUPPET'] as const

const wordsIn = (lang: Config['lang']) => commandLineWords(lang, '').settings

/** Never the value itself: it may be a secret. */
function valueProblem(name: Variable, set: Record<string, string | undefined>, lang: Config['lang']): string {
  const words = wordsIn(lang)
  const must: Record<Variable, string> = words.must
  if (name !== 'WECOM_ROBOTS') return words.problem(name, must[name])
  const pairs = robotPairs(set[name] ?? '')
  return words.problem(name, `${must[name]}${words.robots(pairs.indexOf(null) + 1, pairs.length)}`)
}

/** Half of what a platform needs is a mistake, not a choice. */
function platformProblems(set: Record<string, string | undefined>, lang: Config['lang']): string[] {
  const { FEISHU_APP_ID: id, FEISHU_APP_SECRET: secret, FEISHU_MODE: mode } = set
  const { WECOM_BOT_ID: bot, WECOM_SECRET: botSecret } = set
  const words = wordsIn(lang)
  const { requiredWith, wechatAlone, webhookKeys } = words
  const checks: [wrong: boolean, name: Variable, says: string][] = [
    [set.DATABASE_URL !== undefined && set.ZHIBAN_SECRET === undefined, 'ZHIBAN_SECRET', words.needsSecret],
    [id !== undefined && secret === undefined, 'FEISHU_APP_SECRET', requiredWith('FEISHU_APP_ID')],
    [id === undefined && secret !== undefined, 'FEISHU_APP_ID', requiredWith('FEISHU_APP_SECRET')],
    [bot !== undefined && botSecret === undefined, 'WECOM_SECRET', requiredWith('WECOM_BOT_ID')],
    [bot === undefined && botSecret !== undefined, 'WECOM_BOT_ID', requiredWith('WECOM_SECRET')],
    [bot === undefined && set.WECOM_ROBOTS !== undefined, 'WECOM_BOT_ID', requiredWith('WECOM_ROBOTS')],
    [
      set.WECHAT_PUPPET !== undefined && id === undefined && bot === undefined && set.ZHIBAN_ROOM === undefined,
      'WECHAT_PUPPET',
      wechatAlone,
    ],
    [
      mode === 'webhook' && set.FEISHU_ENCRYPT_KEY === undefined && set.FEISHU_VERIFICATION_TOKEN === undefined,
      'FEISHU_ENCRYPT_KEY',
      webhookKeys,
    ],
  ]
  return checks.flatMap(([wrong, name, says]) => (wrong ? [words.problem(name, says)] : []))
}

function feishuOf(found: z.infer<typeof environment>): FeishuConfig | null {
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret } = found
  if (appId === undefined || appSecret === undefined) return null
  return {
    appId,
    appSecret,
    encryptKey: found.FEISHU_ENCRYPT_KEY,
    verificationToken: found.FEISHU_VERIFICATION_TOKEN,
    domain: found.FEISHU_DOMAIN,
    mode: found.FEISHU_MODE,
  }
}

function wecomOf(found: z.infer<typeof environment>): WecomConfig | null {
  const { WECOM_BOT_ID: botId, WECOM_SECRET: secret, WECOM_BOT_NAME: name, WECOM_ROBOTS: byChat } = found
  if (botId === undefined || secret === undefined) return null
  return { botId, secret, ...(name === undefined ? {} : { name }), robots: byChat }
}

function wechatOf(
  { WECHAT_PUPPET: puppet, ZHIBAN_DATA: data }: z.infer<typeof environment>,
  set: Record<string, string | undefined>,
): WechatConfig | null {
  if (puppet === undefined) return null
  const own = Object.entries(set).flatMap(([name, value]) =>
    name.startsWith('WECHATY_') && value !== undefined ? [[name, value]] : [],
  )
  return { puppet, folder: `${data.replace(/\/+$/, '')}/wechat`, environment: Object.fromEntries(own) }
}

/** The process's environment, with `.env` of the working folder beneath it. */
export function environmentVariables(): Record<string, string | undefined> {
  try {
    process.loadEnvFile('.env')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return process.env
}
