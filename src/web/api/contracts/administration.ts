// Tokens and sign-in links: what an administrator hands out.
import { z } from 'zod'
import { SCOPES } from '../../../db/institution/access.ts'
import { cleanText } from '../../../domain/text/text.ts'
import type { Contract } from '../../contract.ts'
import { told } from '../../spoken.ts'
import { digits, instant } from '../values.ts'

export const LONGEST_LIFE_DAYS = 3_650

export const tokenBody = z.strictObject({
  name: told(
    z.string().transform(cleanText).pipe(z.string().min(1, 'write what the token is for').max(100)),
    '用途，见于事件的 actor',
    'What it is for; events name it',
  ),
  scopes: told(z.array(z.enum(SCOPES)).min(1).max(SCOPES.length), '权限范围', 'What it may do'),
  person: told(
    z.string().min(1).max(100).optional(),
    '以何人身份；省略的以自身',
    'As whom it acts; left out: as itself',
  ),
  days: told(
    z.int().min(1).max(LONGEST_LIFE_DAYS).optional(),
    '有效天数；省略的不过期',
    'How long it is good for; left out: until it is revoked',
  ),
})

const tokenFields = {
  id: z.int(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  person: z.string().nullable(),
  createdAt: instant(),
  expiresAt: instant().nullable(),
  lastUsedAt: told(instant().nullable(), '至多滞后一分钟', 'At most a minute behind'),
  revokedAt: instant().nullable(),
}
export const tokenShape = z.strictObject(tokenFields).meta({ id: 'Token' })
export const newTokenShape = z.strictObject({
  ...tokenFields,
  secret: told(z.string(), '仅在此出示一次', 'Shown here, once'),
})

const group = 'administration' as const

export const LIST_TOKENS = {
  method: 'GET',
  url: '/api/v1/tokens',
  id: 'listTokens',
  group,
  summary: { zh: '令牌', en: 'Tokens' },
  detail: {
    zh: '含已吊销和已过期的；环境变量 ZHIBAN_API_TOKEN 不在其中。',
    en: 'Revoked and expired ones too. That of the environment (ZHIBAN_API_TOKEN) is not among them.',
  },
  may: 'admin',
  answers: {
    200: { says: { zh: '令牌', en: 'The tokens' }, schema: z.strictObject({ tokens: z.array(tokenShape) }) },
  },
  errors: [],
  example: { path: '/api/v1/tokens' },
} satisfies Contract

export const MAKE_TOKEN = {
  method: 'POST',
  url: '/api/v1/tokens',
  id: 'createToken',
  group,
  summary: { zh: '新建令牌', en: 'Make a token' },
  may: 'admin',
  body: { schema: tokenBody },
  answers: { 201: { says: { zh: '已建', en: 'The token and its secret' }, schema: newTokenShape } },
  errors: [400, 404],
  example: {
    path: '/api/v1/tokens',
    body: { name: 'news-watch', scopes: ['sightings'], days: 365 },
  },
} satisfies Contract

export const REVOKE_TOKEN = {
  method: 'DELETE',
  url: '/api/v1/tokens/:id',
  id: 'revokeToken',
  group,
  summary: { zh: '吊销令牌', en: 'Revoke a token' },
  detail: { zh: '在所有实例上立即生效。', en: 'At once, on every instance.' },
  may: 'admin',
  params: z.object({ id: told(digits, '令牌的 id', 'Id of the token') }),
  answers: { 200: { says: { zh: '已吊销', en: 'The token, revoked' }, schema: tokenShape } },
  errors: [400, 404, 409],
  example: { path: '/api/v1/tokens/7' },
} satisfies Contract

export const linkBody = z.strictObject({ person: told(z.string().min(1).max(100), '人员代号', 'The key of a person') })

export const SIGN_IN_LINK = {
  method: 'POST',
  url: '/api/v1/sign-in-links',
  id: 'createSignInLink',
  group,
  summary: { zh: '新建一次性登录链接', en: 'Make a one-time sign-in link' },
  detail: {
    zh: '十分钟内有效，仅可使用一次，请只发给其本人。',
    en: 'Good for ten minutes and one use; send it to that person alone.',
  },
  may: 'admin',
  body: { schema: linkBody },
  answers: {
    201: {
      says: { zh: '链接', en: 'The link' },
      schema: z.strictObject({ url: z.url(), expiresAt: instant() }),
    },
  },
  errors: [400, 404],
  example: { path: '/api/v1/sign-in-links', body: { person: 'zhou' } },
} satisfies Contract
