// The document of the API itself.
import { z } from 'zod'
import type { Contract } from '../../contract.ts'

export const DOCUMENT = {
  method: 'GET',
  url: '/api/openapi.json',
  id: 'getOpenApi',
  group: 'api',
  summary: { zh: '本接口的 OpenAPI 3.1 文档', en: 'This document' },
  may: 'anybody',
  answers: {
    200: { says: { zh: '文档', en: 'OpenAPI 3.1' }, schema: z.looseObject({ openapi: z.literal('3.1.0') }) },
  },
  errors: [],
  example: { path: '/api/openapi.json' },
} satisfies Contract
