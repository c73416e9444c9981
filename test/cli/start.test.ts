// What a start refuses, with what to do; and that a refused first start leaves nothing founded.
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Extras, type Service, startService } from '../../src/main.ts'
import { type FreshPlace, freshPlace, placeInProcess } from '../support/database.ts'

let place: FreshPlace & Pick<Extras, 'open'>
let service: Service | null = null
beforeEach(async () => {
  place = await placeInProcess()
})
afterEach(async () => {
  await service?.stop()
  service = null
  await place.dispose()
})

const start = async (env: Record<string, string> = {}, extras: Extras = {}) => {
  const bare = { ZHIBAN_SECRET: 'a secret of at least thirty-two characters', PORT: '0', LOG_LEVEL: 'silent' }
  service = await startService(readConfig({ ...bare, ...place.env, ...env }), {
    ...(place.open && { open: place.open }),
    ...extras,
  })
  return service
}
/** Where the place itself is what matters. */
const onDisk = async () => {
  await place.dispose()
  place = await freshPlace()
}
const stop = async () => {
  await service?.stop()
  service = null
}

describe('a start', () => {
  it('that is to run faster than time is refused in earnest, before and after the first', async () => {
    await expect(start({ ZHIBAN_SPEED: '60' })).rejects.toThrow(/ZHIBAN_SPEED.*drill/u)
    await start()
    await stop()
    await expect(start({ ZHIBAN_SPEED: '60' })).rejects.toThrow(/ZHIBAN_SPEED.*drill/u)
  })

  it('as a drill is refused on a database in earnest use', async () => {
    await start()
    await stop()
    await expect(start({}, { drill: true })).rejects.toThrow(/earnest/u)
  })

  it('of a drill’s database runs as fast as it is told', async () => {
    await start({ ZHIBAN_SPEED: '60' }, { drill: true })
    await stop()
    await start({ ZHIBAN_SPEED: '3600' }, { drill: true })
    const { time } = (service as unknown as Service).desk
    expect(time.realMillisUntil(new Date(Date.parse(time.now()) + 3_600_000).toISOString())).toBeLessThanOrEqual(1_000)
  })

  it.each([
    ['ZHIBAN_POLICY', 'no-such-policy'],
    ['ZHIBAN_ORG', 'no-such-file.yaml'],
  ])('names a %s that is not there, and founds nothing', async (name, value) => {
    await expect(start({ [name]: value })).rejects.toThrow(value)
    await start({ ZHIBAN_ORG: 'docs/sample-org.yaml' })
    expect((await service?.auth.newLink('zhou'))?.path).toMatch(/^\/sign-in\//)
  })

  it('on a port that is taken says so, and gives the database back', async () => {
    await onDisk()
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const PORT = String(typeof address === 'object' ? address?.port : 0)
    await expect(start({ PORT })).rejects.toThrow('EADDRINUSE')
    await new Promise((resolve) => taken.close(resolve))
    expect((await start({ PORT })).url).toContain(PORT)
  })

  it('on a folder that cannot be is an error, not a crash', async () => {
    await onDisk()
    await expect(start({ DATABASE_URL: '', ZHIBAN_DATA: join(place.place.folder, 'file\0') })).rejects.toThrow()
  })

  it('without its room has no room', async () => {
    const { url } = await start({ ZHIBAN_ROOM: 'off' })
    expect((await fetch(`${url}/room`)).status).toBe(404)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
  })
})
