// A case to which something allowed happens again and again, by chance.

import { HOUR, MINUTE, millisBetween } from '../../../src/domain/calendar/instant.ts'
import type { Case } from '../../../src/domain/case/case.ts'
import { claimsOf } from '../../../src/domain/case/parts.ts'
import { openPromises, underWay } from '../../../src/domain/case/statements.ts'
import { isTicking } from './aspects.ts'
import type { Telling } from './lives.ts'
import { forwarded, fromPicture, fromProduct, type Openings, pushed, textOnly } from './openings.ts'
import type { Playing } from './playing.ts'
import { note, progress, reason, reply, replyLink, toldPrivately } from './texts.ts'

type Act = () => Promise<void>
type Choice = readonly [weight: number, Act]

/** At most so many steps; `scale` shortens the waits. */
export const wanders = (steps: number, scale = 1): Telling =>
  async function* (on) {
    const played = await anyOpening(on)
    for (let step = 0; step < steps; step += 1) {
      yield Math.round(waitOf(on) * scale)
      const state = await played.state()
      const [ended] = ['closed', 'dismissed'].filter((each) => each === state.status)
      if (ended !== undefined && on.random.chance(0.6)) return
      await on.random.weighed(choicesOf(on, played, state))()
    }
  }

const waitOf = ({ random }: Openings): number =>
  random.weighed([
    [6, random.between(2, 25) * MINUTE],
    [3, random.between(30, 150) * MINUTE],
    [1, random.between(4, 30) * HOUR],
  ])

const anyOpening = (on: Openings): Promise<Playing> =>
  on.random.weighed([
    [6, () => forwarded(on)],
    [2, () => pushed(on)],
    [1, () => textOnly(on)],
    [1, () => fromPicture(on)],
    [1, () => fromProduct(on, { reads: on.random.between(0, 1_500), comments: on.random.between(0, 120) })],
  ] as const)()

function choicesOf(on: Openings, played: Playing, state: Case): Choice[] {
  const { random } = on
  const noting: Choice = [1, () => played.does(random.pick(['zhou', 'li', 'zhao']), 'note', { text: note(random) })]
  switch (state.status) {
    case 'triage':
      return [...desk(on, played, state, 6), noting]
    case 'waiting':
      return [
        [7, () => played.department(random.pick(['contact', 'contact', 'head']), 'claim')],
        ...desk(on, played, state, 1),
        noting,
      ]
    case 'handling':
      return [...handling(on, played, state), ...desk(on, played, state, 0.4), noting]
    case 'reviewing':
      return [
        [5, () => played.decides('approve')],
        [2, () => played.decides('send-back', { reason: reason(random) })],
        ...owed(on, played, state),
        level(on, played, state),
        noting,
      ]
    case 'approved':
      return [
        [4, () => played.department('contact', 'publish', { url: replyLink(on.fresh()) })],
        [2, () => played.does('xu', 'publish', toldPrivately(on.stage, '当面答复'))],
        ...owed(on, played, state),
        noting,
      ]
    case 'watching':
      return [
        [3, () => played.does('zhou', 'note', { text: '回访：平稳' })],
        ...(openPromises(state).length > 0
          ? [[3, () => played.department('contact', 'fulfil', { text: '已按承诺办理' })] as const]
          : [[1, () => played.does('zhou', 'close', { reason: '无新情况' })] as const]),
        [1, () => played.does('zhou', 'reopen', { reason: reason(random) })],
        ...seen(played, state),
      ]
    case 'closed':
    case 'dismissed':
      return [[1, () => played.does('zhou', 'reopen', { reason: reason(random) })], noting]
  }
}

function desk(on: Openings, played: Playing, state: Case, weight: number): Choice[] {
  const { random, stage } = on
  const others = stage.org.departments.filter(({ key }) => !('lead' in state) || key !== state.lead)
  const department = random.pick(others).name
  const co = random.chance(0.3) ? random.pick(others).name : ''
  return [
    [weight, () => played.does('zhou', 'assign', { department, ...(co === '' || co === department ? {} : { co }) })],
    level(on, played, state),
    ...(openPromises(state).length > 0
      ? []
      : [[0.4, () => played.does('zhou', 'dismiss', { reason: '重复反映' })] as const]),
    ...seen(played, state),
  ]
}

function level({ random, stage }: Openings, played: Playing, state: Case): Choice {
  const others = stage.policy.levels.filter(({ number }) => number !== state.level)
  if (others.length === 0) return [0.5, () => played.does('zhou', 'note', { text: '等级不变' })]
  return [1, () => played.does('zhou', 'level', { level: String(random.pick(others).number), reason: reason(random) })]
}

const seen = (played: Playing, { posts }: Case): Choice[] =>
  posts.some(({ url }) => url !== null) ? [[0.8, () => played.sightedAgain('wang')]] : []

function handling(on: Openings, played: Playing, state: Case): Choice[] {
  const { random, stage } = on
  const claims = claimsOf(state)
  const first = claims[0]?.person ?? ''
  const promise = { date: random.pick(['5h', '1d']), text: '需要协调' }
  return [
    [5, () => played.department('contact', 'draft', { text: reply(random) })],
    ...(stage.policy.commitAtMost?.unit === 'wd' && state.promises.length === 0 && isYoung(on, state)
      ? [[1.5, () => played.states('commit', promise, replyLink(on.fresh()))] as const]
      : []),
    [0.5, () => played.states('interim', { text: '已到现场。' }, replyLink(on.fresh()))],
    ...(claims.length > 0 ? [[0.6, () => played.does(first, 'unclaim')] as const] : []),
    ...owed(on, played, state),
  ]
}

/** What is promised is counted from the discovery. */
const isYoung = ({ stage }: Openings, { discoveredAt, reopenedAt }: Case): boolean =>
  millisBetween(reopenedAt ?? discoveredAt, stage.now) < 12 * HOUR

function owed(on: Openings, played: Playing, state: Case): Choice[] {
  const { random } = on
  const respond: Act = () => played.states('respond', { text: '已关注，正在处理。' }, replyLink(on.fresh()))
  const tell: Act = () => played.department('contact', 'progress', { text: progress(random) })
  return [
    ...(state.firstResponse === null && underWay(state, 'first-response') === null ? [[1.5, respond] as const] : []),
    [isTicking(state, 'progress') ? 2 : 0.5, tell],
  ]
}
