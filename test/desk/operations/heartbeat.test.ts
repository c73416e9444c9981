// The heartbeat: only while all is well, never with its secret in a log, never sent on to somebody else.
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendHeartbeat } from '../../../src/desk/operations/heartbeat.ts'
import { MINUTE } from '../../../src/domain/calendar/instant.ts'
import { TestDesk } from '../../support/desk.ts'
import { minuteOf } from '../../support/minute.ts'

let server: Server
let asked: string[]
let answer: { status: number; headers?: Record<string, string> }
let url: string
const logged: string[] = []
const note = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }))
const log = { info: note, warn: note, error: note }

beforeEach(async () => {
  asked = []
  logged.length = 0
  answer = { status: 200 }
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(answer.status, answer.headers ?? {}).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/ping/very-secret?key=hidden`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe('a heartbeat', () => {
  it('is one GET', async () => {
    expect(await sendHeartbeat(log, url)).toBe(true)
    expect([asked, logged]).toEqual([['GET /ping/very-secret?key=hidden'], []])
  })

  it.each<[typeof answer, string]>([
    [{ status: 500 }, 'a failure'],
    [{ status: 302, headers: { location: '/elsewhere' } }, 'a redirect, which is not followed'],
  ])('that is answered with %j is not taken: %s', async (given, _) => {
    answer = given
    expect(await sendHeartbeat(log, url)).toBe(false)
    expect(asked).toHaveLength(1)
    expect(logged.join()).toContain(`"status":${given.status}`)
    expect(logged.join()).not.toMatch(/secret|hidden/)
  })

  it('to nobody is logged without its address, and does not throw', async () => {
    const nowhere = url.replace(/:\d+/, ':1')
    expect(await sendHeartbeat(log, nowhere)).toBe(false)
    expect(logged.join()).toContain('"host":"127.0.0.1:1"')
    expect(logged.join()).not.toMatch(/secret|hidden/)
  })
})

describe('each minute', () => {
  let test: TestDesk
  beforeEach(async () => {
    test = await TestDesk.open()
  })
  afterEach(() => test.close())
  const round = (idle: string[] = [], desk = test.desk) => {
    test.pass(MINUTE)
    return minuteOf(desk, { idle, heartbeatUrl: url })
  }

  it('every instance that is well sends one, whoever has the round', async () => {
    await round()
    await minuteOf(test.another().desk, { heartbeatUrl: url })
    expect(asked).toHaveLength(2)
  })

  it('none is sent while a worker stands still or the database does not answer', async () => {
    await round(['sweep'])
    const gone = { insert: () => fail(), select: () => fail(), transaction: () => fail() }
    const fail = (): never => {
      throw new Error('gone')
    }
    await round([], { ...test.desk, database: { ...test.database, db: gone as never } })
    expect(asked).toEqual([])
    await round()
    expect(asked).toHaveLength(1)
  })
})
