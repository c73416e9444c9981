// The environment, parsed once into one typed value; nothing else reads process.env. Every wrong value is named at once.
import { z } from 'zod'

/** How many times faster than real time a drill may run. */
export const FASTEST = 100_000

const port = z.coerce.number().int().min(0).max(65_535)
const flag = z.enum(['on', 'off', '1', '0', 'true', 'false']).transform((value) => ['on', '1', 'true'].includes(value))
const webUrl = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''))

const environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  ZHIBAN_DATA: z.string().default('./data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  PUBLIC_URL: webUrl.optional(),
  ZHIBAN_POLICY: z.string().default('bureau-4-level'),
  ZHIBAN_ORG: z.string().optional(),
  ZHIBAN_API_TOKEN: z.string().min(32, 'must have at least 32 characters').optional(),
  ZHIBAN_LANG: z.enum(['zh-CN', 'en']).default('zh-CN'),
  ZHIBAN_ROOM: flag.optional(),
  ZHIBAN_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  ZHIBAN_SPEED: z.coerce.number().positive().max(FASTEST).default(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

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
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration has ${problems.length} wrong value(s):\n${problems.map((line) => `  ${line}`).join('\n')}`)
  }
}

/** Throws a ConfigError that names every wrong value. An empty value counts as not set. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const read = environment.safeParse(set)
  const problems = read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  if (set.DATABASE_URL !== undefined && set.ZHIBAN_SECRET === undefined) {
    problems.push(
      'ZHIBAN_SECRET: is required with DATABASE_URL, the same for every instance (for example: openssl rand -hex 32)',
    )
  }
  if (!read.success || problems.length > 0) throw new ConfigError(problems)
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
    room: found.ZHIBAN_ROOM ?? true,
    secret: found.ZHIBAN_SECRET,
    speed: found.ZHIBAN_SPEED,
    logLevel: found.LOG_LEVEL,
  }
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
