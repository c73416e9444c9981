// What deployments are made from says what the code does: variables, ports, the runtime, what must never be stopped.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ENVIRONMENT_NAMES, readConfig } from '../../src/config.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const file = (name: string) => readFileSync(`${root}${name}`, 'utf8')

describe('.env.example', () => {
  const settings = [...file('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(
    ([, name = '', value = '']) => [name, value] as const,
  )
  const secrets = {
    ZHIBAN_SECRET: 'x'.repeat(32),
    ZHIBAN_API_TOKEN: 'x'.repeat(32),
    ZHIBAN_METRICS_TOKEN: 'x'.repeat(16),
    FEISHU_APP_SECRET: 'x'.repeat(32),
    WECOM_SECRET: 'x'.repeat(32),
  }

  it('names every variable once, and no other', () => {
    expect(settings.map(([name]) => name).sort()).toEqual([...ENVIRONMENT_NAMES].sort())
  })

  it('has values that a start takes', () => {
    expect(() => readConfig({ ...Object.fromEntries(settings), ...secrets })).not.toThrow()
  })

  it('copied as it is changes nothing', () => {
    expect(file('.env.example')).not.toMatch(/^[^#\n]/m)
  })

  it('holds no secret that somebody might keep', () => {
    const values = Object.fromEntries(settings)
    expect(Object.keys(secrets).map((name) => values[name])).toEqual(['', '', '', '', ''])
  })

  it('shows the defaults', () => {
    const { DATABASE_URL: _, ...others } = Object.fromEntries(settings)
    const shown = readConfig({
      ...others,
      PUBLIC_URL: '',
      ZHIBAN_ORG: '',
      ZHIBAN_WEBHOOKS: '',
      ZHIBAN_HEARTBEAT_URL: '',
      FEISHU_APP_ID: '',
      WECOM_BOT_ID: '',
      WECHAT_PUPPET: '',
    })
    expect(shown).toEqual(readConfig({}))
  })
})

describe('fly.toml', () => {
  const toml = file('fly.toml')
  const value = (key: string) => new RegExp(`^ *${key} = '?([^'#\n]+?)'?(?: *#.*)?$`, 'm').exec(toml)?.[1]

  it('never stops the last machine', () => {
    expect(value('auto_stop_machines')).toBe('off')
    expect(Number(value('min_machines_running'))).toBeGreaterThanOrEqual(1)
  })

  it('asks the port on which the service listens whether it is ready', () => {
    expect([value('internal_port'), value('path')]).toEqual([value('PORT'), '/readyz'])
    expect(value('HOST')).toBe('0.0.0.0')
  })

  it('leaves the time that a stop may take', () => {
    expect(value('kill_signal')).toBe('SIGTERM')
    expect(Number(value('kill_timeout')?.replace('s', ''))).toBeGreaterThanOrEqual(25)
  })

  it('keeps the embedded database on its volume', () => {
    expect(value('destination')).toBe(value('ZHIBAN_DATA'))
  })
})

describe('the Dockerfile', () => {
  const docker = file('Dockerfile')
  const copied = [...docker.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '))

  it('runs a Node that package.json supports', () => {
    const majors = [...docker.matchAll(/^FROM node:(\d+)-/gm)].map(([, major]) => Number(major))
    const { engines } = JSON.parse(file('package.json')) as { engines: { node: string } }
    const lowest = /^>=(\d+)/.exec(engines.node)?.[1]
    expect(new Set(majors).size).toBe(1)
    expect(majors[0]).toBeGreaterThanOrEqual(Number(lowest))
  })

  it('copies what exists and what .dockerignore lets through', () => {
    const ignored = file('.dockerignore')
    for (const name of copied) {
      expect(existsSync(`${root}${name.replace('./', '')}`), name).toBe(true)
      expect(ignored).toContain(`!${name}\n`)
    }
  })

  it('copies every folder of the product that code is read from', () => {
    expect(copied).toEqual(expect.arrayContaining(['src', 'bots', 'migrations', 'policies', 'tsconfig.json']))
  })

  it('does not run as root, and takes signals itself', () => {
    expect(docker).toMatch(/^USER node$/m)
    expect(docker).toMatch(/^ENTRYPOINT \["node"/m)
  })
})

describe('the first start of a deployment', () => {
  const operations = file('docs/operations.md')

  it('has an org, and a volume that its user may write', () => {
    const toml = file('fly.toml')
    const org = /^ +ZHIBAN_ORG = '\/app\/(.+)'$/m.exec(toml)?.[1] ?? ''
    expect(existsSync(`${root}${org}`)).toBe(true)
    expect(file('Dockerfile')).toContain(`COPY ${org} `)
    for (const text of [toml, operations])
      expect(text).toMatch(/fly machine run .*--volume zhiban_data:\/data chown -R 1000/)
  })

  it('has a token where a container is run', () => {
    const [, commands = ''] = /## As a container\n\n```\n([\s\S]*?)```/.exec(operations) ?? []
    expect(commands).toMatch(/ZHIBAN_API_TOKEN=\$\(openssl rand -hex 32\)/)
    expect(commands).toMatch(/docker run [\s\S]*--env-file zhiban\.env/)
  })
})
