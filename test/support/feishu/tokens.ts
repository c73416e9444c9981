// Tenant access tokens: given for two hours, the same one again until half an hour before its end, revoked at will.
import { type Answer, type Call, refuse, textOf } from './answer.ts'
import type { World } from './world.ts'

const lifeMs = 7200_000
const renewBeforeMs = 1800_000

export class Tokens {
  private given: { token: string; until: number }[] = []

  constructor(
    private readonly world: World,
    private readonly appSecret: string,
  ) {}

  readonly issue = ({ body }: Call): Answer => {
    if (textOf(body.app_id) === '' || textOf(body.app_secret) === '') return refuse(10003, 'invalid param')
    if (body.app_id !== this.world.appId) return refuse(10003, 'invalid param')
    if (body.app_secret !== this.appSecret) return { status: 200, body: { code: 10014, msg: 'app secret invalid' } }
    const now = this.world.now()
    const last = this.given.at(-1)
    const fresh = last && last.until - now > renewBeforeMs ? last : this.mint(now)
    const expire = Math.floor((fresh.until - now) / 1000)
    return { status: 200, body: { code: 0, msg: 'ok', tenant_access_token: fresh.token, expire } }
  }

  /** Null where the bearer may go on. */
  refusal(authorization: string | undefined): Answer | null {
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
    if (token === undefined) {
      return refuse(99991661, 'Missing access token for authorization. Please make a request with token attached.')
    }
    const now = this.world.now()
    if (this.given.some((each) => each.token === token && each.until > now)) return null
    return refuse(99991663, 'Invalid access token for authorization. Please make a request with token attached.')
  }

  /** None of the tokens that were given is good any more. */
  expire(): void {
    this.given = []
  }

  private mint(now: number): { token: string; until: number } {
    const fresh = { token: `t-g1${this.world.ids.hex(38)}`, until: now + lifeMs }
    this.given.push(fresh)
    return fresh
  }
}
