// Who is behind an e-mail address or a mobile number: asked of the platform, fifty of each at a time.
import { TryLater } from '../../../src/channel.ts'
import type { FeishuDeps } from '../deps.ts'
import { type Called, call } from './call.ts'
import type { FeishuClient } from './client.ts'

const AT_ONCE = 50

interface Found {
  user_id?: string
  email?: string
  mobile?: string
  status?: { is_frozen?: boolean; is_resigned?: boolean; is_exited?: boolean }
}

/** The open ids by what was given; who is unknown, frozen or gone is left out. Throws TryLater. */
export async function accounts(
  { client, deps }: { client: FeishuClient; deps: FeishuDeps },
  given: string[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const emails = byForm(
    given.filter((each) => each.includes('@')),
    emailForm,
  )
  const mobiles = byForm(
    given.filter((each) => /^\+?[\d\s()-]{5,25}$/u.test(each)),
    mobileForm,
  )
  const found = new Map<string, string>()
  const rounds = Math.ceil(Math.max(emails.size, mobiles.size) / AT_ONCE)
  for (let round = 0; round < rounds; round += 1) {
    const range = [round * AT_ONCE, (round + 1) * AT_ONCE] as const
    const data = {
      emails: [...emails.keys()].slice(...range),
      mobiles: [...mobiles.keys()].slice(...range),
      include_resigned: false,
    }
    for (const each of listOf(await ask(client, data, signal), deps)) {
      const asked = each.email ? emails.get(emailForm(each.email)) : mobiles.get(mobileForm(each.mobile ?? ''))
      for (const as of usable(each) ? (asked ?? []) : []) found.set(as, each.user_id ?? '')
    }
  }
  return found
}

type Answer = Called<{ user_list?: Found[] }>

const ask = (client: FeishuClient, data: object, signal: AbortSignal): Promise<Answer> =>
  call(
    client,
    { method: 'POST', url: '/open-apis/contact/v3/users/batch_get_id', params: { user_id_type: 'open_id' }, data },
    signal,
  )

function listOf(answer: Answer, { log }: FeishuDeps): Found[] {
  if (answer.ok) return answer.data.user_list ?? []
  const { again, error, afterMs } = answer.failure
  if (again) throw new TryLater(error, afterMs)
  log.error({ error }, 'feishu: people cannot be looked up; does the app have contact:user.id:readonly?')
  return []
}

const usable = ({ user_id, status }: Found) =>
  user_id !== undefined && !status?.is_frozen && !status?.is_resigned && !status?.is_exited

/** What is asked for, and how it was given: the same number may have been written in several ways. */
function byForm(given: string[], form: (text: string) => string): Map<string, string[]> {
  const asked = new Map<string, string[]>()
  for (const each of given) asked.set(form(each), [...(asked.get(form(each)) ?? []), each])
  return asked
}

const emailForm = (email: string) => email.trim().toLowerCase()

/** Mainland numbers without `+86`, others with their country's. */
const mobileForm = (mobile: string) => mobile.replace(/[\s()-]/gu, '').replace(/^(?:\+|00)86/u, '')
