// What the doctor says in Chinese: pages as WeCom calls them, what the platform said in brackets.
import type { DoctorWords } from './words.ts'

export const chinese: DoctorWords = {
  bot: '智能机器人',
  diagnosis: '检查',
  robot: (room) => `群机器人（${room}）`,
  room: (name, id) => `群 ${name}（${id}）`,
  person: (name) => `人员 ${name}`,
  says: {
    untried: () => '未试连：读取不到数据库，不知道服务是否在运行，而试连会挤掉服务的连接；请查看服务的监控指标或日志',
    'service-connected': () => '运行中的服务已连接',
    'service-away': ({ why }) =>
      why === null ? '运行中的服务尚未连接，请查看服务的日志' : `运行中的服务没有连接（${why}），请查看服务的日志`,
    accepted: () => 'Bot ID 和 Secret 有效',
    unreachable: ({ said }) =>
      `连接不上平台（${said ?? '没有及时应答'}），请检查 DNS、代理和防火墙是否允许访问 openws.work.weixin.qq.com:443`,
    refused: ({ said }) =>
      `平台不接受（${said}），请核对 WECOM_BOT_ID 和 WECOM_SECRET，并在机器人的配置页确认为“API 模式创建”，连接方式为“使用长连接”`,
    'no-webhook': () =>
      '地址不是群机器人的 Webhook 地址，应以 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key= 开头；请从群聊右上角“消息推送”中重新复制到 WECOM_ROBOTS',
    'robot-without-room': () => '组织文件中没有此编号的群；请更正 WECOM_ROBOTS，或在组织文件中登记该群',
    'robot-well': () => '地址格式正确（没有试发）',
    'no-room-id': () =>
      '不是企业微信的群编号；请在所用的群内 @ 机器人并发送 /绑定 值班群（或 /绑定 单位名称），或更正组织文件',
    'nobody-spoke': () => '群内还没有人对机器人说过话，在此之前平台不允许它发言；请在该群 @ 它一次，例如 @值班台 /帮助',
    'no-account': () => '登记的不是企业微信账号（userid），请更正组织文件',
    'broke-off': ({ error }) => `中途出错（${error}）`,
  },
}
