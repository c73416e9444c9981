// The service as processes of a test: started on one environment, reached over the API, none left behind.
import { type Child, startZhiban } from './child.ts'

const TOKEN = 'a-token-of-at-least-thirty-two-characters'

/** What a service of the sample institution needs, beside where it keeps its data. */
export const SERVICE_ENV = {
  ZHIBAN_ORG: 'docs/sample-org.yaml',
  ZHIBAN_API_TOKEN: TOKEN,
  ZHIBAN_SECRET: 'a secret of at least thirty-two characters',
  LOG_LEVEL: 'info',
}

export const AUTHORISED = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }

export class Serving {
  readonly #children: Child[] = []

  /** Resolves once it listens. */
  async start(env: Record<string, string>): Promise<{ child: Child; url: string }> {
    const child = startZhiban(['serve'], env)
    this.#children.push(child)
    const [, url = ''] = await child.printed(/"url":"([^"]+)"/)
    return { child, url }
  }

  async killAll(): Promise<void> {
    for (const child of this.#children.splice(0)) {
      child.kill('SIGKILL')
      await child.ended
    }
  }
}
