// The OpenAPI 3.1 document, made from the contracts that the routes are served by.
import type { z } from 'zod'
import { SCOPES } from '../../db/institution/access.ts'
import type { Contract } from '../contract.ts'
import { CODES, type ErrorStatus, errorSchema } from '../error-codes.ts'
import { jsonSchemaOf, type Words } from '../spoken.ts'

type Json = Record<string, unknown>
type Lang = keyof Words

export interface Document extends Json {
  paths: Record<string, Record<string, Json>>
  components: { schemas: Record<string, Json>; responses: Record<string, Json>; securitySchemes: Json }
}

/** In the order of the contracts. */
export function openApiOf(contracts: readonly Contract[], publicUrl: string, lang: Lang = 'en'): Document {
  const schemas: Record<string, Json> = {}
  const paths: Document['paths'] = {}
  for (const contract of contracts) {
    const path = contract.url.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operationOf(contract, lang, schemas) }
  }
  const responses = Object.fromEntries(
    statuses.map((status) => [`Error${status}`, errorResponse(status, lang, schemas)]),
  )
  return {
    openapi: '3.1.0',
    info: { title: 'Zhiban 值班台', version: 'v1', description: ABOUT, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: publicUrl }],
    tags: [...new Set(contracts.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: { schemas, responses, securitySchemes: SECURITY_SCHEMES },
  }
}

/** What an operation may be refused with: what its contract names, and what every request may be. */
export function errorsOf({ may, errors, params, query, body }: Contract): ErrorStatus[] {
  const all = new Set<ErrorStatus>([...errors, 429, 500])
  if (may !== 'anybody' && may !== 'signature') for (const status of [401, 403] as const) all.add(status)
  if (params ?? query ?? body) all.add(400)
  if (body) all.add(413)
  return [...all].sort((a, b) => a - b)
}

const ABOUT = `Forwards become cases, cases are given commands, and everything that happened is on record. Instants are UTC, ISO 8601.

Send \`Authorization: Bearer <token>\`; each operation names the scope that it needs. An administrator's token (scope \`admin\`) may do everything, and may act as a person with the header \`Zhiban-As: <person key>\`. The scopes are ${SCOPES.join(', ')}.

Every error is \`{"error": {"code", "message", "path"?}}\`: \`code\` is for programs, \`message\` for people, \`path\` names the field that is wrong.`

const SECURITY_SCHEMES = {
  token: { type: 'http', scheme: 'bearer', description: 'A token with the scope that the operation names.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'zhiban',
    description: 'A person who is signed in. What changes something also needs the header "X-Zhiban: room".',
  },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Signature',
    description: 'HMAC-SHA256, in the header that the file of webhooks names (docs/webhooks.md).',
  },
}

const statuses = Object.keys(CODES).map(Number) as ErrorStatus[]

function operationOf(contract: Contract, lang: Lang, schemas: Record<string, Json>): Json {
  const { id, group, summary, detail, may, body, example } = contract
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => jsonSchemaOf(schema, io, lang, schemas)
  const parameters = [
    ...parametersOf(contract.params, 'path', schemaOf),
    ...parametersOf(contract.query, 'query', schemaOf),
    ...parametersOf(contract.headers, 'header', schemaOf),
    ...(may === 'anybody' || may === 'signature' ? [] : [ACTING_AS[lang]]),
  ]
  const answers = Object.entries(contract.answers).map(([status, { says, schema }]) => [
    status,
    { description: says[lang], content: { 'application/json': { schema: schemaOf(schema, 'output') } } },
  ])
  const errors = errorsOf(contract).map((status) => [status, { $ref: `#/components/responses/Error${status}` }])
  return {
    operationId: id,
    tags: [group],
    summary: summary[lang],
    ...(detail ? { description: detail[lang] } : {}),
    security: securityOf(may),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: requestBodyOf(body, example.body, schemaOf) } : {}),
    responses: Object.fromEntries([...answers, ...errors]),
  }
}

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => Json

function parametersOf(given: z.ZodObject | undefined, place: 'path' | 'query' | 'header', schemaOf: SchemaOf): Json[] {
  if (given === undefined) return []
  const { properties = {}, required = [] } = schemaOf(given, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name: place === 'header' ? name.replace(/(^|-)[a-z]/g, (each) => each.toUpperCase()) : name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }))
}

const actingAs = (description: string) => ({
  name: 'Zhiban-As',
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
})
const ACTING_AS: Record<Lang, Json> = {
  zh: actingAs('以此人的身份（人员代号）；仅限管理员令牌'),
  en: actingAs("Act as this person (their key); administrators' tokens alone"),
}

const securityOf = (may: Contract['may']): Json[] => {
  if (may === 'anybody') return []
  if (may === 'signature') return [{ signature: [] }]
  return may === 'room' ? [{ token: [may] }, { session: [] }] : [{ token: [may] }]
}

function requestBodyOf(
  { schema, types = [] }: NonNullable<Contract['body']>,
  example: unknown,
  schemaOf: SchemaOf,
): Json {
  const json = { schema: schemaOf(schema, 'input'), ...(typeof example === 'object' ? { example } : {}) }
  const others = types.map((type) => [type, { schema: { type: 'string' } }])
  return { required: true, content: { 'application/json': json, ...Object.fromEntries(others) } }
}

const MEANINGS: Record<ErrorStatus, Words> = {
  400: { zh: '请求有误，path 为有误的字段', en: 'Malformed; path names the offending field' },
  401: { zh: '没有令牌、会话或签名，或其无效', en: 'No token, session or signature, or none that is good' },
  403: { zh: '无此权限', en: 'Not allowed to whoever asks' },
  404: { zh: '不存在', en: 'Not there' },
  409: { zh: '不合规则，code 为理由', en: 'Refused by the rules; code is the reason' },
  413: { zh: '过大', en: 'Too large' },
  422: { zh: '无法按此办理', en: 'Cannot be done as it is asked' },
  429: {
    zh: '过于频繁；Retry-After 为可再次请求的秒数',
    en: 'Too many requests; Retry-After says for how many seconds',
  },
  500: { zh: '未能完成，已记录，请再试', en: 'Failed and logged; try again' },
  503: { zh: '磁盘将满，暂不接收', en: 'The disk is nearly full; nothing was taken' },
}

function errorResponse(status: ErrorStatus, lang: Lang, schemas: Record<string, Json>): Json {
  const retry = { 'Retry-After': { description: 's', schema: { type: 'integer', minimum: 1 } } }
  return {
    description: MEANINGS[status][lang],
    ...(status === 429 ? { headers: retry } : {}),
    content: { 'application/json': { schema: jsonSchemaOf(errorSchema(status), 'output', lang, schemas) } },
  }
}
