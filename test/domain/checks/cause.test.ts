// Causes and judgements warn unless the statement says who found it, and when; reproach always does.
import { describe, expect, test } from 'vitest'
import { excerpts } from '../../support/checking.ts'

describe('without a finding', () => {
  test.each([
    ['积水系因施工单位未清淤。', ['系因']],
    ['由于管道老化造成路面塌陷。', ['由于管道老化造成']],
    ['該帖屬謠言。', ['屬謠言']],
    ['网传内容为不实信息。', ['不实信息']],
    ['责任在施工单位。', ['责任在']],
    ['当事人操作不当。', ['操作不当']],
    ['商户违规经营。', ['违规']],
    ['该问题与我局无关。', ['与我局无关']],
    ['经核实，该帖纯属谣言。', ['纯属谣言']],
    ['11月27日该帖被认为是谣言。', ['谣言']],
  ])('%s', (text, expected) => {
    expect(excerpts('cause', text)).toEqual(expected)
  })
})

describe('with who found it and when', () => {
  test.each([
    '经市水务局11月27日现场检测，积水系因管道老化造成。',
    '11月27日，经我局现场核实，该商户违规经营。',
    '2026年11月27日到场。经城管局调查，网传内容为不实信息。',
    '经市市场监管局2026-11-27检验，超标系因储存不当造成。',
    '11月27日，我局会同市水务局现场核查，积水因管道淤堵造成。',
    '經市水務局11月27日檢測，積水係因管道老化造成。',
  ])('%s', (text) => {
    expect(excerpts('cause', text)).toEqual([])
  })
})

describe('what is forbidden in general, or said by others', () => {
  test.each([
    '如发现违法行为，将依法处理。',
    '我局将加大对违规停车的查处。',
    '严禁违规施工。',
    '未发现违规情况。',
    '帖中称“该公司违规”，我局已受理。',
    '《违法建筑治理办法》自11月1日起施行。',
    '已更换井盖12个。',
  ])('%s', (text) => {
    expect(excerpts('cause', text)).toEqual([])
  })
})

describe('reproach', () => {
  test.each([
    ['请不要无理取闹。', ['无理取闹']],
    ['个别别有用心的人煽动不明真相的群众。', ['个别别有用心的人', '不明真相的群众']],
    ['別有用心', ['別有用心']],
    ['这是您自己的原因造成的。', ['您自己的原因']],
    ['您没有认真阅读通知。', ['您没有认真阅读']],
  ])('%s', (text, expected) => {
    expect(excerpts('reproach', text)).toEqual(expected)
  })

  test.each(['帖中说“别有用心”，我们不作评价。', '您反映的问题属实，向您致歉。', '感谢您的理解。', '您的要求合理。'])(
    'none: %s',
    (text) => {
      expect(excerpts('reproach', text)).toEqual([])
    },
  )
})
