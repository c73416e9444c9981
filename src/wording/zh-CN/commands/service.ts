// Chinese words of what the desk itself does: time passing, what became of a message.
import type { ServiceWords } from '../../wording.ts'

export const service = {
  tick: {
    name: '核对时限',
    events: {
      'clock-started': '开始计时',
      'clock-moved': '时限变更',
      'lateness-corrected': '逾期更正',
      'clock-held': '暂停催办',
      'clock-resumed': '恢复催办',
      'clock-met': '时限内事项完成',
      'clock-cancelled': '时限取消',
      overtaken: '时限提示',
      reminded: '催办',
      'request-lapsed': '申请失效',
    },
  },

  'report-undelivered': {
    name: '登记送达失败',
    events: { undelivered: '送达失败' },
  },

  'report-weaker': {
    name: '登记加急未成',
    events: { 'sent-weaker': '加急未成' },
  },
} satisfies Partial<ServiceWords>
