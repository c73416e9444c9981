// What is said of a file that the configuration or a command names and that cannot be used.
import type { CommandLine } from '../../cli.ts'

export const files: CommandLine['files'] = {
  notRight: {
    policy: 'The policy is not right:',
    org: 'The org file is not right:',
    webhooks: 'The file of webhooks is not right:',
  },
  cannotRead: {
    policy: (file, why) => `The policy file ${file} cannot be read: ${why}`,
    org: (file, why) => `The org file ${file} cannot be read: ${why}`,
    webhooks: (file, why) => `ZHIBAN_WEBHOOKS: ${file} cannot be read: ${why}`,
    table: (file, why) => `The table ${file} cannot be read: ${why}`,
  },
  noAccess: (path) =>
    `${path} may not be read and written by the user that runs this. Allow it, or choose another ZHIBAN_DATA.`,
  readOnly: (path) => `The disk of ${path} is read-only. Choose another ZHIBAN_DATA.`,
  why: {
    ENOENT: 'there is no such file; check the path',
    ENOTDIR: 'there is no such file; check the path',
    EACCES: 'it may not be read by the user that runs this; allow it',
    EPERM: 'it may not be read by the user that runs this; allow it',
    EISDIR: 'it is a folder, not a file; check the path',
    ENAMETOOLONG: 'the path is too long; check it',
  },
}
