// The page of the API: each operation with its fields and a request to try, in the language of the desk.
import type { Document } from '../api/openapi.ts'
import { errorsOf } from '../api/openapi.ts'
import { type Contract, GROUPS, type Group } from '../contract.ts'
import { CODES } from '../error-codes.ts'
import { type FieldLine, fieldLines, typeOf } from './api-docs-fields.ts'
import { DOCS_WORDS, type DocsWords } from './api-docs-words.ts'

type Json = Record<string, unknown>

export interface DocsProps {
  lang: 'zh' | 'en'
  document: Document
  contracts: Contract[]
  /** Where the API is, without a trailing slash: examples can be pasted. */
  url: string
  stylesheet: string
}

export function ApiDocsPage({ lang, document, contracts, url, stylesheet }: DocsProps) {
  const words = DOCS_WORDS[lang]
  const groups = GROUPS.filter((group) => contracts.some((each) => each.group === group))
  return (
    <html lang={lang === 'zh' ? 'zh-CN' : 'en'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{words.title}</title>
        <link rel="stylesheet" href={stylesheet} />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header>
          <h1>{words.title}</h1>
          <p>
            {words.intro} <a href="/api/openapi.json">/api/openapi.json</a>
          </p>
        </header>
        <Contents words={words} groups={groups} contracts={contracts} lang={lang} />
        <main>
          {groups.map((group) => (
            <section key={group}>
              <h2>{words.groups[group]}</h2>
              {contracts
                .filter((each) => each.group === group)
                .map((contract) => (
                  <Operation key={contract.id} {...{ contract, document, words, lang, url }} />
                ))}
            </section>
          ))}
          <Components words={words} document={document} />
          <Codes words={words} document={document} />
        </main>
      </body>
    </html>
  )
}

function Contents({
  words,
  groups,
  contracts,
  lang,
}: {
  words: DocsWords
  groups: Group[]
  contracts: Contract[]
  lang: 'zh' | 'en'
}) {
  return (
    <nav aria-label={words.contents}>
      {groups.map((group) => (
        <ul key={group}>
          <li class="group">{words.groups[group]}</li>
          {contracts
            .filter((each) => each.group === group)
            .map(({ id, method, summary }) => (
              <li key={id}>
                <a href={`#${id}`}>
                  <span class="method">{method}</span> {summary[lang]}
                </a>
              </li>
            ))}
        </ul>
      ))}
    </nav>
  )
}

interface OperationProps {
  contract: Contract
  document: Document
  words: DocsWords
  lang: 'zh' | 'en'
  url: string
}

function Operation({ contract, document, words, lang, url }: OperationProps) {
  const operation = document.paths[contract.url.replace(/:(\w+)/g, '{$1}')]?.[contract.method.toLowerCase()] ?? {}
  const parameters = (operation.parameters ?? []) as Json[]
  const lines = parameters.map(
    ({ name, in: place, required, description, schema }): FieldLine => ({
      path: `${String(name)}${place === 'query' ? '' : ` (${String(place)})`}`,
      type: typeOf(schema as Json),
      required: required === true,
      meaning: String(description ?? ''),
      component: null,
    }),
  )
  return (
    <article id={contract.id}>
      <h3>
        <span class="method">{contract.method}</span> <code>{contract.url}</code>
      </h3>
      <p class="summary">{contract.summary[lang]}</p>
      {contract.detail && <p>{contract.detail[lang]}</p>}
      <p class="scope">
        {words.scope}: <code>{words.scopes[contract.may] ?? contract.may}</code>
      </p>
      <Fields title={words.parameters} lines={lines} words={words} />
      <Body operation={operation} words={words} types={contract.body?.types ?? []} />
      <Answers operation={operation} contract={contract} words={words} />
      <h4>{words.example}</h4>
      <pre>{curlOf(contract, url)}</pre>
    </article>
  )
}

function Body({ operation, words, types }: { operation: Json; words: DocsWords; types: string[] }) {
  const content = (operation.requestBody as Json | undefined)?.content as Record<string, { schema: Json }> | undefined
  const schema = content?.['application/json']?.schema
  if (schema === undefined) return null
  const variants = (schema.oneOf ?? []) as Json[]
  return (
    <>
      {types.length > 0 && (
        <p>
          {words.asYaml}
          <code>Content-Type: {types[0]}</code>
        </p>
      )}
      <Fields title={words.body} lines={fieldLines(schema, words.characters)} words={words} />
      {variants.length > 0 && <h4>{words.commands}</h4>}
      {variants.map((variant) => (
        <details key={String(variant.title)}>
          <summary>
            <code>{String(variant.title)}</code>
          </summary>
          <Fields title={null} lines={fieldLines(variant, words.characters)} words={words} />
        </details>
      ))}
    </>
  )
}

function Answers({ operation, contract, words }: { operation: Json; contract: Contract; words: DocsWords }) {
  const responses = operation.responses as Record<string, Json>
  const right = Object.keys(contract.answers)
  return (
    <>
      <h4>{words.answer}</h4>
      {right.map((status) => {
        const answer = responses[status] as { description: string; content: Record<string, { schema: Json }> }
        const schema = answer.content['application/json']?.schema ?? {}
        const variants = (schema.oneOf ?? schema.anyOf ?? [schema]) as Json[]
        return (
          <div key={status}>
            <p>
              <b>{status}</b> {answer.description}{' '}
              {schema.$ref ? <a href={`#schema-${typeOf(schema)}`}>{typeOf(schema)}</a> : null}
            </p>
            {variants.map((variant, index) => (
              <Fields
                answered
                key={String(index)}
                title={null}
                lines={fieldLines(variant, words.characters)}
                words={words}
              />
            ))}
          </div>
        )
      })}
      <p>
        {words.errors}:{' '}
        {errorsOf(contract).map((status) => (
          <a key={status} class="status" href={`#error-${status}`}>
            {status}
          </a>
        ))}
      </p>
    </>
  )
}

function Components({ words, document }: { words: DocsWords; document: Document }) {
  return (
    <section>
      {Object.entries(document.components.schemas).map(([name, schema]) => (
        <article key={name} id={`schema-${name}`}>
          <h3>
            <code>{name}</code>
          </h3>
          <Fields answered title={null} lines={fieldLines(schema, words.characters)} words={words} />
        </article>
      ))}
    </section>
  )
}

function Codes({ words, document }: { words: DocsWords; document: Document }) {
  return (
    <section>
      <h2>{words.codes}</h2>
      {Object.entries(CODES).map(([status, codes]) => (
        <article key={status} id={`error-${status}`}>
          <h3>
            {status} {String(document.components.responses[`Error${status}`]?.description ?? '')}
          </h3>
          <p class="codes">
            {codes.map((code) => (
              <code key={code}>{code}</code>
            ))}
          </p>
        </article>
      ))}
    </section>
  )
}

interface FieldsProps {
  title: string | null
  lines: FieldLine[]
  words: DocsWords
  /** What is answered need not be told what is required of it. */
  answered?: boolean
}

function Fields({ title, lines, words, answered = false }: FieldsProps) {
  if (lines.length === 0) return null
  return (
    <>
      {title !== null && <h4>{title}</h4>}
      <table>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.type}</th>
            <th scope="col">{words.meaning}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ path, type, required, meaning, component }) => (
            <tr key={path}>
              <th scope="row">
                <code>{path}</code>
                {required && !answered && <small> {words.required}</small>}
              </th>
              <td>
                <code>{component === null ? type : <a href={`#schema-${component}`}>{type}</a>}</code>
              </td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** As it is typed into a shell. */
export function curlOf({ method, may, example }: Contract, url: string): string {
  const { path, headers = {}, body } = example
  const all = [
    ...(may === 'anybody' || may === 'signature' ? [] : [['Authorization', 'Bearer $TOKEN']]),
    ...Object.entries(headers),
    ...(typeof body === 'object' ? [['Content-Type', 'application/json']] : []),
  ]
  const quote = (text: string) => (text.includes('$') ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`)
  const data =
    body === undefined ? [] : [`--data-binary ${quote(typeof body === 'string' ? body : JSON.stringify(body))}`]
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${quote(`${url}${path}`)}`,
    ...all.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...data,
  ]
  return lines.join(' \\\n  ')
}
