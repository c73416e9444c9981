// The WeChat process, as the service starts it: see start.mjs.
import { start } from './start.mjs'

// A puppet that is a file in TypeScript is not compiled.
const puppet = process.argv[3] ?? ''
await start('wechat', { compiled: !/\.[cm]?tsx?$/.test(puppet) })
