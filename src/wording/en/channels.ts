// What the desk says of chats and of what came through them, in English: records, rooms, members, urgent ways, gaps.
import type { RecordFacts } from '../../domain/case/card-facts.ts'
import type { ChannelState, NoticeOf, Unbound } from '../../domain/notice/notice.ts'
import type { Way } from '../../domain/policy/policy.ts'
import { shorten } from '../../domain/text/text.ts'
import { answerCard, type Card } from '../card/card.ts'
import { serviceCard } from '../card/service-card.ts'
import type { Times } from '../times.ts'
import { card, list } from './base.ts'
import { buttons } from './choices.ts'
import { names } from './names.ts'

export function recordTaken({ subject, items, known, skipped, of, mayDrop }: RecordFacts): Card {
  const kept = items.filter(({ dropped }) => !dropped)
  const posts = kept.map(({ key, title, url }) => ({
    value: encodeURIComponent(key),
    label: shorten(title || url || key, 40),
  }))
  return {
    ...card(subject, {
      lines: [
        `Posts registered from the ${of === 'record' ? 'chat record' : 'message'}: ${items.length}.`,
        ...items.map(({ title, url, dropped }, i) => `${i + 1}. ${dropped ? '(taken out) ' : ''}${spoken(title, url)}`),
        ...known.map(({ number, title }) => `Known already: #${number} ${shorten(title, 40)}`),
        skipped > 0 ? `Messages with nothing to register, left out: ${skipped}.` : '',
      ],
      next:
        mayDrop && kept.length > 1
          ? 'If a post does not belong to the case, whoever forwarded it may take it out.'
          : null,
      buttons: mayDrop && kept.length > 1 ? buttons(['drop'], { posts }) : [],
    }),
    link: null,
  }
}

const spoken = (title: string, url: string | null): string =>
  url === null || title.includes(url) ? shorten(title, 120) : `${shorten(title, 60)} ${url}`.trim()

const WAY: Record<Way, string> = {
  mention: 'a mention in the room',
  dm: 'a direct message',
  'urgent-app': 'an urgent notice in the app',
  'urgent-sms': 'an urgent text message',
  'urgent-phone': 'an urgent phone call',
}

export const sentWeaker = ({ subject, to, asked, used, error }: NoticeOf<'sent-weaker'>): Card =>
  card(subject, {
    lines: [`${list(to)} could not be told by ${WAY[asked]}; ${WAY[used]} was sent instead.`],
    fields: [['Cause', shorten(error, 120)]],
    next: `Duty officer: please tell ${list(to)} by phone or another way.`,
  })

export const registered = ({ subject, due, source }: NoticeOf<'registered'>, times: Times): Card =>
  card(subject, {
    lines: [
      `${source === undefined ? 'Your forward' : `What you registered (${names.source[source]})`} is registered as this case; a duty officer will assign it.`,
    ],
    next: due === null ? null : `${names.clock[due.kind]} due ${times.dated(due.dueAt)}`,
    buttons: buttons(['undo']),
  })

export const greeting = (): Card =>
  answerCard('The duty desk has joined this chat', {
    lines: [
      'Once the chat is bound, forwards are registered here, departments told, and reminders sent in time.',
      'As the duty room: /bind duty',
      'As a department’s room: /bind <department>',
      'As the leaders’ room: /bind leaders',
    ],
    next: 'Administrator: please send one of these here.',
  })

export const roomLost = ({ room, how }: NoticeOf<'room-lost'>): Card =>
  serviceCard('A room was lost', {
    lines: [
      how === 'removed'
        ? `The desk was taken out of ${room}: nobody there is told or reminded any more.`
        : `${room} was dissolved: nobody there is told or reminded any more.`,
    ],
    next: 'Administrator: please add the desk again, or send /bind <department> in another chat.',
  })

export const roomMoved = ({ to, by, stays, typed }: NoticeOf<'room-moved'>): Card =>
  serviceCard('This group has been replaced', {
    lines: stays
      ? [
          `${by} has made another group the ${to}: cards and notices go there from now on.`,
          'Posts that are forwarded here are still registered, and answered here.',
        ]
      : [`${by} has made another group the ${to}: notices and reminders go there, and no commands are taken here.`],
    next: `Administrator: to change back, send /bind ${typed} here.`,
  })

export const memberLeft = ({ room, names }: NoticeOf<'member-left'>): Card =>
  serviceCard('Somebody left a room', {
    lines: [`${list(names)} left ${room} and may not see what is said there.`],
    next: 'Administrator: please have them join again, or name somebody else.',
  })

export const memberUnknown = ({ room, names }: NoticeOf<'member-unknown'>): Card =>
  serviceCard('Somebody is not registered', {
    lines: [`${list(names)} joined ${room} and is not registered: their forwards and commands are not taken.`],
    next: 'Administrator: please register them, for example with /bind <name> @<name>.',
  })

export const caughtUp = ({ from, until, found }: NoticeOf<'caught-up'>, times: Times): Card =>
  serviceCard('Recovered messages', {
    lines: [
      `Between ${times.instant(from)} and ${times.instant(until)} the platform did not deliver ${found === 1 ? '1 message' : `${found} messages`}; found in the chats’ histories and handled.`,
    ],
    next: 'Clicks on cards of that time cannot be found again; if you see no result, please click once more.',
  })

const called = (channel: string): string => names.channel[channel] ?? channel

const TROUBLE: Record<ChannelState, { says: (channel: string) => string; todo: (page: string | null) => string }> = {
  missing: {
    says: (channel) =>
      `the packages for ${channel} are not installed: its rooms get no notices and no reminders, and forwards there do not arrive.`,
    todo: () => 'Administrator: please install them and restart the service. Urgent matters: please call.',
  },
  'logged-out': {
    says: (channel) =>
      `${channel} is not logged in: its rooms get no notices and no reminders, and forwards there do not arrive.`,
    todo: (page) =>
      `Administrator: please log in by the code${page === null ? '' : ` on ${page}`}. Urgent matters: please call.`,
  },
  disconnected: {
    says: (channel) =>
      `${channel} is disconnected: forwards there do not arrive, notices and reminders may not be delivered.`,
    todo: () => 'Administrator: please check the network and the bot’s settings. Urgent matters: please call.',
  },
  silent: {
    says: (channel) => `${channel} says that it is logged in, but what is sent does not come back.`,
    todo: (page) =>
      `Administrator: please look${page === null ? '' : ` at ${page}`}; if need be, log out on the phone and scan again. Urgent matters: please call.`,
  },
  dead: {
    says: (channel) =>
      `the program that connects ${channel} does not run properly and is being restarted: its rooms get no notices and no reminders.`,
    todo: (page) =>
      `Administrator: please ${page === null ? 'check the log' : `see ${page} for the reason`}, and check this machine’s network. Urgent matters: please call.`,
  },
  back: {
    says: (channel) =>
      `${channel} is back. What could not be delivered meanwhile went another way, or you were told of it.`,
    todo: () => 'Forwards in its rooms may not have arrived meanwhile: please have them sent again.',
  },
}

export function trouble({ channel, state, since, page = null }: NoticeOf<'channel-trouble'>, times: Times): Card {
  const { says, todo } = TROUBLE[state]
  return serviceCard('A channel', {
    lines: [`Since ${times.instant(since)}: ${says(called(channel))}`],
    next: todo(page),
  })
}

export const rebindingUncertain = ({ channel, lost }: NoticeOf<'rebinding-uncertain'>): Card =>
  serviceCard('Please bind again', {
    lines: [
      `After ${called(channel)} logged in again these could not be told for certain:`,
      ...lost.map((each) => UNBOUND[each.why](each)),
    ],
    next: 'Administrator: please see to each of them. Until then messages for them go another way.',
  })

const UNBOUND: Record<Unbound['why'], (lost: Unbound) => string> = {
  gone: ({ what, name }) =>
    what === 'room'
      ? `No room is called “${name}”: renamed or dissolved? Please send /bind duty (or /bind <department>) there.`
      : `Nobody has the remark “${name}”. Please give them one in the desk’s account.`,
  alike: ({ what, name }) =>
    what === 'room'
      ? `Several rooms are called “${name}”. Please rename the others.`
      : `Several people have the remark “${name}”. Please change the others’.`,
  others: ({ name }) =>
    `Other people are in “${name}” than before. Please find out who made it, then send /bind duty (or /bind <department>) there.`,
  unconfirmed: ({ name }) =>
    `“${name}” has no remark, and a name alone proves nothing. Please give them one in the desk’s account.`,
}
