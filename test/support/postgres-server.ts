// Runs a throwaway PostgreSQL until Ctrl-C and prints where it is: `node --import tsx test/support/postgres-server.ts`.
import { startPostgres } from './postgres.ts'

const server = await startPostgres({ durable: process.argv.includes('--durable') })
console.log(`DATABASE_URL=${server.url}`)
console.log('Ctrl-C stops it and removes its data.')

const stop = async () => {
  await server.stop()
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
setInterval(() => {}, 60_000)
