// One case in play: people give it commands by every way that there is, and each must be taken.
import { runCase } from '../../../src/desk/cases/run-case.ts'
import type { PersonsCommandType } from '../../../src/domain/capability/command.ts'
import type { Case, RequestKind } from '../../../src/domain/case/case.ts'
import { departmentsOf, leadOf } from '../../../src/domain/case/parts.ts'
import { openRequest } from '../../../src/domain/case/requests.ts'
import { underWay } from '../../../src/domain/case/statements.ts'
import { namesOfCommand, readAction } from '../../../src/domain/input/command-form.ts'
import { decidersOf } from '../../../src/domain/notice/recipients.ts'
import { departmentOf, type Org } from '../../../src/domain/org/org.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

export type Values = Record<string, string>

export class Playing {
  constructor(
    readonly stage: Stage,
    readonly random: Random,
    readonly number: number,
  ) {}

  state = (): Promise<Case> => this.stage.state(this.number)

  /** Typed, by a button or over the API; throws where it is refused. */
  async does(who: string, action: PersonsCommandType, values: Values = {}): Promise<void> {
    const before = await this.state()
    const way = this.random.weighed([
      [3, 'typed'],
      [3, 'button'],
      [2, 'api'],
    ] as const)
    const room = roomOf(this.stage.org, before, who, action)
    const typed = way === 'typed' ? typedOf(this.random, action, this.number, values) : null
    if (typed !== null) await this.stage.write(who, room, typed)
    else if (way === 'api') await this.overApi(who, action, values)
    else await this.presses(who, room, action, values)
    const after = await this.state()
    if (after.version > before.version) return
    throw new Error(
      `#${this.number} ${before.status}: ${who} ${action} ${JSON.stringify(values)} in ${room} changed nothing`,
    )
  }

  /** Whoever of the lead department does it. */
  async department(role: 'contact' | 'head', action: PersonsCommandType, values: Values = {}): Promise<void> {
    await this.does(await this.of(role), action, values)
  }

  async of(role: 'contact' | 'head'): Promise<string> {
    const state = await this.state()
    const department = departmentOf(this.stage.org, leadOf(state))
    const person = department?.[role] ?? department?.head
    if (!person) throw new Error(`#${this.number} has no ${role}`)
    return person
  }

  /** A statement beside the reply, through all its approvers and published. */
  async states(action: keyof typeof STATED, values: Values, url: string): Promise<void> {
    const kind = STATED[action]
    await this.department('contact', action, values)
    while (openRequest(await this.state(), kind) !== null) await this.decides('approve', {}, kind)
    const statement = underWay(await this.state(), kind)?.id ?? kind
    await this.department('contact', 'publish', { statement, url })
  }

  /** Whoever's turn it is. */
  async decides(action: 'approve' | 'send-back', given: Values = {}, kind: RequestKind = 'reply'): Promise<void> {
    const state = await this.state()
    const request = openRequest(state, kind)
    if (request === null) throw new Error(`#${this.number}: no ${kind} is being reviewed`)
    const values = { ...given, statement: request.id }
    const [who] = decidersOf(this.stage.org, state, request).people
    if (who === undefined) throw new Error(`#${this.number}: nobody decides`)
    await this.does(who, action, values)
  }

  /** Every turn until it is approved. */
  async approved(): Promise<void> {
    while ((await this.state()).status === 'reviewing') await this.decides('approve')
  }

  /** Somebody forwards its first post once more. */
  async sightedAgain(who: string, room = 'duty'): Promise<void> {
    const url = (await this.state()).posts.find((post) => post.url !== null)?.url
    if (!url) throw new Error(`#${this.number} has no link`)
    await this.stage.write(who, room, `又见 ${url}`)
  }

  private async overApi(who: string, action: PersonsCommandType, values: Values): Promise<void> {
    const read = readAction(action, values)
    if ('reason' in read && !('type' in read)) throw new Error(JSON.stringify(read))
    const asking = { by: { person: who }, place: { purpose: 'api' as const } }
    const outcome = await runCase(this.stage.desk, this.number, read, asking)
    if (!outcome.ok) throw new Error(`#${this.number} ${who} ${action}: ${JSON.stringify(outcome.refusal)}`)
    await this.stage.settle()
  }

  private presses(who: string, room: string, action: PersonsCommandType, values: Values): Promise<void> {
    const { now: at } = this.stage
    const click = { kind: 'action' as const, room, direct: room.startsWith('dm-'), messageId: 'none', from: who, at }
    return this.stage.happens({ ...click, action, case: this.number, values })
  }
}

const STATED = { respond: 'first-response', interim: 'interim', commit: 'commitment' } as const

const LEADERS = ['xu', 'zhao', 'qian', 'gao']

/** Where this person would say it. */
function roomOf(org: Org, state: Case, who: string, action: PersonsCommandType): string {
  const own = org.departments.find((each) => each.contact === who || each.head === who)
  if (own !== undefined) {
    const isWith = departmentsOf(state).includes(own.key)
    return isWith && own.room !== null ? own.room : `dm-${who}`
  }
  if (!LEADERS.includes(who)) return 'duty'
  return action === 'publish' || action === 'respond' ? 'duty' : 'leaders'
}

/** As it is typed; null where it is chosen from a list. */
function typedOf(random: Random, action: PersonsCommandType, number: number, values: Values): string | null {
  const rest = restOf(action, values)
  if (rest === null) return null
  const name = random.pick(namesOfCommand(action))
  return `/${name} #${number} ${rest}`.trim()
}

const parts = ({ how, when, handledBy, evidence, reaction }: Values): string =>
  `方式：${how}；时刻：${when}；经办：${handledBy}；凭证：${evidence}；反应：${reaction}`

function restOf(action: PersonsCommandType, values: Values): string | null {
  const { department = '', co = '', level = '', reason = '', text = '', date = '', url = '', statement = '' } = values
  switch (action) {
    case 'assign':
      return `${department}${co === '' ? '' : ` 协办：${co.replaceAll(',', '、')}`}`
    case 'level':
      return `${level} ${reason}`
    case 'commit':
      return `${date} ${text}`
    case 'publish':
      return `${statement} ${values.how === undefined ? url : `点对点 ${parts(values)}`}`.trim()
    case 'drop':
      return null
    case 'claim':
    case 'unclaim':
      return ''
    case 'approve':
      return statement
    default:
      return `${statement} ${text || reason}`.trim()
  }
}
