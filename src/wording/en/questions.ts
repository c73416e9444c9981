// What each question is for and how it is typed, in English; the cards that answer are in asking.ts.
import type { QuestionWords } from '../wording.ts'

export const questions: QuestionWords = {
  help: { does: 'show what can be done here', typed: '/help' },
  case: { does: 'show a case', typed: '/case #number' },
  list: { does: 'list cases (mine, overdue, new)', typed: '/list' },
  why: { does: 'explain the deadlines and the next reminder', typed: '/why #number' },
  duty: { does: 'show who is on duty', typed: '/duty' },
  bind: { does: 'bind a room or a person', typed: '/bind <department>' },
  web: { does: 'get a sign-in link', typed: '/web' },
}
