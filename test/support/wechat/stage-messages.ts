// What the stage (a test's WeChat) and the puppet in the child say to each other, over a socket of the test's.

export interface StageContact {
  id: string
  name: string
  /** The remark that the desk's account gave them. */
  alias: string
}

export interface StageRoom {
  id: string
  topic: string
  memberIdList: string[]
}

export interface World {
  self: string
  contacts: StageContact[]
  rooms: StageRoom[]
}

export interface StageMessage {
  id: string
  talkerId: string
  roomId?: string
  listenerId?: string
  /** The number of wechaty's `types.Message`. */
  type: number
  /** Milliseconds. */
  timestamp: number
  text: string
  mentionIdList?: string[]
  filename?: string
}

export type ToPuppet =
  | { do: 'scan'; qr: string }
  | { do: 'login'; world: World }
  | { do: 'logout' }
  /** What there is has changed: `topic` names the chat that is called otherwise now. */
  | { do: 'world'; world: World; topic: string | null }
  /** `file`: base64; null where the platform will not give it. */
  | { do: 'message'; message: StageMessage; url: { title: string; url: string } | null; file: string | null }
  /** Whatever it is asked, it throws. */
  | { do: 'throw'; always: boolean }
  /** It throws as often as that when it is asked for a message. */
  | { do: 'refuse'; messages: number }
  /** Asked who is in the chat of that topic, it never answers. */
  | { do: 'hold'; topic: string }
  /** Its thread stands still for ever. */
  | { do: 'hang' }
  | { do: 'garbage'; text: string }
  | { do: 'eat'; what: 'heap' | 'buffers' }
  | { do: 'crash'; how: 'throw' | 'reject' }

export type FromPuppet =
  /** `variables`: names of its environment. */
  | { did: 'started'; pid: number; variables: string[] }
  /** It was given to wechaty, and everything that listens has seen it. */
  | { did: 'delivered'; id: string }
  | { did: 'sent'; to: string; text: string; mention: string[] }
