// The WeChat process, as the service starts it: see start.mjs.
import { start } from './start.mjs'

await start('wechat')
