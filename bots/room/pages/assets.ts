// The page's script and style, read once and served under a name that changes with them, so that browsers may keep them.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

/** Where the page finds them. */
export interface Assets {
  script: string
  styles: string[]
}

const SCRIPTS = ['room.js', 'messages.js', 'renew.js', 'forms.js', 'stream.js']
/** In the order in which they are to apply. */
const STYLES = ['room.css', 'messages.css', 'cards.css', 'narrow.css']
const TYPES = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' }

export function assetRoutes(app: FastifyInstance): Assets {
  const files = [...SCRIPTS, ...STYLES].map((name) => ({
    name,
    content: readFileSync(new URL(`../assets/${name}`, import.meta.url)),
  }))
  // One hash for all: the scripts import one another by relative names, so they move together.
  const hash = files
    .reduce((sum, { content }) => sum.update(content), createHash('sha256'))
    .digest('hex')
    .slice(0, 12)
  const base = `/room/assets/${hash}`
  for (const { name, content } of files) {
    const type = name.endsWith('.css') ? TYPES.css : TYPES.js
    app.get(`${base}/${name}`, (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('x-content-type-options', 'nosniff')
        .type(type)
        .send(content),
    )
  }
  return { script: `${base}/room.js`, styles: STYLES.map((name) => `${base}/${name}`) }
}
