// What every channel of a platform is given: its keeping, the two clocks, the institution's people, a log.
import type { ChannelDeps, ChannelLog, ChannelStore } from '../../channel.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Wording } from '../../wording/index.ts'
import type { Desk } from '../desk.ts'
import { type Meter, NO_METER } from '../operations/metrics-port.ts'
import { currentOrg } from '../outbox/service-notice.ts'
import { keepingOf } from './channel-store.ts'
import { reportTrouble, reportUnbound } from './channel-trouble.ts'
import { leasesIn } from './lease.ts'

export function channelDeps(desk: Desk, channel: string, meter: Meter = NO_METER): ChannelDeps {
  const org = () => currentOrg(desk.database.db, desk)
  const keeping = keepingOf(desk, channel)
  return {
    seesService: true,
    keeping,
    lease: leasesIn(keeping),
    lang: desk.wording.lang,
    now: () => desk.time.realNow(),
    drillTime: (real: Instant) => desk.time.domainAt(real),
    log: desk.log,
    counted: (what) => meter.unknown(channel, what),
    rooms: async () =>
      (await org()).rooms.filter((room) => room.channel === channel).map(({ key, name, id }) => ({ key, name, id })),
    people: async () =>
      (await org()).people.flatMap(({ key, name, ids }) => {
        const account = ids[channel]
        return account === undefined ? [] : [{ key, name, account }]
      }),
    trouble: (trouble) =>
      trouble.kind === 'unbound' ? reportUnbound(desk, channel, trouble) : reportTrouble(desk, channel, trouble),
  }
}

/**
 * For diagnosing a platform. `kept` reads what the service keeps, and null says that it cannot be read: the service may be
 * running all the same. What is kept meanwhile is forgotten; nobody is there, nobody is told.
 */
export function doctorDeps(
  { lang }: Wording,
  now: () => Instant,
  log: ChannelLog,
  kept: ((key: string) => Promise<string | null>) | null,
): ChannelDeps {
  const own = new Map<string, string>()
  const keeping: ChannelStore = {
    get: async (key) => own.get(key) ?? (await kept?.(key)) ?? null,
    set: async (key, value) => void own.set(key, value),
    take: async () => false,
  }
  return {
    seesService: kept !== null,
    keeping,
    lease: leasesIn(keeping),
    lang,
    now,
    drillTime: (real) => real,
    log,
    counted: () => {},
    rooms: async () => [],
    people: async () => [],
    trouble: async () => {},
  }
}
