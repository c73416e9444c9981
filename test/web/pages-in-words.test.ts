// A browser gets a page in the institution's language, never an error's JSON; a program gets JSON.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../src/channel.ts'
import { importOrg } from '../../src/db/institution/institution.ts'
import { NOON, ORG } from '../support/sample.ts'
import { TestServer } from '../support/server.ts'

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
})
afterEach(() => server.close())

const HTML = { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' }
const browse = (url: string) => server.get(url, { token: null, headers: HTML })

describe('an address where nothing is', () => {
  it('is a page in a browser', async () => {
    for (const url of ['/nothing', '/cases/23/nothing', '/favicon.png']) {
      const { status, headers, text } = await browse(url)
      expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
      expect(text).toContain('没有这个页面')
      expect(text).toContain('<a href="/">返回首页</a>')
      expect(text).not.toMatch(/"error"|There is nothing/)
    }
  })

  it('is JSON for a program, and everywhere under /api', async () => {
    const { status, json } = await server.get('/nothing', { token: null })
    expect([status, json.error.code]).toEqual([404, 'not-found'])
    expect((await browse('/api/v1/nothing')).json.error.code).toBe('not-found')
    const posted = await server.call('POST', '/nothing', { token: null, headers: HTML, body: {} })
    expect(posted.json.error.code).toBe('not-found')
  })
})

describe('the first page', () => {
  const feishu = { name: 'feishu', decode: () => null, send: async () => ({ ok: true, messageId: '1' }) }
  const dutyIn = async (channel: string | null) => {
    const rooms = ORG.rooms.flatMap((room) =>
      room.purpose !== 'duty' ? [room] : channel === null ? [] : [{ ...room, channel, id: 'oc_1' }],
    )
    await importOrg(server.desk.database.db, { ...ORG, rooms }, NOON)
  }

  it('leads into the built-in room where the duty room is', async () => {
    server.desk.channels.set('feishu', feishu as unknown as Channel)
    expect(await browse('/')).toMatchObject({ status: 302, headers: { location: '/room' } })
  })

  it('says where cases come in with a platform connected', async () => {
    server.desk.channels.set('feishu', feishu as unknown as Channel)
    await dutyIn('feishu')
    const { status, text } = await browse('/')
    expect(status).toBe(200)
    expect(text).toContain('值班群是飞书的“值班群”：在群内粘贴链接即登记为案件')
    expect(text).toContain('<a href="/room">打开内置群聊</a>')
  })

  it('says how to bind a duty room where there is none, and what is not connected', async () => {
    server.desk.channels.set('feishu', feishu as unknown as Channel)
    await dutyIn(null)
    expect((await browse('/')).text).toContain('已接入飞书，还没有值班群')
    await dutyIn('wecom')
    expect((await browse('/')).text).toContain('而该渠道没有接入')
  })
})
