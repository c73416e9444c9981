// An interim statement: how far the matter has come, told to the public before the reply; any number of them.
import { CLAIMED, DEPARTMENT, DEPARTMENT_ROOMS, type PersonsCapability } from '../../capability/capability.ts'
import { text } from '../../capability/fields.ts'
import { approvalBy, submit } from './statement.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    interim: { text: string }
  }
}

export const interim = {
  names: { en: ['interim'], zh: ['通报', '阶段通报'] },
  who: { roles: [...DEPARTMENT, 'spokesperson'], of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: CLAIMED },
  offered: { handling: 45, reviewing: 45, approved: 45 },
  reads: 'posted',
  forms: [{ key: 'interim', fields: { text: text({ lines: 5 }) } }],
  decide: (story, { text: said }) => submit(story, 'interim', said, {}),
  approvals: { interim: approvalBy<'interim'>(({ policy }) => policy.statements.interim) },
} satisfies PersonsCapability<'interim'>
