// Pictures of the looks, made in a browser: as a phone takes them, and as they are after a chat had them.
import { type Browser, chromium } from 'playwright-core'
import { CHROMIUM } from '../chromium.ts'
import { LOOKS, type Look, MADE } from './looks.ts'

export interface Screenshot {
  look: Look
  made: (typeof MADE)[number]
  bytes: Buffer
}

const WIDTH = 390
const HEIGHT = 700

/** Each look in each way, in an order in which the first few are of all kinds. */
export async function screenshots(most: number): Promise<Screenshot[]> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const all = MADE.flatMap((made, turn) =>
      LOOKS.map((look, index) => ({ made, look, rank: (index * 7 + turn * 5) % 12 })),
    )
    const wanted = all.sort((a, b) => a.rank - b.rank).slice(0, most)
    const made: Screenshot[] = []
    for (const { look, made: how } of wanted) made.push({ look, made: how, bytes: await pictureOf(browser, look, how) })
    return made
  } finally {
    await browser.close()
  }
}

async function pictureOf(browser: Browser, look: Look, { scale, jpeg, cropTop }: Screenshot['made']): Promise<Buffer> {
  const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT }, deviceScaleFactor: scale })
  const page = await context.newPage()
  await page.setContent(look.html)
  const clip = { x: 0, y: cropTop, width: WIDTH, height: HEIGHT - cropTop }
  const bytes = await page.screenshot(jpeg === null ? { type: 'png', clip } : { type: 'jpeg', quality: jpeg, clip })
  await context.close()
  return bytes
}
