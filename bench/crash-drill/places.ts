// Where a reminder must be said, worked out from the org file and the event's own list of people.
import { parse } from 'yaml'
import type { DrillEvent } from './oracle.ts'
import type { Plan } from './plan.ts'

export interface Places {
  /** Room keys, and `@` with a person's key for a private word. */
  of(event: DrillEvent, lead: string | null, level: number): string[]
  /** What the platform calls such a place. */
  address(place: string): string
}

interface OrgFile {
  departments: { key: string; room: string; contact: string; head: string }[]
  people: { key: string; roles: string[]; ids: { drill: string } }[]
  rooms: { key: string; purpose: string }[]
}

const WAYS = ['mention', 'dm', 'urgent-app', 'urgent-sms', 'urgent-phone']

export function readPlaces(text: string, plan: Plan): Places {
  const org = parse(text) as OrgFile
  const room = (purpose: string) => org.rooms.find((each) => each.purpose === purpose)?.key ?? 'nowhere'
  const placeOf = (person: string, lead: string | null) => {
    const department = org.departments.find(({ key }) => key === lead)
    if (department && [department.contact, department.head].includes(person)) return department.room
    const roles = org.people.find(({ key }) => key === person)?.roles ?? []
    return room(roles.includes('duty-officer') ? 'duty' : 'leaders')
  }
  return {
    of(event, lead, level) {
      const people = event.data.to as string[]
      if (event.type === 'reminded' && firmest(plan, event, level) !== 'mention')
        return people.map((each) => `@${each}`)
      return [...new Set(people.map((person) => placeOf(person, lead)))]
    },
    address(place) {
      if (!place.startsWith('@')) return place
      return `@${org.people.find(({ key }) => `@${key}` === place)?.ids.drill}`
    },
  }
}

/** One message stands for all the rungs that it lists, in the firmest of their ways. */
function firmest(plan: Plan, { data }: DrillEvent, level: number): string {
  const kind = String(data.clock).replace(/^\d+-/, '').replace(/-\d+$/, '')
  const own = plan.levels.get(level)?.get(kind)?.ladder
  const ladder = (kind === 'promise' ? (plan.promise ?? plan.levels.get(level)?.get('reply')?.ladder) : own) ?? []
  const ways = (data.steps as { step: number }[]).map(({ step }) => ladder[step - 1]?.how ?? 'mention')
  return WAYS[Math.max(...ways.map((way) => WAYS.indexOf(way)))] ?? 'mention'
}
