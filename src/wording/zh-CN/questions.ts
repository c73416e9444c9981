// What each question is for and how it is typed, in Chinese; the cards that answer are in asking.ts.
import type { QuestionWords } from '../wording.ts'

export const questions: QuestionWords = {
  help: { does: '查看可用的命令', typed: '/帮助' },
  case: { does: '查看案件', typed: '/案件 #编号' },
  list: { does: '列出案件，可加 我的、逾期 或 新', typed: '/列表' },
  why: { does: '说明各项时限和下次催办', typed: '/为什么 #编号' },
  duty: { does: '查看值班安排', typed: '/值班' },
  bind: { does: '绑定群聊或人员', typed: '/绑定 单位' },
  web: { does: '索取登录链接', typed: '/后台' },
}
