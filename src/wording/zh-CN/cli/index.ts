// What `zhiban` says on a terminal, in Chinese. `zhiban`: how the command line is called here, for advice to be pasted.
import type { Lang } from '../../wording.ts'
import { database } from './database.ts'
import { doctor } from './doctor.ts'
import { files } from './files.ts'
import { policy } from './policy.ts'
import { settings } from './settings.ts'
import { tasks } from './tasks.ts'
import { usage } from './usage.ts'

export const commandLine = (zhiban: string) => ({
  lang: 'zh-CN' as Lang,
  usage: usage(zhiban),
  tasks: tasks(zhiban),
  doctor: doctor(zhiban),
  policy: policy(zhiban),
  settings,
  files,
  database,
})
