// Chinese words of cases that are one matter, or seem to be.
import type { PersonsWords, ServiceWords } from '../../wording.ts'
import { names } from '../names.ts'

export const alike = {
  same: {
    name: '定为同一事项',
    forms: { same: { label: '同一事项', inputs: {} } },
    usage: '/同一事项 #另案编号',
    done: '已定为同一事项，本案转报已计入该案。',
    pending: (still) => `${still}未定是否同一事项`,
    todo: () => '研判是否同一事项',
    events: {},
    refusals: {
      'which-other': () => '请写明另一案件的编号，例如 /同一事项 #12。',
      'fold-the-newer': ({ newer, older }) =>
        `后登记的案件计入先登记的，请在 #${newer} 中发送 /同一事项 #${older}，或发送 /同一事项 #${newer} #${older}。`,
      'other-ended': ({ number, status }) =>
        `#${number} 现为“${names.status[status]}”，不能再计入；请先由值班员对该案发送 /重办 #${number} 理由，或继续办理本案。`,
    },
  },

  different: {
    name: '定为不同事项',
    forms: { different: { label: '不同事项', inputs: {} } },
    usage: '/不同事项 #另案编号',
    done: '已定为不同事项，不再提示。',
    pending: (still) => `${still}未定是否同一事项`,
    todo: () => '研判是否同一事项',
    events: { 'told-apart': '定为不同事项' },
    refusals: {
      'nothing-alike': ({ number }) =>
        number === null
          ? '本案没有待研判的相近案件，无须操作。'
          : `本案没有关于 #${number} 的待研判提示，可能已有人研判，无须操作。`,
    },
  },
} satisfies Partial<PersonsWords>

export const alikeService = {
  'suggest-same': { name: '提示可能为同一事项', events: { 'same-suggested': '提示可能为同一事项' } },
  fold: { name: '计入另案', events: { folded: '计入另案' } },
  join: { name: '计入另案的转报', events: { joined: '计入另案的转报' } },
  part: { name: '移出计入的转报', events: { parted: '移出计入的转报' } },
} satisfies Partial<ServiceWords>
