// What is said of a wrong value of the configuration: what each variable must hold.
import type { CommandLine } from '../../cli.ts'

const must: CommandLine['settings']['must'] = {
  DATABASE_URL: 'must begin with postgres://, as postgres://zhiban:password@127.0.0.1:5432/zhiban',
  ZHIBAN_DATA: 'must be the path of a folder, as ./data',
  HOST: 'must be an address or name of this machine, as 127.0.0.1; to have the default, remove the line',
  PORT: 'must be a whole number from 0 to 65535, as 3000',
  PUBLIC_URL: 'must be a whole address, as https://desk.example.gov.cn',
  ZHIBAN_POLICY: "must be a shipped policy's name, or the path of a policy file",
  ZHIBAN_ORG: 'must be the path of an org file, as org.yaml',
  ZHIBAN_API_TOKEN: 'must have at least 32 characters; openssl rand -hex 32 makes one',
  ZHIBAN_LANG: 'must be zh-CN or en',
  ZHIBAN_ROOM: 'must be on or off',
  ZHIBAN_SECRET: 'must have at least 32 characters; openssl rand -hex 32 makes one',
  ZHIBAN_SPEED: 'must be a number above 0, at most 100000; for drills only',
  ZHIBAN_RATE_LIMIT: 'must be a number of requests a minute, or off',
  ZHIBAN_TRUST_PROXY:
    "must be off, or your proxies' addresses with commas between them: 127.0.0.1, 10.0.0.0/8 or loopback",
  ZHIBAN_WEBHOOKS: 'must be the path of a file of webhooks, as webhooks.yaml',
  ZHIBAN_LINK_PREVIEW: 'must be on (forwarded links are previewed) or off (they are not)',
  ZHIBAN_READ_PICTURES: 'must be on (the words of screenshots are read) or off (they are not)',
  ZHIBAN_HEARTBEAT_URL: 'must be a whole address, as https://watch.example/ping/…',
  ZHIBAN_METRICS_TOKEN: 'must have at least 16 characters',
  FEISHU_APP_ID: 'must be cli_ and 16 hexadecimal digits, as the developer console shows it',
  FEISHU_APP_SECRET: 'is too short to be an app secret',
  FEISHU_ENCRYPT_KEY: "must be the developer console's Encrypt Key",
  FEISHU_VERIFICATION_TOKEN: "must be the developer console's Verification Token",
  FEISHU_DOMAIN: 'must be a whole address, as https://open.feishu.cn',
  FEISHU_MODE: 'must be long-connection or webhook',
  WECOM_BOT_ID: "must be the bot's Bot ID",
  WECOM_SECRET: 'is too short to be a bot secret',
  WECOM_BOT_NAME: "must be the bot's name",
  WECOM_ROBOTS: 'must be <chat id>=<webhook of its robot>, with ASCII commas between several',
  WECHAT_PUPPET: 'must be the npm name of a wechaty puppet',
  LOG_LEVEL: 'must be fatal, error, warn, info, debug, trace or silent',
}

export const settings: CommandLine['settings'] = {
  head: (count) => `The configuration has ${count} wrong value(s):`,
  problem: (variable, says) => `${variable}: ${says}`,
  must,
  robots: (wrong, of) => (of === 1 ? '' : ` (entry ${wrong} of ${of} is not)`),
  needsSecret: 'is required with DATABASE_URL, the same for every instance (for example: openssl rand -hex 32)',
  requiredWith: (other) => `is required with ${other}`,
  wechatAlone:
    'stands beside another channel, never alone (the account may be banned at any time): set ZHIBAN_ROOM=on, or FEISHU_APP_ID, or WECOM_BOT_ID',
  webhookKeys:
    'is required with FEISHU_MODE=webhook (or at least FEISHU_VERIFICATION_TOKEN): without either anybody could send events',
  noFile: (file) => `there is no file ${file}`,
  noPolicy: (given, nearest, shipped) =>
    `there is no policy "${given}", neither a file nor one that ships${nearest === null ? '.' : `: did you mean ${nearest}?`} ` +
    `Shipped are: ${shipped.join(', ')}`,
}
