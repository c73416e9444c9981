// What the API shows of the cases.
import type { CaseRecord } from './compare.ts'
import type { Fleet } from './fleet.ts'
import type { DrillEvent } from './oracle.ts'

export const TOKEN = 'crash-drill-administrator-of-nothing-real'

export async function readCases(fleet: Fleet): Promise<CaseRecord[]> {
  const records: CaseRecord[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await read(fleet, `/api/v1/cases?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`)
    for (const { number } of page.cases) {
      const readMs = Date.now()
      const events = await readEvents(fleet, number)
      records.push({ number, events, readMs })
    }
    cursor = page.next
  }
  return records.sort((a, b) => a.number - b.number)
}

interface Page {
  cases: { number: number }[]
  next: string | null
}

export async function readCase(fleet: Fleet, number: number): Promise<CaseNow> {
  const now = await read<Omit<CaseNow, 'events'>>(fleet, `/api/v1/cases/${number}`)
  return { ...now, events: await readEvents(fleet, number) }
}

interface CaseNow {
  status: string
  leadDepartment: string | null
  promises: { fulfilledAt: string | null }[]
  events: DrillEvent[]
}

const readEvents = async (fleet: Fleet, number: number): Promise<DrillEvent[]> =>
  (await read<{ events: DrillEvent[] }>(fleet, `/api/v1/cases/${number}/events`)).events

async function read<T>(fleet: Fleet, path: string): Promise<T> {
  const response = await fetch(`${fleet.urls()[0]}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } })
  if (response.status !== 200) throw new Error(`GET ${path} was answered ${response.status}`)
  return (await response.json()) as T
}
