// How the command line is used: help everywhere, 2 for what was used wrongly, with what is right.
import { describe, expect, it } from 'vitest'
import { zhiban } from './support/command-line.ts'

const NOWHERE = { ZHIBAN_DATA: '/dev/null/nowhere' }

describe('help', () => {
  it.each([
    [],
    ['serve'],
    ['demo'],
    ['migrate'],
    ['doctor'],
    ['org'],
    ['org', 'import'],
    ['policy'],
    ['policy', 'check'],
    ['token'],
    ['token', 'create'],
    ['sign-in'],
    ['audit'],
    ['audit', 'verify'],
  ])('is given for %s %s, without doing anything', async (...names) => {
    const ended = await zhiban([...names, '--help'], NOWHERE)
    expect([ended.status, ended.err]).toEqual([0, ''])
    expect(ended.out).toContain(
      ['zhiban', ...names]
        .slice(-2)
        .join(' ')
        .replace(/^zhiban$/, 'USAGE'),
    )
  })
})

describe('wrong use', () => {
  it.each([
    [[], /USAGE/],
    [['nonsense'], /nonsense/],
    [['__proto__'], /__proto__/],
    [['org'], /command/i],
    [['org', 'import'], /file/i],
    [['org', 'import', 'a.yaml', 'b.yaml'], /b\.yaml/],
    [['sign-in'], /person/i],
    [['migrate', '--dry-run'], /--dry-run/],
    [['serve', '--port', '80'], /--port/],
    [['serve', 'now'], /now/],
    [['demo', '--sped', '60'], /--sped/],
    [['demo', '--speed', 'fast'], /--speed/],
    [['demo', '--speed', '0'], /--speed/],
    [['demo', '--speed'], /--speed/],
    [['token', 'create'], /name/],
    [['token', 'create', '--name'], /--name/],
    [['token', 'create', '--name', 'x', '--scopes', 'everything'], /everything.*admin/],
  ])('%j ends with 2 and says what is right', async (args, says) => {
    const ended = await zhiban(args, NOWHERE)
    expect(ended.status).toBe(2)
    expect(ended.err + ended.out).toMatch(says)
    expect(ended.out).toContain('USAGE')
  })
})

describe('wrong values in the environment', () => {
  it.each([['serve'], ['migrate'], ['doctor'], ['demo']])('are named by %s all at once', async (command) => {
    const ended = await zhiban([command], {
      PORT: '99999',
      PUBLIC_URL: 'desk.example',
      ZHIBAN_LANG: 'fr',
      ZHIBAN_ROOM: 'maybe',
      ZHIBAN_API_TOKEN: 'short',
      ZHIBAN_SECRET: 'short',
      ZHIBAN_SPEED: '-1',
      LOG_LEVEL: 'loud',
      ...(command === 'demo' ? {} : { DATABASE_URL: 'mysql://x' }),
    })
    expect(ended.status).toBe(1)
    for (const name of [
      'PORT',
      'PUBLIC_URL',
      'ZHIBAN_LANG',
      'ZHIBAN_ROOM',
      'ZHIBAN_API_TOKEN',
      'ZHIBAN_SECRET',
      'ZHIBAN_SPEED',
      'LOG_LEVEL',
    ]) {
      // In Chinese, since the language that was asked for is none.
      expect(ended.err).toMatch(new RegExp(`${name}[:：]`, 'u'))
    }
    expect(ended.err).not.toContain('short\n')
    expect(ended.err).not.toMatch(/\n\s+at /)
  })

  it('ask for a secret beside a database', async () => {
    const ended = await zhiban(['serve'], { DATABASE_URL: 'postgres://127.0.0.1:1/x' })
    expect([ended.status, ended.err]).toEqual([1, expect.stringContaining('ZHIBAN_SECRET')])
  })
})
