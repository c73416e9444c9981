// What is said of a wrong value of the configuration: what each variable must hold.

const must = {
  DATABASE_URL: '须以 postgres:// 开头，例如 postgres://zhiban:口令@127.0.0.1:5432/zhiban',
  ZHIBAN_DATA: '须为目录的路径，例如 ./data',
  HOST: '须为本机的地址或主机名，例如 127.0.0.1；不需要时请删去这一行',
  PORT: '须为0至65535之间的整数，例如 3000',
  PUBLIC_URL: '须为完整的网址，例如 https://desk.example.gov.cn',
  ZHIBAN_POLICY: '须为随附预案的名称，或预案文件的路径',
  ZHIBAN_ORG: '须为组织文件的路径，例如 org.yaml',
  ZHIBAN_API_TOKEN: '至少32个字符，例如用 openssl rand -hex 32 生成',
  ZHIBAN_LANG: '须为 zh-CN（中文）或 en（英文）',
  ZHIBAN_ROOM: '须为 on（启用）或 off（不启用）',
  ZHIBAN_SECRET: '至少32个字符，例如用 openssl rand -hex 32 生成',
  ZHIBAN_SPEED: '须为大于0、不超过100000的数，仅用于演练',
  ZHIBAN_RATE_LIMIT: '须为每分钟的请求数，或 off（不限）',
  ZHIBAN_TRUST_PROXY: '须为 off，或反向代理的地址，多个以英文逗号分隔，例如 127.0.0.1, 10.0.0.0/8 或 loopback',
  ZHIBAN_WEBHOOKS: '须为推送接口文件的路径，例如 webhooks.yaml',
  ZHIBAN_LINK_PREVIEW: '须为 on（预览转报的链接）或 off（不预览）',
  ZHIBAN_READ_PICTURES: '须为 on（识别截图文字）或 off（不识别）',
  ZHIBAN_HEARTBEAT_URL: '须为完整的网址，例如 https://watch.example/ping/…',
  ZHIBAN_METRICS_TOKEN: '至少16个字符',
  FEISHU_APP_ID: '须为 cli_ 加16位十六进制数字，与开发者后台所示一致',
  FEISHU_APP_SECRET: '太短，不是应用的 App Secret',
  FEISHU_ENCRYPT_KEY: '须为开发者后台的 Encrypt Key',
  FEISHU_VERIFICATION_TOKEN: '须为开发者后台的 Verification Token',
  FEISHU_DOMAIN: '须为完整的网址，例如 https://open.feishu.cn',
  FEISHU_MODE: '须为 long-connection（长连接）或 webhook（回调）',
  WECOM_BOT_ID: '须为机器人的 Bot ID',
  WECOM_SECRET: '太短，不是机器人的 Secret',
  WECOM_BOT_NAME: '须为机器人的名称',
  WECOM_ROBOTS: '须为 群ID=群机器人的 webhook 网址，多个以英文逗号分隔',
  WECHAT_PUPPET: '须为 wechaty puppet 的 npm 包名',
  LOG_LEVEL: '须为 fatal、error、warn、info、debug、trace 或 silent',
}

export const settings = {
  head: (count: number) => `配置有${count}处错误：`,
  problem: (variable: string, says: string) => `${variable}：${says}`,
  must,
  robots: (wrong: number, of: number) => (of === 1 ? '' : `（共${of}项，第${wrong}项有误）`),
  needsSecret: '使用 DATABASE_URL 时必须设置，各实例相同（例如用 openssl rand -hex 32 生成）',
  requiredWith: (other: string) => `设置了 ${other} 时必须设置`,
  wechatAlone:
    '不能单独使用（账号随时可能被封），须同时有另一渠道：请设置 ZHIBAN_ROOM=on、FEISHU_APP_ID 或 WECOM_BOT_ID',
  webhookKeys:
    'FEISHU_MODE=webhook 时必须设置（或至少设置 FEISHU_VERIFICATION_TOKEN）：两者都没有，任何人都可以冒充平台推送',
  noFile: (file: string) => `没有文件 ${file}`,
  noPolicy: (given: string, nearest: string | null, shipped: string[]) =>
    `没有预案“${given}”，既不是文件，也不是随附预案的名称${nearest === null ? '' : `；是否为 ${nearest}`}。随附的有：${shipped.join('、')}`,
}
