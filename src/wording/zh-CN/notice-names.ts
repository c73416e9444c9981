// What notices are called in Chinese where another message speaks of them.
import type { NoticeKind } from '../../domain/notice/notice.ts'
import { noticeNames as ofCommands } from './commands/index.ts'
import { noticeNames as ofQuestions } from './intake/asking.ts'

export const noticeNames: Record<NoticeKind, string> = {
  ...ofCommands,
  ...ofQuestions,
  'case-card': '案件卡片',
  'already-known': '已登记回执',
  recalled: '撤回提示',
  answered: '答复告知',
  'answered-untold': '未逐一告知的转报人',
  'room-moved': '群聊改绑提示',
  registered: '登记回执',
  reminder: '催办通知',
  overtaken: '时限提示',
  vacant: '岗位空缺提示',
  undelivered: '送达失败提示',
  refused: '操作回复',
  bundle: '免打扰时段提醒汇总',
  'record-taken': '聊天记录登记回执',
  'batch-taken': '批量登记回执',
  'sent-weaker': '加急未成提示',
  greeting: '入群说明',
  'room-lost': '群聊失联提示',
  'member-left': '成员退群提示',
  'member-unknown': '未登记成员提示',
  'caught-up': '补收说明',
  'channel-trouble': '渠道状态提示',
  'rebinding-uncertain': '重新绑定提示',
  'done-each': '办理回执',
  done: '办理回执',
  downtime: '停机说明',
  'audit-finding': '运行检查提示',
}
