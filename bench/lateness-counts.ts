// What one reminder asks of the database: the sweep's round that decides it, a bare table's, and the sending of its card.
import type postgres from 'postgres'
import { sweep } from '../src/desk/cases/sweep.ts'
import { outboxOf } from '../src/desk/outbox/outbox.ts'
import { copyCase, modelCase } from './cases.ts'
import { type Counts, countingProxy, countOften } from './counting-proxy.ts'
import { countBare } from './lateness-bare.ts'
import type { Stage } from './stage.ts'

export async function latenessCounts(stage: Stage): Promise<{ reminder: Counts; bare: Counts; sending: Counts }> {
  const [url, bareUrl] = [await stage.newDatabase(), await stage.newDatabase()]
  const [proxy, bareProxy] = [await countingProxy(url), await countingProxy(bareUrl)]
  stage.atClose(() => Promise.all([proxy.stop(), bareProxy.stop()]))
  const sql = stage.plain(url)
  const desk = await stage.quietDesk(proxy.url)
  await copyCase(sql, await modelCase(desk), { from: 1, to: 1, speaksAt: `now() + interval '2 hours'` })
  const makeDue = () => layDown(sql, [new Date(Date.now() - 1_000).toISOString()])
  const reminder = await countOften(proxy, async (count) => {
    await makeDue()
    return count(() => sweep(desk))
  })
  const outbox = outboxOf(desk)
  const sending = await countOften(proxy, async (count) => {
    await makeDue()
    await sweep(desk)
    await sql`truncate pacing`
    return count(async () => {
      await outbox.round()
      await outbox.idle()
    })
  })
  return { reminder, bare: await countBare(bareProxy, stage.plain(bareUrl)), sending }
}

/** Each case's reply clock speaks at its instant; what earlier runs left to be said is gone. */
export async function layDown(sql: postgres.Sql, due: string[]): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`truncate outbox`
    await tx`
      update cases set state = jsonb_set(state, '{clocks}', (
        select jsonb_agg(case when c->>'kind' = 'reply' then jsonb_set(c, '{next}', jsonb_build_object(
          'step', 1, 'repeat', 0, 'at', at)) else c end)
        from jsonb_array_elements(state->'clocks') as c))
      from unnest(${due}::text[]) with ordinality as due(at, n) where number = n`
    await tx`
      update clocks set next_at = at::timestamptz
      from unnest(${due}::text[]) with ordinality as due(at, n) where case_number = n and kind = 'reply'`
  })
  await sql`vacuum analyze`
  await sql`checkpoint`
}
