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
  let text: Text | undefined
  return (tx: Db, values: Values = {}): Statement<Row[]> => {
    text ??= textOf(compose(tx).toSQL())
    return statement(tx, text, (name) => values[name])
  }
}

/** An insert of rows, with a text for each number of them; what a row leaves out is null. `finish`: what follows the values. */
export function composedInsert<T extends PgTable, K extends keyof T['$inferInsert'] & string, Row = unknown>(
  table: T,
  columns: readonly K[],
  finish: (insert: ReturnType<ReturnType<Db['insert']>['values']>) => { toSQL(): Query } = (insert) => insert,
) {
  const texts = new Map<number, Text>()
  return (tx: Db, rows: Pick<T['$inferInsert'], K>[]): Statement<Row[]> => {
    const text = texts.get(rows.length) ?? compose(tx, rows.length)
    return statement(tx, text, (name) => {
      const [row, column] = name.split(' ')
      return rows[Number(row)]?.[column as K] ?? null
    })
  }

  function compose(tx: Db, length: number): Text {
    const places = Array.from({ length }, (_, row) =>
      Object.fromEntries(columns.map((column) => [column, sql.placeholder(`${row} ${column}`)])),
    )
    const text = textOf(finish(tx.insert(table as PgTable).values(places)).toSQL())
    // A case's events are a handful; what somebody loads in bulk is not worth remembering.
    if (length <= MOST_REMEMBERED) texts.set(length, text)
    return text
  }
}

const MOST_REMEMBERED = 50

interface Text {
  sql: string
  /** Of each parameter: the placeholder that it stands for, and how the driver wants its value; or the value itself. */
  parameters: ({ name: string; encode: (value: unknown) => unknown } | { value: unknown })[]
}

function textOf({ sql, params }: Query): Text {
  const parameters = params.map((param) => {
    if (is(param, Placeholder)) return { name: param.name, encode: (value: unknown) => value }
    if (!is(param, Param) || !is(param.value, Placeholder)) return { value: param }
    const { encoder } = param
    return { name: param.value.name, encode: (value: unknown) => encoder.mapToDriverValue(value) }
  })
  return { sql, parameters }
}

function statement<Row>(tx: Db, { sql, parameters }: Text, given: (name: string) => unknown): Statement<Row[]> {
  const params = parameters.map((parameter) => {
    if ('value' in parameter) return parameter.value
    const value = given(parameter.name)
    if (value === undefined) throw new Error(`nothing is given for ${parameter.name}`)
    // As drizzle does it: null is the column's null, not a value of its type (JSON has one of its own).
    return value === null ? null : parameter.encode(value)
  })
  return { execute: () => run<Row>(tx, sql, params) }
}

// Straight to the driver where that is PostgreSQL's. As in drizzle the query is awaited, not executed: so both are sent in
// the order in which they were started.
async function run<Row>(tx: Db, sql: string, params: unknown[]): Promise<Row[]> {
  const driver = driverOf(tx)
  if (driver !== null) return (await driver.unsafe(sql, params as never[])) as unknown as Row[]
  const result = await tx._.session.prepareQuery({ sql, params }, undefined, undefined, false).execute()
  return (result as { rows: Row[] }).rows
}
