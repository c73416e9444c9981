// A finding of every kind, with the facts that its sentence needs: complete by type.
import type { Findings } from '../../../../bots/wecom/doctor/findings.ts'

export const samples: Findings = {
  untried: {},
  'service-connected': {},
  'service-away': { why: '同一机器人被另一个程序连接' },
  accepted: {},
  unreachable: { said: 'connect ECONNREFUSED 127.0.0.1:1' },
  refused: { said: 'Authentication failed: invalid bot_id or secret (code: 853000)' },
  'no-webhook': {},
  'robot-without-room': {},
  'robot-well': {},
  'no-room-id': {},
  'nobody-spoke': {},
  'no-account': {},
  'broke-off': { error: 'Error: the database is away' },
}
