// Chinese words of what is handed over to bodies that may lawfully ask for it.
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { card } from '../base.ts'

export const disclosing = {
  disclose: {
    name: '登记依法调取',
    forms: {
      disclose: {
        label: '依法调取',
        inputs: { body: '调取机关', document: '文书号', approver: '批准人', given: '调取内容' },
      },
    },
    usage: '/调取 机关：…；文书号：…；批准人：…；内容：…',
    done: '依法调取情况已登记。',
    pending: (still) => `${still}未登记调取情况`,
    todo: () => '登记依法调取情况',
    events: { disclosed: '登记依法调取' },
    noticeNames: { disclosed: '依法调取登记' },
    notices: {
      disclosed: ({ subject, by, disclosure }) =>
        card(subject, {
          lines: [`${by}已登记依法调取情况。`],
          fields: [
            ['调取机关', disclosure.body],
            ['文书号', disclosure.document],
            ['批准人', disclosure.approver],
            ['调取内容', shorten(disclosure.given, EXCERPT)],
          ],
        }),
    },
    refusals: {
      'own-disclosure': ({ name }) => `批准人不能是登记人本人（${name}）；请写明批准调取的领导。`,
    },
  },
} satisfies Partial<PersonsWords>
