// Serves the emulator's page on a port of its own, and does on the platform what people do on the page.
import { readFileSync } from 'node:fs'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { liveOf, pageOf } from './page.tsx'
import { type Asked, type PageDeps, viewOf } from './page-view.ts'

export interface ServedPage {
  /** Without a trailing slash. */
  url: string
  stop(): Promise<void>
}

const asked = z.object({ chat: z.string(), with: z.string(), as: z.string(), thread: z.string() }).partial()

export async function servePage(deps: PageDeps, port = 0): Promise<ServedPage> {
  const app = Fastify({ bodyLimit: 20 * 1024 * 1024 })
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) =>
    reply.status(error.statusCode ?? 400).send({ toast: error.message, type: 'error' }),
  )
  app.get('/', async (request, reply) => {
    const query = askedOf(request)
    return reply.type('text/html; charset=utf-8').send(pageOf(viewOf(deps, query), deps))
  })
  app.get('/live', async (request) => liveOf(viewOf(deps, askedOf(request)), deps))
  assets(app)
  files(app, deps)
  deeds(app, deps)
  await app.listen({ host: '127.0.0.1', port })
  const address = app.server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`,
    stop: () => app.close(),
  }
}

/** What was left empty was not asked for. */
function askedOf({ query }: FastifyRequest): Asked {
  return Object.fromEntries(Object.entries(asked.parse(query)).filter(([, value]) => value !== ''))
}

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' }

function assets(app: FastifyInstance): void {
  for (const name of ['page.css', 'card.css', 'page.js', 'cards.js']) {
    const content = readFileSync(new URL(`./page-assets/${name}`, import.meta.url))
    const type = name.endsWith('.css') ? TYPES.css : TYPES.js
    app.get(`/${name}`, (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(content))
  }
}

function files(app: FastifyInstance, { platform }: PageDeps): void {
  app.get('/file/:key', async (request, reply) => {
    const { key } = z.object({ key: z.string() }).parse(request.params)
    const file = platform.world.files.get(key)
    if (!file) return reply.status(404).send()
    // As an image at most: nothing that somebody sent runs as a page of this address.
    const type = file.kind === 'image' ? 'image/png' : 'application/octet-stream'
    return reply.type(type).header('x-content-type-options', 'nosniff').send(file.bytes)
  })
}

const place = z.object({ chat: z.string(), as: z.string() })
const said = place.extend({ text: z.string().min(1), replyTo: z.string().nullish() })
const pressed = z.object({
  as: z.string(),
  message: z.string(),
  button: z.number().int().nonnegative(),
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
})

function deeds(app: FastifyInstance, deps: PageDeps): void {
  const { platform } = deps
  app.post('/say', async (request) => {
    const { chat, as, text, replyTo } = said.parse(request.body)
    const at = replyTo ? { replyTo, inThread: true } : {}
    platform.say(chat, as, { text: called(deps, text) }, at)
    return {}
  })
  app.post('/forward', async (request) => {
    const { chat, as, text } = said.parse(request.body)
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    platform.forward(
      chat,
      as,
      lines.map((line) => ({ text: line })),
    )
    return {}
  })
  app.post('/attach', async (request) => {
    const { chat, as, name } = place.extend({ name: z.string() }).parse(request.query)
    const bytes = z.instanceof(Buffer).parse(request.body)
    platform.say(chat, as, /\.(png|jpe?g|gif|webp)$/i.test(name) ? { image: bytes } : { file: bytes, name })
    return {}
  })
  app.post('/recall', async (request) => {
    platform.recall(z.object({ message: z.string() }).parse(request.body).message)
    return {}
  })
  app.post('/menu', async (request) => {
    const { as, key } = z.object({ as: z.string(), key: z.string() }).parse(request.body)
    platform.menu(as, key)
    return {}
  })
  app.post('/press', async (request) => press(deps, pressed.parse(request.body)))
}

async function press({ platform, words }: PageDeps, { as, message, button, values }: z.infer<typeof pressed>) {
  const chat = platform.world.message(message).chatId
  const buttons = platform.messages(chat).find(({ messageId }) => messageId === message)?.buttons ?? []
  const found = buttons[button]
  if (!found) throw new Error(words.refused(0))
  const sameLabel = buttons.filter(({ label }) => label === found.label).length > 1
  const clicked = await platform.click(message, as, sameLabel ? found.action : found.label, values)
  if (!clicked.ok) return { toast: words.refused(clicked.code), type: 'error' }
  return { toast: clicked.toast, type: clicked.toastType }
}

/** People and the bot are called by `@name`, as they stand in the list. The longest name first: 李敏 begins 李敏华. */
function called({ people, platform }: PageDeps, text: string): string {
  const names = [...people, platform.bot].sort((a, b) => b.name.length - a.name.length)
  return names.reduce((marked, { name, openId }) => marked.replaceAll(`@${name}`, `<at:${openId}>`), text)
}
