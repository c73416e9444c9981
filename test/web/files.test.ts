// A case's files over HTTP: for those whom the case concerns, and never as a page that could do anything.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepAttachment, keepOfCase } from '../../src/db/cases/attachments.ts'
import { sha256 } from '../../src/db/cases/chain.ts'
import { TestServer } from '../support/server.ts'

const HTML = Buffer.from('<script>alert(1)</script>')
const DIGEST = sha256(HTML)

let test: TestServer
let url: string
beforeEach(async () => {
  test = await TestServer.open()
  const number = await test.opened()
  await test.command(number, { type: 'assign', department: 'urban' }, 'zhou')
  const { db } = test.database
  const at = test.now
  await keepAttachment(db, { sha256: DIGEST, mime: 'text/plain', bytes: HTML, seal: test.desk.cipher.seal, at })
  await keepOfCase(db, { caseNumber: number, sha256: DIGEST, name: '说明.txt', person: 'li', messageId: null, at })
  url = `/cases/${number}/files/${DIGEST}`
})
afterEach(() => test.close())

const asked = async (person: string, path = url) => test.get(path, { token: null, headers: await test.session(person) })

describe('a file of a case', () => {
  it('comes as it was sent, as text that no browser runs', async () => {
    const answer = await asked('zhou')
    expect(answer).toMatchObject({ status: 200, text: HTML.toString() })
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('说明.txt')}`,
    })
  })

  it('is for the desk, for leaders and for the departments of the case, and for no other', async () => {
    const status = async (person: string) => (await asked(person)).status
    expect([await status('li'), await status('gao'), await status('chen'), await status('zhao')]).toEqual([
      200, 200, 200, 200,
    ])
    expect(await status('zheng')).toBe(404)
  })

  it('asks whoever is not signed in to sign in, and refuses a token that is none', async () => {
    expect(await test.get(url, { token: null })).toMatchObject({ status: 302, headers: { location: '/sign-in' } })
    expect((await test.get(url, { token: 'not-a-token-of-anybody-here-at-all' })).status).toBe(401)
  })

  it('of another case, or that was never kept, is not there', async () => {
    const other = await test.opened('b')
    expect((await asked('zhou', `/cases/${other}/files/${DIGEST}`)).status).toBe(404)
    expect((await asked('zhou', `/cases/1/files/${'0'.repeat(64)}`)).status).toBe(404)
    expect((await asked('zhou', '/cases/1/files/..%2f..%2fsecret')).status).toBe(400)
  })
})
