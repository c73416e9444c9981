// What the emulator's page says, in both languages.

export interface PageWords {
  title: string
  banner: string
  asWhom: string
  chats: string
  direct: string
  directWith(name: string): string
  members(count: number): string
  thread: string
  replies(count: number): string
  openThread: string
  replyTo: string
  recall: string
  recalled: string
  edited(times: number): string
  urgent: Record<'app' | 'sms' | 'phone', string>
  urgentTo(way: string, names: string): string
  bot: string
  everybody: string
  nobody: string
  noBot: string
  record(count: number): string
  forwarded: string
  image: string
  unknown(tag: string): string
  empty: string
  pick: string
  back: string
  close: string
  write: string
  writeReply: string
  send: string
  call: string
  asRecord: string
  asRecordHint: string
  attach: string
  notMember(name: string): string
  menu: Record<'help' | 'mine' | 'list' | 'duty' | 'web', string>
  confirm: string
  cancel: string
  lost: string
  refused(code: number): string
  required: string
}

const ZH: PageWords = {
  title: '飞书模拟',
  banner: '模拟的飞书，仅供演练：消息不会发到任何真实的群。',
  asWhom: '当前身份',
  chats: '群聊',
  direct: '与机器人的单聊',
  directWith: (name) => `${name}与值班台的单聊`,
  members: (count) => `${count} 人`,
  thread: '话题',
  replies: (count) => `${count} 条回复`,
  openThread: '回复话题',
  replyTo: '回复',
  recall: '撤回',
  recalled: '此消息已撤回',
  edited: (times) => `已更新 ${times} 次`,
  urgent: { app: '应用内加急', sms: '短信加急', phone: '电话加急' },
  urgentTo: (way, names) => `${way} · ${names}`,
  bot: '机器人',
  everybody: '所有人',
  nobody: '未知用户',
  noBot: '机器人不在群中',
  record: (count) => `聊天记录（${count} 条）`,
  forwarded: '合并转发',
  image: '图片',
  unknown: (tag) => `［${tag}：此页未能显示的组件］`,
  empty: '还没有消息',
  pick: '请在左侧选择一个群或单聊',
  back: '返回',
  close: '关闭',
  write: '发消息，Enter 发送，Shift+Enter 换行',
  writeReply: '在话题中回复',
  send: '发送',
  call: '@机器人',
  asRecord: '合并转发',
  asRecordHint: '每行作为一条消息，合并转发到本群',
  attach: '图片或文件',
  notMember: (name) => `${name}不在这个会话中，不能发言，也不能点按卡片。`,
  menu: { help: '帮助', mine: '待我办理', list: '案件列表', duty: '当班', web: '网页' },
  confirm: '确定',
  cancel: '取消',
  lost: '与模拟服务的连接已断开，正在重试',
  refused: (code) => `飞书未能完成这次操作（错误码 ${code}）`,
  required: '请先填写必填项',
}

const EN: PageWords = {
  title: 'Feishu, emulated',
  banner: 'An emulated Feishu, for drills: nothing goes to any real group.',
  asWhom: 'As',
  chats: 'Groups',
  direct: 'Private chats with the bot',
  directWith: (name) => `${name} and the bot`,
  members: (count) => (count === 1 ? '1 member' : `${count} members`),
  thread: 'Topic',
  replies: (count) => (count === 1 ? '1 reply' : `${count} replies`),
  openThread: 'Reply in topic',
  replyTo: 'Reply',
  recall: 'Recall',
  recalled: 'This message was recalled',
  edited: (times) => (times === 1 ? 'updated once' : `updated ${times} times`),
  urgent: { app: 'Urgent in the app', sms: 'Urgent by SMS', phone: 'Urgent by phone' },
  urgentTo: (way, names) => `${way} · ${names}`,
  bot: 'bot',
  everybody: 'everybody',
  nobody: 'unknown user',
  noBot: 'The bot is not in the group',
  record: (count) => `Chat record (${count === 1 ? '1 message' : `${count} messages`})`,
  forwarded: 'Merged and forwarded',
  image: 'Image',
  unknown: (tag) => `[${tag}: a component that this page does not draw]`,
  empty: 'No messages yet',
  pick: 'Choose a group or a private chat',
  back: 'Back',
  close: 'Close',
  write: 'Message; Enter sends, Shift+Enter starts a new line',
  writeReply: 'Reply in the topic',
  send: 'Send',
  call: '@bot',
  asRecord: 'Merged forward',
  asRecordHint: 'Each line becomes a message of one merged record',
  attach: 'Image or file',
  notMember: (name) => `${name} is not in this chat: no messages and no clicks from them.`,
  menu: { help: 'Help', mine: 'Mine', list: 'Cases', duty: 'On duty', web: 'Web' },
  confirm: 'Confirm',
  cancel: 'Cancel',
  lost: 'The emulator does not answer; trying again',
  refused: (code) => `Feishu could not complete this (code ${code})`,
  required: 'Please fill in what is required first',
}

export const pageWords = (lang: 'zh-CN' | 'en'): PageWords => ({ 'zh-CN': ZH, en: EN })[lang]
