// What is added to messages in Chinese: who did it when it was the service, what else is late, what became of them.
import type { Asides } from '../../wording.ts'
import { names } from '../names.ts'

export const asides: Asides = {
  service: '值班台',
  late: ({ clock, dueAt, at }, times) => `${names.clock[clock]}时限为${times.due(dueAt, at)}。`,
  settled: (did, { by, at }, times) => `本条所请事项已有结果：${by}于${times.dated(at)}${did}。`,
  whole: (characters) => `（全文共${characters}字，见本话题内的送审稿）`,
  failure: {
    'no-way': '没有可以到达的渠道',
    stranger: '该账号现已属他人',
    'no-answer': '平台一直没有应答',
    refused: '平台未能送达，详情见运行日志',
  },
}
