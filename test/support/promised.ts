// Holds answers to what the API's document promises of them.
import { errorsOf } from '../../src/web/api/openapi.ts'
import type { Contract } from '../../src/web/contract.ts'
import { type ErrorStatus, errorSchema } from '../../src/web/error-codes.ts'
import type { Answer } from './server.ts'

/** What of an answer the contract does not promise. */
export function promised(contract: Contract, { status, json }: Answer): string[] {
  if (status >= 400 && !errorsOf(contract).includes(status as ErrorStatus)) return [`${status} is not promised`]
  const schema = status >= 400 ? errorSchema(status as ErrorStatus) : contract.answers[status as 200]?.schema
  const read = schema?.safeParse(json)
  if (read === undefined) return [`${status} is not promised`]
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

/** The contract that a request comes under; undefined for what is no route of the API. */
export function contractFor(contracts: Contract[], method: string, address: string): Contract | undefined {
  const [path = ''] = address.split('?')
  return contracts.find((each) => each.method === method && patternOf(each.url).test(path))
}

const patternOf = (url: string) => new RegExp(`^${url.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`)
