// The words of the API's page, beside those of the contracts.

export interface DocsWords {
  title: string
  intro: string
  contents: string
  groups: Record<string, string>
  scope: string
  scopes: Record<string, string>
  parameters: string
  body: string
  commands: string
  answer: string
  errors: string
  example: string
  name: string
  type: string
  meaning: string
  required: string
  asYaml: string
  codes: string
  characters: string
}

export const DOCS_WORDS: Record<'zh' | 'en', DocsWords> = {
  zh: {
    title: '值班台接口',
    intro:
      '请求和答复均为 JSON，时间一律为 UTC。每次请求须带令牌：Authorization: Bearer <token>；管理员令牌可加 Zhiban-As 以某人的身份办理。供程序读取的说明见',
    contents: '目录',
    groups: {
      sightings: '转报',
      cases: '案件',
      policies: '预案',
      ledgers: '台账',
      room: '内置群聊',
      administration: '管理',
      api: '接口说明',
    },
    scope: '权限',
    scopes: { anybody: '公开', signature: '签名' },
    parameters: '参数',
    body: '请求体',
    commands: '命令',
    answer: '答复',
    errors: '错误',
    example: '示例',
    name: '名称',
    type: '类型',
    meaning: '说明',
    required: '必填',
    asYaml: '也可直接发送 YAML：',
    codes: '错误代码',
    characters: '字',
  },
  en: {
    title: 'The API of the duty desk',
    intro:
      'Requests and answers are JSON, instants are UTC. Every request bears a token: Authorization: Bearer <token>; with Zhiban-As an administrator’s token acts as a person. For programs, the same is in',
    contents: 'Contents',
    groups: {
      sightings: 'Sightings',
      cases: 'Cases',
      policies: 'Policies',
      ledgers: 'Ledgers',
      room: 'The built-in room',
      administration: 'Administration',
      api: 'About the API',
    },
    scope: 'Scope',
    scopes: { anybody: 'open to all', signature: 'a signature' },
    parameters: 'Parameters',
    body: 'Body',
    commands: 'Commands',
    answer: 'Answer',
    errors: 'Errors',
    example: 'Example',
    name: 'Name',
    type: 'Type',
    meaning: 'Meaning',
    required: 'required',
    asYaml: 'Or send YAML as it is: ',
    codes: 'Error codes',
    characters: 'characters',
  },
}
