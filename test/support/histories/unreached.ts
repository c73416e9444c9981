// What does not arrive: in a room, privately, told in another way or weaker; and who is told instead.
import { DAY, HOUR, MINUTE } from '../../../src/domain/calendar/instant.ts'
import { never, type Trouble } from './channels.ts'
import { bring, type Telling } from './lives.ts'
import { forwarded, type Openings } from './openings.ts'
import type { Story } from './schedule.ts'

const inRoom =
  (...rooms: string[]): Trouble =>
  ({ to, replaces, mention }) =>
    'room' in to && rooms.includes(to.room) && replaces === null && mention.length > 0
      ? never('the robot is no member of this chat')
      : null

const isUrgent: Trouble = ({ way }) =>
  way.startsWith('urgent-')
    ? {
        ok: true,
        messageId: '',
        weaker: { asked: way as 'urgent-app', used: 'dm', error: 'urgent messages are used up' },
      }
    : null

const toPeople: Trouble = ({ to }) => ('person' in to ? never('this person has left') : null)

/** Nobody in the department's room has another way: those above learn it at once. */
export async function* roomLost(on: Openings): Story {
  const played = await forwarded(on)
  on.stage.room.trouble.set(played.number, inRoom('urban', 'leaders'))
  yield* bring(on, played, 'waiting', 'urban')
  yield 4 * HOUR
  on.stage.room.trouble.delete(played.number)
  await played.department('contact', 'claim')
}

/** Those who are called by name there have WeChat, too. `known`: that the channel is out was told already. */
export const toldPrivately = (known: boolean): Telling =>
  async function* (on) {
    const { room } = on.stage
    const played = await forwarded(on)
    room.trouble.set(played.number, inRoom('health'))
    room.isOut = known
    yield* bring(on, played, 'waiting', 'health')
    room.isOut = known
    yield 70 * MINUTE
    room.isOut = false
    room.trouble.delete(played.number)
  }

/** And WeChat fails, too. */
export async function* nowhere(on: Openings): Story {
  const { room, wechat } = on.stage
  const played = await forwarded(on)
  room.trouble.set(played.number, inRoom('health', 'leaders', 'duty'))
  wechat.trouble.set(played.number, () => never('not a friend'))
  yield* bring(on, played, 'handling', 'health')
  yield 30 * HOUR
  room.trouble.delete(played.number)
  wechat.trouble.delete(played.number)
}

/** The supervisor cannot be called privately. */
export async function* leaderLost(on: Openings): Story {
  const played = await forwarded(on)
  on.stage.room.trouble.set(played.number, toPeople)
  yield* bring(on, played, 'handling', '住建局')
  yield 32 * HOUR
  on.stage.room.trouble.delete(played.number)
}

export async function* weaker(on: Openings): Story {
  const played = await forwarded(on)
  on.stage.room.trouble.set(played.number, isUrgent)
  yield* bring(on, played, 'waiting', on.random.pick(['urban', 'housing']))
  yield 30 * HOUR
  on.stage.room.trouble.delete(played.number)
}

/** Nobody does anything. */
export const neglected = (at: 'triage' | 'waiting' | 'handling' | 'reviewing' | 'approved', days: number): Telling =>
  async function* (on) {
    const played = await forwarded(on)
    yield* bring(on, played, at, on.random.pick(['urban', 'education']))
    yield days * DAY
    await played.does('zhou', 'note', { text: '已电话催办' })
  }

/** The bundle of the morning reaches nobody. */
export async function* bundleLost(on: Openings): Story {
  yield on.stage.toWall('19:30')
  const played = await forwarded(on)
  on.stage.room.trouble.set(played.number, toPeople)
  yield* bring(on, played, 'handling', '住建局')
  yield 40 * HOUR
  on.stage.room.trouble.delete(played.number)
}
