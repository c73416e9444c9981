// One long connection, as the platform has it: nothing before the subscription, an answer for each frame.
import type { RawData, WebSocket } from 'ws'
import { OK, type Refusal } from './checks.ts'
import type { FaultKind } from './faults.ts'

export interface Frame {
  cmd?: string
  headers?: { req_id?: string }
  body?: Record<string, unknown>
}

/** What a connection asks of the platform. */
export interface Asked {
  /** Null where the credentials are right; the connection is the bot's own from now on. */
  subscribe(socket: Socket, body: Record<string, unknown>): Refusal | null
  isSubscribed(socket: Socket): boolean
  fault(cmd: string): FaultKind | null
  /** The answer to a command of a subscribed connection. */
  command(cmd: string, reqId: string, body: Record<string, unknown>): Refusal
  closed(socket: Socket): void
}

const WRONG_FRAME: Refusal = { errcode: 40058, errmsg: 'invalid frame' }
const NOT_SUBSCRIBED: Refusal = { errcode: 846609, errmsg: 'aibot websocket not subscribed' }

export class Socket {
  /** Reads and answers nothing, and looks open: the other side is gone without a word. */
  dead = false
  pings = 0

  constructor(
    readonly ws: WebSocket,
    private readonly platform: Asked,
    readonly by = '',
  ) {
    ws.on('message', (data) => {
      if (!this.dead) this.read(data)
    })
    ws.on('close', () => platform.closed(this))
    // A reset is a close.
    ws.on('error', () => {})
  }

  push(frame: object | string): void {
    if (!this.dead) this.ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  private read(data: RawData): void {
    const frame = JSON.parse(String(data)) as Frame
    const reqId = frame.headers?.req_id ?? ''
    const answer = (refusal: Refusal) => this.push({ headers: { req_id: reqId }, ...refusal })
    const fault = frame.cmd === undefined ? null : this.platform.fault(frame.cmd)
    if (reqId === '' || frame.cmd === undefined) answer(WRONG_FRAME)
    else if (fault === null) answer(this.done(frame, reqId))
    else if (typeof fault === 'object') answer({ errcode: fault.errcode, errmsg: 'as the test wanted' })
    else this.goWrong(fault, frame, reqId)
  }

  private goWrong(fault: string, frame: Frame, reqId: string): void {
    if (fault.startsWith('accepted-')) this.done(frame, reqId)
    if (fault === 'garbage') this.push('{"headers":')
    if (fault.endsWith('close')) this.ws.terminate()
  }

  private done({ cmd = '', body = {} }: Frame, reqId: string): Refusal {
    if (cmd === 'aibot_subscribe') return this.platform.subscribe(this, body) ?? OK
    if (cmd === 'ping') {
      this.pings += 1
      return OK
    }
    return this.platform.isSubscribed(this) ? this.platform.command(cmd, reqId, body) : NOT_SUBSCRIBED
  }
}
