// The page: everything that people or posts say is text, its links are of the web, and nothing comes from elsewhere.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { card, makeRoom, type TestRoom } from '../../support/room-desk.ts'

let room: TestRoom
beforeEach(async () => {
  room = await makeRoom()
})
afterEach(() => room.stop())

const open = async (url: string, who = 'wang') =>
  room.app.inject({ method: 'GET', url, headers: { 'x-test-session': who } })
const post = (text: string) => room.call('wang', 'POST', '/api/v1/room/messages', { room: 'duty', text })

const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>' onmouseover='x`

describe('the page', () => {
  it('shows hostile words as words, wherever they stand', async () => {
    await post(HOSTILE)
    const fields = [{ label: HOSTILE, value: HOSTILE }]
    const input = {
      kind: 'choice' as const,
      name: HOSTILE,
      label: HOSTILE,
      options: [{ value: HOSTILE, label: HOSTILE }],
      required: true,
    }
    const button = { action: HOSTILE, label: HOSTILE, tone: 'plain' as const, inputs: [input], typed: null }
    await room.say({
      key: 'a',
      card: card({
        title: HOSTILE,
        lines: [HOSTILE],
        fields,
        next: HOSTILE,
        link: { label: HOSTILE, url: HOSTILE },
        buttons: [button],
      }),
    })
    const { body } = await open('/room?room=duty')
    expect(body).toContain('&lt;img src=x onerror=alert(1)>')
    // Without what stands in quotes, whatever else begins a tag or an attribute would be theirs.
    const tags = body.replace(/"[^"]*"/g, '""').match(/<[^>]*>/g) ?? []
    expect(tags.filter((tag) => /<img|\son\w+=|<script(?! type="" src="")/.test(tag))).toEqual([])
  })

  it('links addresses of the web alone, glued to Chinese too', async () => {
    await post('请看https://t.example/a?b=1&c=2。javascript:alert(1) ftp://x.example')
    await room.say({ key: 'a', card: card({ link: { label: '原帖', url: 'javascript:alert(1)' } }) })
    const { body } = await open('/room?room=duty')
    expect(body).toContain(
      '<a href="https://t.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">',
    )
    expect(body).not.toMatch(/href="(?:javascript|ftp)/)
  })

  it('allows no script, style or host but its own', async () => {
    const { headers, body } = await open('/room')
    expect(headers['content-security-policy']).toContain("script-src 'self'; style-src 'self'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(body).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc="\/room\/assets\/)|(?:src|href)="(?:https?:)?\/\//)
  })

  it('serves its files for ever under names that change with them', async () => {
    const { body } = await open('/room')
    const files = [...body.matchAll(/(?:src|href)="(\/room\/assets\/[^"]+)"/g)].map((each) => each[1] ?? '')
    expect(files).toHaveLength(5)
    for (const file of files) {
      const { statusCode, headers } = await open(file)
      expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
    }
  })

  it('shows the time in the time zone of the institution', async () => {
    await post('早')
    expect((await open('/room?room=duty')).body).toContain('>09:20</time>')
  })

  it('counts replies under what they answer, and shows them in the thread', async () => {
    await post('one')
    await room.call('li', 'POST', '/api/v1/room/messages', { room: 'duty', text: 'the reply', replyTo: '1' })
    const page = await open('/room?room=duty')
    expect(page.body).toContain('1 条回复')
    expect(page.body).not.toContain('the reply')
    expect((await open('/room?room=duty&thread=1')).body).toContain('the reply')
  })

  it('sends whoever is not signed in to do so, and says 404 of what is not for this person', async () => {
    const { statusCode, headers } = await open('/room', '')
    expect([statusCode, headers.location]).toEqual([302, '/sign-in'])
    expect((await open('/room?room=urban', 'li')).statusCode).toBe(404)
    expect((await open('/room?room=duty&thread=9')).statusCode).toBe(404)
  })

  it('offers to speak as others in drills alone', async () => {
    expect((await open('/room?as=lin')).body).not.toContain('<select id="as"')
    const drill = await makeRoom({ deps: { drill: true, speed: 60 } })
    const { body } = await drill.app.inject('/room?as=lin')
    expect(body).toContain('<option value="lin" selected>')
    expect(body).toContain('60')
    await drill.stop()
  })
})
