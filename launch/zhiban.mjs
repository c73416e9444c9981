#!/usr/bin/env node
// `zhiban`, as `npm start`, `npm run demo` and `npm run zhiban` run it: see start.mjs.
import { start } from './start.mjs'

// The emulated Feishu stands among the tests, which are not compiled.
await start('cli', { compiled: !process.argv.includes('--feishu-emulator') })
