// Screenshots of several apps, light and dark, cropped and packed, are read by the process that does so in the product.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { missingForPictures } from '../../src/desk/lookups/picture/installed.ts'
import { type PictureReader, pictureReader } from '../../src/desk/lookups/picture/reader.ts'
import { readScreen } from '../../src/domain/post/screenshot/read-screen.ts'
import { scaled } from '../support/scale.ts'
import { LOOKS, MADE } from '../support/screens/looks.ts'
import { type Screenshot, screenshots } from '../support/screens/pictures.ts'

const missing = missingForPictures()
if (missing.length > 0) console.log(`left out: ${missing.join(', ')} is not installed, no picture is read`)

describe.skipIf(missing.length > 0)('a screenshot', () => {
  let reader: PictureReader
  let made: Screenshot[]
  beforeAll(async () => {
    reader = pictureReader()
    made = await screenshots(scaled(4, LOOKS.length * MADE.length))
  })
  afterAll(async () => reader?.close())

  it('gives the post’s title, its words, figures, and nobody’s name', async () => {
    const wrong: object[] = []
    let before: string | undefined
    const began = performance.now()
    for (const { look, made: how, bytes } of made) {
      const read = await reader.read(bytes)
      if (read.kind !== 'read') throw new Error(`${look.app}, ${how.name}: ${read.why}`)
      const post = readScreen(read.lines)
      const lacks = look.words.filter((words) => !post.text.replace(/\s/gu, '').includes(words))
      const named = look.people.filter((name) => JSON.stringify(post).includes(name))
      const figures = Object.entries(look.metrics).filter(([name, figure]) => post.metrics[name as 'reads'] !== figure)
      if (post.title !== look.title || lacks.length + named.length + figures.length > 0)
        wrong.push({ app: look.app, how: how.name, title: post.title, lacks, named, figures })
      before = read.hash
    }
    const ms = Math.round((performance.now() - began) / made.length)
    console.log(`${made.length} pictures read, ${ms} ms each`)
    expect(before).toMatch(/^[0-9a-f]{16}$/)
    expect(wrong).toEqual([])
  })
})
