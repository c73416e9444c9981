// What the checks of a draft cost: a statement of 2,000 characters against a post that asks a dozen things.
import { type CheckFacts, checkStatement, claimsIn } from '../src/domain/checks/index.ts'
import { DEFAULT_CHECKS } from '../src/domain/policy/policy.ts'
import { atMost, type Figure, median, quantile, stated } from './figure.ts'
import type { Stage } from './stage.ts'

const LENGTH = 2_000
const LONG = 20_000
const ROUNDS = 400
/** Until the engine has compiled what it runs. */
const WARM_UP = 40

export function checks(stage: Stage): Promise<Figure[]> {
  const short = timed(statement(LENGTH), ROUNDS)
  const long = timed(statement(LONG), ROUNDS / 10)
  stage.tell(
    `checks: median ${median(short).toFixed(2)} ms for ${LENGTH} characters, ${median(long).toFixed(2)} ms for ${LONG}`,
  )
  return Promise.resolve([
    atMost('checks', quantile(short, 0.95), 20, `ms at p95 for ${LENGTH} characters`),
    stated('checks-long', quantile(long, 0.95), `ms at p95 for ${LONG} characters`),
  ])
}

function timed(text: string, rounds: number): number[] {
  for (let round = 0; round < WARM_UP; round += 1) look(text)
  return Array.from({ length: rounds }, () => {
    const began = performance.now()
    look(text)
    return performance.now() - began
  })
}

/** As a draft is looked at: the checks, and the list beside it. */
function look(text: string): number {
  return checkStatement(text, FACTS).length + claimsIn(FACTS.posted, text).length
}

const POST = [
  '幼儿园门口的积水已经一个星期了，为什么没有人处理？', '孩子每天要踩着水进去，谁来负责？', '打12345说已经转了，转给了哪个部门？', '要求尽快抽水，并疏通下水道。',
  '路灯也坏了三盏，何时修复？', '施工单位夜间扰民，能否停工？', '请公布检测结果。', '物业乱收费，态度恶劣。', '希望安排人员引导车辆。', '占道经营的摊位挡住了消防通道。', '保洁费涨价的依据是什么？', '请给居民一个说法。',
] // biome-ignore format: a list

const FACTS: CheckFacts = {
  kind: 'reply',
  checks: DEFAULT_CHECKS,
  today: '2026-11-29',
  begun: '2026-11-25',
  latest: '2026-12-04',
  units: ['城管局', '城管'],
  posted: [POST.join('\n')],
  explained: [],
}

const PARTS = [
  '您好，您反映的幼儿园门口积水问题收悉，我局高度重视。', '11月27日，经我局会同市水务局现场核查，积水因下水管道淤堵造成，属实。', '11月28日已疏通管道120米，清理淤泥3.5吨，积水于当日18:30排干。',
  '关于路灯，已更换灯具3盏；截止11月29日，其余路段检查完毕。', '關於夜間施工，已責令施工單位停工，並將於12月3日前公布檢測結果。', '物业收费依据为《物业服务合同》第十二条（见附件），如有疑问，可致电0571-88881234。', '我们将进一步加强巡查，感谢您的监督。',
] // biome-ignore format: a list

function statement(length: number): string {
  const whole = PARTS.join('').repeat(Math.ceil(length / PARTS.join('').length))
  return whole.slice(0, length)
}
