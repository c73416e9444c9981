// What `zhiban doctor` looked at, how it is, and what to do about it.
import type { FindingKind } from '../../../domain/notice/finding.ts'
import type { CommandLine } from '../../cli.ts'

const what: CommandLine['doctor']['what'] = {
  configuration: 'configuration',
  secrets: 'secrets',
  heartbeat: 'heartbeat',
  webhooks: 'webhooks',
  metrics: 'metrics',
  previews: 'link previews',
  pictures: 'reading of screenshots',
  lookups: 'posts that could not be looked at',
  institution: 'institution',
  database: (engine) => `database (${engine})`,
  databaseAway: 'database',
  encoding: 'encoding',
  extensions: 'extensions',
  clock: 'clock',
  migrations: 'migrations',
  disk: 'disk space of the data folder',
  readiness: 'readiness',
  policy: (name) => `policy ${name}`,
  holidays: (version, first, last) => `official holidays (${version}), ${first} to ${last}`,
  org: 'org',
  channels: 'channels',
  channelsSetUp: 'channels set up',
  people: 'people',
  alive: 'last alive',
  parked: 'messages set aside',
  findings: "the auditor's findings",
  channel: (name) => name,
  of: (channel, what) => `${channel} ${what}`,
  hears: (channel) => `${channel} in the running service`,
  roomsAndPeople: (channel) => `${channel} rooms and people`,
  room: (name, channel) => `${name} (${channel})`,
}

/** What the auditor may find. */
const FINDINGS: Record<FindingKind, string> = {
  'no-next-instant': 'open cases with no deadline running',
  'unsaid-reminder': 'reminders that are due and have not been sent',
  'stuck-send': 'messages not sent for more than 15 minutes',
  'given-up-send': 'messages that could not be delivered, and are not tried again',
  'waiting-message': 'messages received more than 5 minutes ago and not handled',
  'parked-message': 'messages that could not be handled, and were set aside',
  'broken-chain': 'records that do not match their checksums; they may have been changed or deleted',
  'broken-checkpoint': 'checkpoints that do not match the record, which may have been changed or deleted',
  'idle-worker': 'workers that have not finished a round for more than a minute',
  'deaf-channel': 'channels that have not been connected for more than 2 minutes',
}

/** One that a later version found is called by its kind alone. */
const nameOf = (kind: string): string => {
  const name = (FINDINGS as Record<string, string>)[kind]
  return name === undefined ? kind : `${name} (${kind})`
}

const settings: CommandLine['doctor']['settings'] = {
  heartbeatUnset: 'ZHIBAN_HEARTBEAT_URL is not set: nobody outside notices when the service is gone',
  heartbeatTo: (host) => `each minute to ${host}`,
  noWebhooks: 'none (ZHIBAN_WEBHOOKS is not set)',
  metricsOpen: 'open to whoever reaches the port',
  metricsToken: 'with a token',
  previewOff: 'off (ZHIBAN_LINK_PREVIEW=on turns it on: one request to the site of each forwarded link)',
  previewOn: 'on, one request for each forwarded link',
  picturesOff: 'off (ZHIBAN_READ_PICTURES=off)',
  picturesOn: 'on this machine',
  picturesMissing: (packages) =>
    `${packages.join(' and ')} not installed (npm ci --omit=optional): screenshots are not read, and somebody must fill their titles in; where that is meant, set ZHIBAN_READ_PICTURES=off`,
  guessable: 'is easily guessed: make one with openssl rand -hex 32',
  secretKept: 'kept beside the database',
  secretOpen: (file) => `${file} can be read by others on this machine: chmod 600 ${file}`,
}

const channels: CommandLine['doctor']['channels'] = {
  notSetUp: (variable) => `not set up (${variable})`,
  notInstalled: (packages) => `; ${packages.join(' and ')} not installed (npm ci --omit=optional)`,
  unread: 'not looked at: the org could not be read from the database',
}

const institution = (zhiban: string): CommandLine['doctor']['institution'] => ({
  none: 'there is none yet: start the service once, with ZHIBAN_ORG set',
  yearNotCovered: (year) =>
    `${year} is not covered: deadlines in working time that reach there count plain weekdays, and say so; update the package`,
  assumed: (count, command) => `${count} values are assumed, not decided: ${zhiban} ${command} lists them`,
  counts: (departments, people, rooms) => `${departments} departments, ${people} people, ${rooms} rooms`,
  noDutyRoom: 'there is no duty room: nobody sees that a case was opened',
  nobodyHas: (role) => `nobody has the role ${role}`,
  toldNobody: (role) => `the policy tells the role ${role}, and nobody has it: the next is told`,
  noContact: (department) => `${department} has no contact: its reminders go to the next rung at once`,
  noHead: (department) => `${department} has no head: its drafts go to whoever stands in`,
  noRoom: (department) => `${department} has no room: its people are told directly`,
  dutyAway: (channel) => `the duty room's channel ${channel} is not set up here: nobody sees a case`,
  roomsAway: (rooms) =>
    `rooms whose channel is not set up here: ${rooms}; set up that channel, or give them another in the org file`,
  unreachable: (people) =>
    `on no channel that is set up here: ${people}; set up that channel, or give them another in the org file`,
  wechatOnly: (people) =>
    `reached by WeChat alone, which may be banned at any time: ${people}; give them a second channel`,
  noChannels: 'none',
})

export const doctor = (zhiban: string): CommandLine['doctor'] => ({
  levels: { ok: 'ok', WARNING: 'WARNING', PROBLEM: 'PROBLEM' },
  what,
  line: (what, says) => `${what}: ${says}`,
  list: (names) => names.join(', '),
  few: (names, more) => `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  summary: (problems) => `${problems} problem(s), each with what to do about it above.`,
  settings,
  database: {
    postgres: (version) => `PostgreSQL ${version}`,
    noExtension: (installed) => `none is needed (installed: ${installed.join(', ') || 'none'})`,
    badEncoding: (encoding) => `${encoding}: make a new database with UTF8, and restore a backup into it`,
    encoding: (ctype) => `UTF8, lc_ctype ${ctype}`,
    plainCtype: (ctype) =>
      `UTF8, lc_ctype ${ctype}: a search tells É from é, as it does with all letters beyond A to Z; Chinese is not affected. ` +
      "To mend it, restore a backup into CREATE DATABASE … TEMPLATE template0 LC_CTYPE 'C.UTF-8'",
    skewed: (seconds) => `this machine and the database differ by ${seconds} s: set their clocks by NTP`,
    agreed: (seconds) => `this machine and the database agree within ${seconds} s`,
    pending: (names) =>
      `${names.join(', ')} to be applied: the next start does it, or ${zhiban} migrate; then ask doctor again`,
    free: (megabytes, folder) => `${megabytes} MB are free in ${folder}`,
    makeRoom: (free) => `${free}: make room`,
    nearlyFull: (free) => `${free}: make room, or nothing can be stored soon`,
    cannotOpen: (where, why) => `${where} cannot be opened: ${why}`,
    noneIn: (folder) => `there is no database in ${folder} yet: start the service once, with ZHIBAN_ORG set`,
    heldBy: (pid, socket) =>
      `the service has it (process ${pid ?? 'unknown'}) and does not answer at ${socket}, so that it was not looked into; ask as the service's user on the same machine (in the same container), or stop the service to have all checked`,
  },
  service: {
    notAnswering: (url, why) => `${url} does not answer (${why}): is it still starting, or at another HOST or PORT?`,
    says: (url, problems) => `${url} says: ${problems.join('; ')}`,
    unready: {
      'nearly-full': 'the disk of the embedded database is nearly full: nothing is taken until there is room',
      'no-answer': 'the database does not answer',
      idle: (worker) => `the ${worker} has not finished a round for a minute: its log says why`,
      pending: (migration) => `migration ${migration} has not been applied`,
    },
    deaf: (where) => `it does not hear its platform. ${where}; /metrics says since when`,
    logSaysWhy: 'Its log says why',
    openWechat: 'Open /channels/wechat as an administrator: there is the code to scan, or the reason',
    neverAlive: 'the service has not run on this database yet',
    silentSince: (at) => `${at}: no instance has been alive since; start the service`,
    none: 'none',
    lookupsGivenUp: (kind, count) =>
      `within 7 days ${count} ${kind === 'preview' ? 'links could not be previewed' : 'pictures could not be read'} and are not tried again; their cases go on, the log says why`,
    parked: (count) => `${count}: ${zhiban} inbox list shows why; then retry or drop them`,
    finding: (kind, count) => `${nameOf(kind)}, ${count}: see the duty room`,
  },
  institution: institution(zhiban),
  channels,
})
