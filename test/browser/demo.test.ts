// The demo before one's eyes: a pasted link runs through the whole ladder in a real browser, at desktop and phone width.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../support/chromium.ts'

// Without these the browser asks its maker's servers for this and that at every start.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let demo: ChildProcess
let folder: string
let url: string
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiban-demo-'))
  const env = { ...process.env, ZHIBAN_DATA: folder, PORT: '0', DATABASE_URL: '' }
  demo = spawn(process.execPath, ['launch/zhiban.mjs', 'demo', '--policy', 'drill-seconds'], { env })
  url = await said(demo, /http:\/\/[\d.]+:\d+(?=\/room)/)
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
}, 90_000)

afterAll(async () => {
  await browser?.close()
  // It still writes while it stops.
  const ended = demo.exitCode === null ? once(demo, 'exit') : undefined
  demo.kill('SIGTERM')
  await ended
  await rm(folder, { recursive: true, force: true })
})

describe.each([
  ['at desktop width', { width: 1280, height: 800 }],
  ['on a phone', { width: 375, height: 812 }],
])('%s', (where, viewport) => {
  const path = where === 'on a phone' ? 'phone' : 'desktop'

  it('a pasted link climbs the whole ladder, live, until the reply is on record', async () => {
    const duty = await open('li', 'duty', viewport)
    await duty.evaluate(watchLinks)
    await duty.fill('textarea >> nth=0', `幼儿园门口积水请看https://news.example/${path}，谢谢`)
    await duty.press('textarea >> nth=0', 'Enter')
    // The desk's answer appears without reloading, with the case's number and what is owed next.
    const line = caseLine(duty, path)
    await line.waitFor()
    const number = /#(\d+)/.exec((await line.textContent()) ?? '')?.[1]
    expect(number).toBeDefined()
    expect(await duty.evaluate('asNobody')).toEqual([])

    // Nobody assigns it: the duty officer is reminded, then the office, then the leaders.
    const leaders = await open('gao', 'leaders', viewport)
    await leaders.getByText(`#${number} 幼儿园门口积水`).first().waitFor({ timeout: 30_000 })

    // Open before there is anything in it: the card, its thread and the thread's link come live.
    const urban = await open('chen', 'urban', viewport)
    const officer = await open('zhou', 'duty', viewport)
    await caseLine(officer, path).click()
    const card = officer.locator('#thread .card').first()
    await card.locator('button', { hasText: '分办' }).first().click()
    await card.locator('select[name=department]').selectOption('urban')
    await card.locator('form:visible button[type=submit]').click()

    // Its department is pinged in its own room, and reminded there, and its head.
    const root = urban.locator('#room .message', { has: urban.locator('.card', { hasText: `#${number}` }) }).first()
    await root.locator('.thread-link > a', { hasText: '条回复' }).click({ timeout: 30_000 })
    await urban.locator('#thread .card.overdue', { hasText: '签收' }).first().waitFor({ timeout: 30_000 })
    await fits(urban)

    await say('chen', 'urban', `/签收 #${number}`)
    await say('chen', 'urban', `/拟稿 #${number} 已安排排水，今日完成。`)
    await urban.locator('#thread .card', { hasText: '已安排排水，今日完成。' }).first().waitFor({ timeout: 30_000 })
    await say('lin', 'urban', `/审定 #${number}`)
    await say('chen', 'urban', `/发布 #${number} https://city.example/reply/${number}`)
    // At desktop width the thread of one's own message has opened beside it; on a phone it would cover the room.
    if (where === 'on a phone') await caseLine(duty, path).click()
    await duty.locator('#thread').getByText(`https://city.example/reply/${number}`).first().waitFor({ timeout: 30_000 })
    await fits(duty)
  }, 150_000)

  it('says in words what a message or a form lacks that is sent empty', async () => {
    const page = await open('zhou', 'duty', viewport)
    await page.click('#room .composer button')
    await page.locator('#room .composer .result', { hasText: '内容不能为空' }).waitFor()
    await page.fill('#room .composer textarea', `表单 https://news.example/form-${path}`)
    expect(await page.locator('#room .composer .result').isVisible()).toBe(false)
    await page.click('#room .composer button')
    await caseLine(page, `form-${path}`).waitFor()
    await caseLine(page, `form-${path}`).click()
    const card = page.locator('#thread .card').first()
    await card.locator('[data-action="assign"]').click()
    await card.locator('form[data-form="assign"] [type="submit"]').click()
    await card.locator('.result.refused', { hasText: '请填写“责任单位”' }).waitFor()
    await page.close()
  })
})

/** The case beside the message that brought the link. */
const caseLine = (page: Page, path: string) =>
  page.locator('#room .message', { hasText: `news.example/${path}` }).locator('.case-line')

async function open(as: string, room: string, viewport: { width: number; height: number }): Promise<Page> {
  const page = await browser.newPage({ viewport })
  page.on('pageerror', (error) => expect.fail(`the page failed: ${error.message}`))
  await page.goto(`${url}/room?room=${room}&as=${as}`)
  return page
}

async function say(as: string, room: string, text: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/room/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'zhiban-as': as },
    body: JSON.stringify({ room, text }),
  })
  expect(answer.status).toBe(201)
}

/** Notes each link of a thread that, at any time, would open it as somebody else than the page's speaker. */
const watchLinks = `asNobody = []
  new MutationObserver(() => {
    for (const { search, outerHTML } of document.querySelectorAll('#room .thread-link a'))
      if (!search.includes('as=li')) asNobody.push(outerHTML)
  }).observe(document.getElementById('room'), { childList: true, subtree: true })`

/** Nothing sticks out at the side. */
async function fits(page: Page): Promise<void> {
  const { wide, window } = (await page.evaluate(
    '({ wide: document.documentElement.scrollWidth, window: innerWidth })',
  )) as { wide: number; window: number }
  expect(wide).toBeLessThanOrEqual(window)
}

function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const hear = (chunk: Buffer) => {
      text += chunk.toString()
      const found = pattern.exec(text)
      if (found) resolve(found[0])
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${text}`)))
  })
}
