// What the doctor says in English.
import type { DoctorWords } from './words.ts'

export const english: DoctorWords = {
  bot: 'bot',
  diagnosis: 'diagnosis',
  robot: (room) => `robot of ${room}`,
  room: (name, id) => `room ${name} (${id})`,
  person: (name) => `person ${name}`,
  says: {
    untried: () =>
      'not tried, since that would take the connection from a running service, and without its database nobody can tell whether there is one; look at the metrics or the log of the service',
    'service-connected': () => 'connected by the running service',
    'service-away': ({ why }) => `the running service is not connected: ${why ?? 'not yet'}`,
    accepted: () => 'id and secret are accepted',
    unreachable: ({ said }) =>
      `${said ?? 'no answer in time'}: the platform cannot be reached; check DNS, proxy and firewall to openws.work.weixin.qq.com:443`,
    refused: ({ said }) =>
      `${said}; check WECOM_BOT_ID and WECOM_SECRET, and that the bot is in API mode with a long connection`,
    'no-webhook': () =>
      'its address is none of a group robot: it begins with https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=',
    'robot-without-room': () => 'no room of the org file has this id',
    'robot-well': () => 'its address looks right (nothing was sent)',
    'no-room-id': () => 'its id is none of WeCom',
    'nobody-spoke': () =>
      'nobody there has spoken to the bot yet, and before that it may say nothing: @ it once in that group',
    'no-account': () => 'the account is no userid of WeCom',
    'broke-off': ({ error }) => `it broke off: ${error}`,
  },
}
