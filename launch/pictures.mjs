// The process that reads pictures, as the service starts it: see start.mjs.
import { start } from './start.mjs'

await start('pictures')
