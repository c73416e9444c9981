// The command line: `npm run zhiban -- <command>`.
import { run } from './run.ts'

await run(process.argv.slice(2))
