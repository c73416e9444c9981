// Statements of the write path, each composed once: drizzle works a statement's text out anew at every call, which takes
// longer than everything else that is done to send it.
import { is, Param, Placeholder, type Query, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type postgres from 'postgres'
import type { Db } from './connect.ts'

/** What runs when it is told to: a composed statement, or one of drizzle's own. */
export interface Statement<T> {
  execute(): Promise<T>
}

/**
 * Sends statements of one transaction without waiting for answers in between. The engine runs them in this order, and
 * after them whatever is sent next. (A drizzle statement that is merely awaited starts a moment later than one that was
 * told to `execute`, and so changes places with it.)
 */
export function send<T extends Statement<unknown>[]>(...statements: T): Promise<Answers<T>> {
  return Promise.all(statements.map((statement) => statement.execute())) as Promise<Answers<T>>
}

/**
 * Sends COMMIT behind what was sent, without waiting for its answers: where a statement fails, all is rolled back and the
 * transaction rejects with its error. For the last statements of a transaction alone: whatever is sent later is refused.
 * Where the engine cannot do so, the transaction commits when its work has returned, as ever.
 */
export function commitBehind(tx: Db): void {
  const driver = driverOf(tx)
  // A moment later, as whatever is awaited is sent (see `run`).
  if (driver?.commit) queueMicrotask(driver.commit)
}

interface Driver {
  unsafe: postgres.Sql['unsafe']
  /** Of a transaction: see patches/apply.mjs. */
  commit?: () => void
}

function driverOf(tx: Db): Driver | null {
  const { client } = tx._.session as unknown as { client: object }
  return 'unsafe' in client ? (client as Driver) : null
}

type Answers<T extends Statement<unknown>[]> = { [K in keyof T]: Awaited<ReturnType<T[K]['execute']>> }

type Values = Record<string, unknown>

/**
 * `compose` puts `sql.placeholder(name)` where values go. Rows come as the driver has them: by the columns' names in SQL,
 * and instants in the driver's own dress.
 */
export function composed<Row = unknown>(compose: (db: Db) => { toSQL(): Query }) {
  let text: Text<string> | undefined
  return (tx: Db, values: Values = {}): Composed<Row[]> => {
    text ??= textOf(compose(tx).toSQL(), (name) => name)
    return statement(tx, text, (name) => {
      const value = values[name]
      if (value === undefined) throw new Error(`nothing is given for ${name}`)
      return value
    })
  }
}

/** An insert of rows, with a text for each number of them; what a row leaves out is null. `finish`: what follows the values. */
export function composedInsert<T extends PgTable, K extends keyof T['$inferInsert'] & string, Row = unknown>(
  table: T,
  columns: readonly K[],
  finish: (insert: ReturnType<ReturnType<Db['insert']>['values']>) => { toSQL(): Query } = (insert) => insert,
) {
  const texts = new Map<number, Text<Cell<K>>>()
  return (tx: Db, rows: Pick<T['$inferInsert'], K>[]): Composed<Row[]> => {
    const text = texts.get(rows.length) ?? compose(tx, rows.length)
    return statement(tx, text, ({ row, column }) => rows[row]?.[column] ?? null)
  }

  function compose(tx: Db, length: number): Text<Cell<K>> {
    const places = Array.from({ length }, (_, row) =>
      Object.fromEntries(columns.map((column) => [column, sql.placeholder(`${row} ${column}`)])),
    )
    const text = textOf(finish(tx.insert(table as PgTable).values(places)).toSQL(), (name) => {
      const [row, column] = name.split(' ')
      return { row: Number(row), column: column as K }
    })
    // A case's events are a handful; what somebody loads in bulk is not worth remembering.
    if (length <= MOST_REMEMBERED) texts.set(length, text)
    return text
  }
}

const MOST_REMEMBERED = 50

/**
 * One statement of several that change different rows: none of them sees what the others do, and what they refer to one
 * another by is checked when all is done. The rows are the last one's.
 */
export function together<Row>(...statements: [...Composed<unknown>[], Composed<Row[]>]): Composed<Row[]> {
  const [first, ...more] = statements
  if (first === undefined || more.length === 0) return statements.at(-1) as Composed<Row[]>
  let joint = joints
  for (const { text } of statements) {
    const next: Joint = joint.next.get(text) ?? { text: null, next: new WeakMap() }
    joint.next.set(text, next)
    joint = next
  }
  joint.text ??= joined(statements.map(({ text }) => text))
  return composedOf(
    first.tx,
    joint.text,
    statements.flatMap(({ params }) => params),
  )
}

/** What was joined before, by the texts in their order. */
interface Joint {
  text: Text<unknown> | null
  next: WeakMap<object, Joint>
}
const joints: Joint = { text: null, next: new WeakMap() }

function joined(texts: Text<unknown>[]): Text<unknown> {
  let before = 0
  const numbered = texts.map(({ sql, parameters }) => {
    const text = sql.replace(/\$(\d+)/g, (_, number) => `$${before + Number(number)}`)
    before += parameters.length
    return text
  })
  const parts = numbered.slice(0, -1).map((text, index) => `part_${index} as (${text})`)
  const sql = `with ${parts.join(', ')} ${numbered.at(-1)}`
  return { sql, parameters: texts.flatMap(({ parameters }) => parameters) }
}

export interface Composed<T> extends Statement<T> {
  tx: Db
  text: Text<unknown>
  params: unknown[]
}

interface Text<Place> {
  sql: string
  /** Of each parameter: where its value is found, and how the driver wants it; or the value itself. */
  parameters: ({ place: Place; encode: (value: unknown) => unknown } | { value: unknown })[]
}

/** Of an insert's rows. */
interface Cell<K> {
  row: number
  column: K
}

function textOf<Place>({ sql, params }: Query, placeOf: (name: string) => Place): Text<Place> {
  const parameters = params.map((param) => {
    if (is(param, Placeholder)) return { place: placeOf(param.name), encode: (value: unknown) => value }
    if (!is(param, Param) || !is(param.value, Placeholder)) return { value: param }
    const { encoder } = param
    return { place: placeOf(param.value.name), encode: (value: unknown) => encoder.mapToDriverValue(value) }
  })
  return { sql, parameters }
}

function statement<Place, Row>(tx: Db, text: Text<Place>, given: (place: Place) => unknown): Composed<Row[]> {
  const params = text.parameters.map((parameter) => {
    if ('value' in parameter) return parameter.value
    const value = given(parameter.place)
    // As drizzle does it: null is the column's null, not a value of its type (JSON has one of its own).
    return value === null ? null : parameter.encode(value)
  })
  return composedOf(tx, text, params)
}

const composedOf = <Row>(tx: Db, text: Text<unknown>, params: unknown[]): Composed<Row[]> => ({
  tx,
  text,
  params,
  execute: () => run<Row>(tx, text.sql, params),
})

// Straight to the driver where that is PostgreSQL's. As in drizzle the query is awaited, not executed: so both are sent in
// the order in which they were started.
async function run<Row>(tx: Db, sql: string, params: unknown[]): Promise<Row[]> {
  const driver = driverOf(tx)
  if (driver !== null) return (await driver.unsafe(sql, params as never[])) as unknown as Row[]
  const result = await tx._.session.prepareQuery({ sql, params }, undefined, undefined, false).execute()
  return (result as { rows: Row[] }).rows
}
