// What the commands print when they have done their work, and why they could not.
import type { CommandLine } from '../../cli.ts'

const problems: CommandLine['tasks']['problems'] = {
  missing: (event) => `event ${event} is missing`,
  changed: 'the event, or its place in the chain, was changed',
  text: (field) => `the text of "${field}" was changed`,
  end: 'the last event is not the one that the case ends with',
  orphan: 'there are events, but no case',
  expected: 'the expected checkpoint is not in the chain: all was rewritten, or its end was cut off',
  checkpoint: (id) => `checkpoint ${id} was changed, or one before it is missing`,
  gone: (id) => `checkpoint ${id} saw this event; it is gone or was changed`,
}

const errors: CommandLine['tasks']['errors'] = {
  noDatabase: (folder) =>
    `There is no database in ${folder}, and DATABASE_URL is not set. Start the service once, or load the ` +
    'settings that it has (set -a; . FILE; set +a).',
  demoIsThere: (folder) => `A demo's is in ${folder}: set ZHIBAN_DATA=${folder} to work on that.`,
  noInstitution: 'This database has no institution yet, so no record to check: is it the one that is meant?',
  noInstitutionYet: 'There is no institution yet: start the service once, with ZHIBAN_ORG set to this file.',
  noPerson: (key) => `There is no person "${key}" in the org (the key in the org file is meant).`,
  folderInUse: (folder, pid) =>
    pid === null
      ? `The lock file of the data folder ${folder} cannot be read, so nobody can tell who holds it. If no other process uses it, delete ${folder}/zhiban.pid.`
      : `The data folder ${folder} is held by process ${pid}. Stop it first; to run several instances, set DATABASE_URL to a PostgreSQL database.`,
  serviceSilent: (folder) =>
    `The service has the data folder ${folder} and does not answer commands of this machine (${folder}/zhiban.sock). Run this as the service's user on the same machine (in the same container), or stop the service first.`,
  serviceOlder: 'The running service is of another version and does not know this command: restart it, then try again.',
  serviceFailed: (why) => `The running service could not do it: ${why}`,
  portTaken: (port) =>
    `Port ${port} is taken (perhaps the desk runs already). Stop what has it, or choose another: PORT=${nextPort(port)} npm start`,
  portForbidden: (port) => `Port ${port} may not be used by this user. Choose one from 1024 on: PORT=3000 npm start`,
  hostUnknown: (host) => `This machine has no address ${host}. Correct HOST: HOST=127.0.0.1 npm start`,
  drillOnly: 'This database is in earnest use: a drill never runs on it. Choose another folder with ZHIBAN_DATA.',
  speedForDrill: 'ZHIBAN_SPEED: only a drill may run faster; this database is not marked as a drill.',
  notForgotten: (folder) => `The database in ${folder} is in earnest use: it is not forgotten.`,
  needsRepository: (why) =>
    `--feishu-emulator needs the whole repository with its development packages (git clone, npm ci): ${why}`,
  notStopped: (seconds) => `stopping failed: not done after ${seconds} seconds`,
  stopFailed: (why) => `stopping failed: ${why}`,
}

const demo: CommandLine['tasks']['demo'] = {
  ready: (speed) => `Zhiban demo is ready (drill data, time ×${speed}).`,
  once: '(valid for ten minutes, once)',
  day: (name) =>
    `A day of a duty office is being played; it takes two to three minutes. It opens as ${name}: change rooms to follow it, and pick at the top whom to be. Ctrl-C stops.`,
  free: (name, officer) =>
    `It opens as ${name}: paste a link in the duty room, and it becomes a case. Pick at the top whom to be, as ${officer} to assign it. Ctrl-C stops.`,
  feishuFree: (name) =>
    `As ${name} paste a link in the duty group: it becomes a case. Pick at the top right whom to act as. Ctrl-C stops; the next run begins anew.`,
}

export const tasks = (zhiban: string): CommandLine['tasks'] => ({
  migrated: (engine) => `The database (${engine}) has the schema of this version.`,
  orgImported: (version, departments, people, rooms) =>
    `Imported as version ${version}: ${departments} departments, ${people} people, ${rooms} rooms.`,
  verified: (cases, events, checkpoints) => `${cases} cases, ${events} events, ${checkpoints} checkpoints.`,
  finding: (number, seq, problem) =>
    `${number === null ? 'record' : `#${number}`}${seq === null ? '' : ` event ${seq}`}: ${problem}`,
  whole: (checkpoint) =>
    `The record is whole. Last checkpoint: ${checkpoint ?? 'none yet'} (keep it elsewhere; check with --expect).`,
  problems,
  tokens: {
    none: 'There are no tokens.',
    head: ['id', 'name', 'scopes', 'person', 'created', 'last used', 'state'],
    never: 'never',
    good: 'good',
    goodUntil: (at) => `good until ${at}`,
    expired: (at) => `expired ${at}`,
    revokedAt: (at) => `revoked ${at}`,
    revoked: (id) => `Token ${id} is revoked.`,
    revokedBefore: (id, at) => `Token ${id} was revoked at ${at}; nothing was changed.`,
    unknown: (id) => `There is no token ${id}: ${zhiban} token list shows them.`,
  },
  inbox: {
    none: 'No message is set aside.',
    count: (count) => `${count} set aside.`,
    line: (received, attempts, hasText, error) => [
      `received ${received}`,
      `${attempts} attempts`,
      hasText ? 'can be retried' : 'its text was deleted',
      error ?? 'no error is on record',
    ],
    retried: (count) => `${count} will be handled again as soon as the service runs.`,
    textGone: (id) =>
      `The text of message ${id} was deleted seven days after it was set aside: it can only be dropped.`,
    unknown: (id) => `There is no message ${id} set aside; ${zhiban} inbox list shows which are.`,
    dropped: (id) => `Message ${id} was dropped.`,
  },
  imports: {
    wouldTake: (rows, known, refused) =>
      `Tried: ${rows} posts can be registered${known === 0 ? '' : ` (${known} of them are known, and will be counted as forwarded again, or not twice)`}; ${refused} rows cannot.`,
    authors: (headings) => `Nothing about who posted is accepted: ${headings.join(', ')}.`,
    others: (headings) => `Columns that are not taken: ${headings.join(', ')}.`,
    dryRun: 'Nothing is registered yet: run it again with --yes to do so.',
    taken: ({ opened, joined, again, refused }) =>
      `Registered: ${opened} new, ${joined} forwarded again, ${again} counted before, ${refused} rows not registered.`,
    kept: (total, next) =>
      `${total} rows are kept, registered up to row ${next}; a running service registers the rest, and says so in the duty room. Run this again to see how far it is; nothing is counted twice.`,
    gone: 'All is registered; the duty room says what became of it.',
  },
  restored: {
    next: (number) => `The next case will be #${number}.`,
    sessions: (count) => `${count} sessions were ended: everybody signs in again.`,
    waiting: (waiting, withdrawn) =>
      `${waiting} messages waited at the time of the backup; ${withdrawn} of them will not be said.`,
    revokeAgain: `Revoke again the tokens that were revoked since the backup: ${zhiban} token list.`,
  },
  errors,
  demo,
})

const nextPort = (port: string): string => String(Number(port) > 0 && Number(port) < 65_535 ? Number(port) + 1 : 3001)
