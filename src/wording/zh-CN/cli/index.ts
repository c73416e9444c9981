// What `zhiban` says on a terminal, in Chinese. `zhiban`: how the command line is called here, for advice to be pasted.
import { doctor } from './doctor.ts'
import { policy } from './policy.ts'
import { settings } from './settings.ts'
import { tasks } from './tasks.ts'
import { usage } from './usage.ts'

export const commandLine = (zhiban: string) => ({
  usage: usage(zhiban),
  tasks: tasks(zhiban),
  doctor: doctor(zhiban),
  policy: policy(zhiban),
  settings,
})
