// Refusals in English: who may, or what must come first, and what to type.
import type { CommandType, PersonsCommandType } from '../../domain/capability/command.ts'
import type { QueryType } from '../../domain/capability/question.ts'
import type { FileRefused, RefusalOf } from '../../domain/capability/refusal.ts'
import { isDrafting } from '../../domain/commands/answering/examine.ts'
import { isPersons, PERSONS_COMMANDS } from '../../domain/commands/index.ts'
import { typed as typedAs } from '../../domain/input/command-form.ts'
import { isQuery } from '../../domain/input/questions.ts'
import type { PersonalKind } from '../../domain/masking/mask.ts'
import type { Role } from '../../domain/policy/policy.ts'
import { stepsBefore } from '../steps.ts'
import type { RefusalSentences } from '../wording.ts'
import { either, list, quoted } from './base.ts'
import { usage } from './choices.ts'
import { commands, refusals as ofCommands } from './commands/index.ts'
import { questions } from './intake/asking.ts'
import { REGISTER } from './intake/registering.ts'
import { badTable } from './intake/tables.ts'
import { badLink, emptyRecord } from './intake/unfit-links.ts'
import { names } from './names.ts'

const own = {
  'not-registered': () => 'You are not registered with the duty desk yet; please ask an administrator to register you.',
  'not-authorised': notAuthorised,
  'wrong-room': wrongRoom,
  'wrong-status': wrongStatus,
  'not-claimed-yet': ({ department }) =>
    `${department} has not claimed this case yet; its contact or head must first send /claim.`,
  'own-draft': ({ request }) =>
    request === undefined
      ? 'Nobody approves their own draft; another approver decides, with /approve or /sendback.'
      : `You asked for the ${names.request[request]} yourself; somebody else decides, with /approve or /sendback.`,
  'not-your-turn': notYourTurn,
  'no-case': ({ command }) =>
    `Please name the case, as in ${[typed(command), '#23'].filter(Boolean).join(' ')}, or send it in reply to a message of the case.`,
  'which-case': ({ query }) =>
    `Please name the case, as in ${questions[query].typed.replace('number', '23')}, or send it in reply to a message of the case.`,
  'unknown-case': ({ number }) => `There is no case #${number}; please check the number and send it again.`,
  'unknown-department': ({ called, known }) =>
    `There is no department called “${quoted(called)}”. ${oneOf(known)} Send ${usage('assign')}.`,
  'unknown-level': unknownLevel,
  missing,
  'too-long': ({ max, length }) =>
    `The text has ${length} characters and may have ${max}; please shorten it and send it again.`,
  'bad-link': badLink,
  'front-page': ({ text }) =>
    `Not registered: this is a site’s front page, a list or a log-in page (${quoted(text)}). Please send the post’s own link or, where it has none, say what it is about before this one (8 characters at least).`,
  'no-link': ({ what, text }) =>
    what === 'code'
      ? `Not registered: the message holds an app’s code and no link. Please open the post in ${APPS[text] ?? (text || 'that app')}, choose “Share”, “Copy link”, and send the link here.`
      : `Not registered: this could not be read as a link (${quoted(text)}). Please copy the whole link, which begins with https://, and send it again.`,
  'too-many-links': ({ max, left, first }) =>
    `At most ${max} links of a message are registered; ${left} more were not, from ${quoted(first)} on. Please send them in another message.`,
  'not-here': ({ rooms }) =>
    `Not registered: please forward posts in ${rooms.length > 0 ? either(rooms) : 'the duty room'}; none are registered here.`,
  'unknown-command': unknownCommand,
  'unknown-list': () => 'There is no such list; send /list, /list mine, /list overdue or /list new.',
  'unknown-person': ({ called, known }) =>
    `There is nobody called “${quoted(called)}”.${known.length > 0 ? ` Perhaps ${either(known.slice(0, 12))}?` : ''} Please check the name and send it again.`,
  'not-duty-officer': ({ called, known }) =>
    `${quoted(called)} is no duty officer and cannot be put on duty.${known.length > 0 ? ` Duty officers: ${list(known.slice(0, 12))}.` : ' Please have the administrator name one.'}`,
  'bad-shift': ({ text }) =>
    `“${quoted(text)}” is no time of a shift that can be read; write /duty <name> 20:00 to 08:00, or 10-09 20:00 to 10-10 08:00.`,
  'unknown-target': ({ called, known }) =>
    `${called === '' ? 'Please say what to bind this to' : `There is no department or purpose “${quoted(called)}”`}. Choose duty, leaders, superior${known.length > 0 ? `, or a department: ${list(known.slice(0, 12))}` : ''}. Send /bind <department>, or /bind <name> <account>.`,
  'room-bound': ({ room }) =>
    `This room is bound to ${room} already and cannot serve two purposes; bind another room, or change the org file.`,
  'account-taken': ({ by }) =>
    `This account is bound to ${by} already; please check it, or bind another to ${by} first.`,
  'may-not-ask': ({ query, may }) =>
    `Only the ${either(may.map((role) => names.role[role]))} may ${questions[query].does}; please ask them to send ${questions[query].typed}.`,
  'no-direct-way': () =>
    'No channel reaches you directly, so the sign-in link cannot be sent; please have the administrator bind your account.',
  'unbound-forward': ({ belongs }) =>
    `This chat is not a duty room, so the link was not registered. ${belongs.length > 0 ? `Please forward it in ${either(belongs)}.` : 'Administrator: please send /bind duty in the duty room.'}`,
  'unbound-room': () =>
    'This chat is not bound yet, so no commands are taken here. Administrator: please send /bind duty or /bind <department>.',
  'not-understood': ({ what }) =>
    `${OPAQUE[what] ?? 'A message of this kind'} cannot be registered. Please send the post’s link, a text or a screenshot; for anything to add send /note #number <text>.`,
  'empty-record': emptyRecord,
  'bad-table': badTable,
  'file-not-kept': ({ name, why, what }) => `${fileCalled(name, what)} was not kept: ${NOT_KEPT[why]}.`,
  'file-needs-case': ({ name, what }) =>
    `${fileCalled(name, what)} is with no case. Please send it in reply to a message of its case; where that cannot be done, send a link or a screenshot, or /note #<number> <text>.`,
  'personal-data': ({ kinds, places, command = 'draft' }) =>
    `The draft holds ${list(personalIn(kinds, places))}, which must not be published; please take it out and send ${typed(command) ?? '/reply'} again.`,
  'left-over': leftOver,
  'one-case': oneCase,
  'too-many-cases': ({ max, count }) =>
    `One command may name ${max} cases and this one names ${count}: nothing was done. Please send it in parts.`,
  'unclear-number': ({ command, text }) =>
    `“${quoted(text)}” may be the number of a case or part of the text: nothing was done. Please put the case’s number first, with a blank behind it: ${about(command, 23)}.`,
  'stale-version': ({ version }) =>
    `This case has just changed (now version ${version}); please look at it again before you act.`,
} satisfies Partial<RefusalSentences>

/** With those of the commands. */
export const refusals: RefusalSentences = { ...own, ...ofCommands }

const OF_DEPARTMENT: Role[] = ['contact', 'head']

const typed = (command: CommandType): string | null =>
  isPersons(command) || command === 'open' ? typedAs(command, 'en') : null

const spelt = (type: CommandType | QueryType): string =>
  isQuery(type) ? (questions[type].typed.split(' ')[0] ?? '') : (typed(type) ?? commands[type].name)

/** As their codes call them. */
const APPS: Record<string, string> = {
  抖音: 'Douyin',
  抖音极速版: 'Douyin',
  快手: 'Kuaishou',
  快手极速版: 'Kuaishou',
  小红书: 'Xiaohongshu',
  微博: 'Weibo',
  今日头条: 'Toutiao',
  头条: 'Toutiao',
  西瓜视频: 'Xigua Video',
  哔哩哔哩: 'Bilibili',
  B站: 'Bilibili',
  知乎: 'Zhihu',
}

/** By the names that platforms give; others are a message of this kind. */
const OPAQUE: Record<string, string> = {
  audio: 'A voice message',
  media: 'A video',
  folder: 'A folder',
  location: 'A location',
  share_chat: 'A group card',
  share_user: 'A contact card',
  todo: 'A task',
  vote: 'A poll',
  share_calendar_event: 'An event',
  calendar: 'An event',
  general_calendar: 'An event',
  video_chat: 'A video meeting',
  merge_forward: 'A chat record',
  mini_program: 'A mini program',
  group_note: 'A group note',
  voice: 'A voice message',
  video: 'A video',
  chatrecord: 'A chat record',
}

const NOT_KEPT: Record<FileRefused, string> = {
  'too-big': 'it is larger than 20 MB; please compress it and send it again',
  gone: 'it is there no more; please send it again',
  forbidden: 'files inside a forwarded record cannot be read; please send it by itself',
  type: 'only pictures, PDF, office documents and plain text are kept; please convert it and send it again',
  empty: 'it is empty; please send it again',
}

const fileCalled = (name: string, what: 'image' | 'file' = 'file'): string =>
  name === '' ? `The ${what === 'image' ? 'picture' : 'file'}` : `The file “${quoted(name)}”`

const PERSONAL: Record<PersonalKind, string> = {
  phone: 'a phone number',
  'id-card': 'an ID-card number',
  'bank-card': 'a bank-card number',
  email: 'an e-mail address',
}

/** What stands there is not said again: only where. */
function personalIn(kinds: PersonalKind[], places: RefusalOf<'personal-data'>['places'] = []): string[] {
  return kinds.map((kind) => {
    const at = places.filter((each) => each.kind === kind)
    const named = at.slice(0, MOST_PLACES).map(({ offset, length }) => `${offset + 1}–${offset + length}`)
    if (named.length === 0) return PERSONAL[kind]
    const more = at.length > named.length ? ` and ${at.length - named.length} more` : ''
    return `${PERSONAL[kind]} (characters ${named.join(', ')}${more})`
  })
}
const MOST_PLACES = 4

const sending = (command: CommandType): string => (isPersons(command) ? `: ${typedAs(command, 'en')}` : '')

function notAuthorised({ command, may, department }: RefusalOf<'not-authorised'>): string {
  const own = may.filter((role) => department !== null && OF_DEPARTMENT.includes(role))
  const others = may.filter((role) => !own.includes(role)).map((role) => names.role[role])
  const ofDepartment = own.length > 0 ? [`the ${either(own.map((role) => names.role[role]))} of ${department}`] : []
  const anyOther = others.length > 0 ? [`${ofDepartment.length > 0 ? 'a' : 'the'} ${either(others)}`] : []
  const both = ofDepartment.length > 0 && anyOther.length > 0
  const holders = both ? `${ofDepartment.join('')}, or ${anyOther.join('')},` : [...ofDepartment, ...anyOther].join('')
  const who = holders || 'somebody in charge of it'
  const how = typed(command)
  return `Only ${who} may ${commands[command].name}${how === null ? '' : `; please ask them to send ${how}`}.`
}

function wrongRoom({ command, belongs }: RefusalOf<'wrong-room'>): string {
  const rooms = belongs.length > 0 ? `go to ${either(belongs)}, or ` : ''
  return `To ${commands[command].name}, ${rooms}write to the duty desk directly${sending(command)}.`
}

function wrongStatus({ command, status, needs }: RefusalOf<'wrong-status'>): string {
  const now = `The case is “${names.status[status]}”`
  const wish = commands[command].name
  if (command === 'reopen') return `${now}: it is in hand and need not be reopened.`
  if (command === 'undo')
    return `${now}; it is too late to take the forward back. If it was a mistake, a duty officer sends ${usage('dismiss')}, or say so with ${usage('note')}.`
  if (command === 'same')
    return `${now}, and is counted at no other case any more; please handle each by itself. If it is the same matter, a duty officer sends /dismiss <reason> here and says so in the other by /note.`
  const steps = list(stepsBefore(status, needs).map((step) => typedAs(step, 'en')))
  if (steps) return `${now}. Before you can ${wish}, it needs ${steps}.`
  if (status === 'reviewing' && needs.includes('handling')) {
    return `${now}. Before you can ${wish}, its approver must send the draft back (/sendback).`
  }
  return `${now}; it is too late to ${wish}. For anything to add, send ${usage('note')}.`
}

function notYourTurn({ role, names: people, request }: RefusalOf<'not-your-turn'>): string {
  if (request !== undefined) {
    const decider = people.length > 0 ? either(people) : `the ${names.role[role]}`
    return `The ${names.request[request]} is for ${decider} to decide, with /approve or /sendback.`
  }
  const who = people.length > 0 ? ` (${list(people)})` : ''
  return `This draft is with the ${names.role[role]}${who}, who decides with /approve or /sendback.`
}

function unknownLevel({ called, known }: RefusalOf<'unknown-level'>): string {
  const levels = known.map(({ number, en }) => `${number} ${en}`).join(', ')
  return `The policy has no level “${quoted(called)}”. Choose from ${levels}. Send ${usage('level')}.`
}

/** `/note #5 <text>`: how it is typed of a case. */
function about(command: PersonsCommandType | QueryType | 'open', number: number): string {
  if (isQuery(command)) return `${spelt(command)} #${number}`
  const [name = '', ...what] = (command === 'open' ? REGISTER : usage(command)).split(' ')
  return [name, `#${number}`, ...what].join(' ')
}

function oneCase({ command, numbers }: RefusalOf<'one-case'>): string {
  const each = list(numbers.slice(0, 3).map((number) => about(command, number)))
  const one = isQuery(command) ? 'One case at a time' : 'One case at a time: nothing was done'
  return `${one}. Please send ${each}${numbers.length > 3 ? ', and so on' : ''}.`
}

function leftOver({ command, text, numbers }: RefusalOf<'left-over'>): string {
  const said = `“${quoted(text)}” after ${spelt(command)} was not understood: nothing was done.`
  const [number] = numbers
  const bare = isQuery(command) ? spelt(command) : usage(command)
  const alone = number === undefined ? bare : about(command, number)
  if (command === 'approve')
    return `${said} To approve, send ${alone} alone; to ask for changes, ${usage('send-back')}.`
  if (command === 'publish') return `${said} Please send ${alone} alone; for a private reply, ${PRIVATE_USAGE}.`
  const note = isQuery(command) ? '' : `; for anything to add, ${usage('note')}`
  return `${said} Please send ${alone} alone${note}.`
}

const PRIVATE_USAGE = '/publish private how: …; when: 10-10 15:00; by: …; evidence: …; reaction: …'

function missing({ command, what, also = [] }: RefusalOf<'missing'>): string {
  const thing = list([what, ...also].map((each) => `the ${MISSING[each] ?? each}`))
  if (command === 'level' && what === 'reason')
    return 'Somebody else must agree to a lower level; please add the reason: /sev <number or name> <reason>.'
  if (command === 'publish' && what === 'link') {
    return `Please add the link to the reply: ${usage('publish')}. For a private reply: ${PRIVATE_USAGE}.`
  }
  if (command === 'publish') return `What was told privately still needs ${thing}: ${PRIVATE_USAGE}.`
  if (isDrafting(command) && what === 'reason')
    return 'Please write the reason behind “insist:”, and the full text from the next line on.'
  const known = PERSONS_COMMANDS.find((each) => each === command)
  return known === undefined ? `Please add ${thing} and send it again.` : `Please add ${thing}: ${usage(known)}.`
}

const MISSING: Partial<Record<RefusalOf<'missing'>['what'], string>> = {
  body: 'body that asked',
  document: 'number of its paper',
  given: 'material that was handed over',
  how: 'way',
  when: 'time',
  handledBy: 'person who told it',
}

function oneOf(known: string[]): string {
  if (known.length === 0) return 'None has been set up yet; please ask an administrator.'
  const more = known.length > 12 ? ` and ${known.length - 12} more` : ''
  return `Choose from ${known.slice(0, 12).join(', ')}${more}.`
}

function unknownCommand({ text, nearest }: RefusalOf<'unknown-command'>): string {
  const meant = either(nearest.map(spelt))
  const what = meant ? `Did you mean ${meant}?` : 'Send /help for what can be used here.'
  return `There is no command “${quoted(text)}”. ${what}`
}
