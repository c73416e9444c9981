// The written day on a test's clock, and the transcript of what everybody saw, as it stood when it appeared.
import { readFileSync } from 'node:fs'
import { DAY_POLICY, playDay, readDay, type Stage } from '../../src/cli/commands/day.ts'
import { lookForDue } from '../../src/db/cases/due.ts'
import { nextSendAt } from '../../src/db/messages/outbox.ts'
import { roomStore } from '../../src/desk/channels/room-deps.ts'
import { outboxOf } from '../../src/desk/outbox/outbox.ts'
import { readOrgFile } from '../../src/desk/startup/org-file.ts'
import { millisBetween } from '../../src/domain/calendar/instant.ts'
import { personOf } from '../../src/domain/org/org.ts'
import { readPolicy } from '../../src/domain/policy/policy-file.ts'
import { wordingOf } from '../../src/wording/index.ts'
import { settle } from './desk.ts'
import { TestServer } from './server.ts'

const SAMPLE_ORG = 'docs/sample-org.yaml'
const ZONE = 'Asia/Shanghai'

export interface Heard {
  at: string
  room: string
  from: string
  /** The first message of its thread; its own id where it begins one. */
  thread: number
  text: string
}

export interface Played {
  server: TestServer
  heard: Heard[]
  transcript: string
}

/** The caller closes the server. */
export async function playWrittenDay(lang: 'zh-CN' | 'en'): Promise<Played> {
  const day = await readDay()
  const read = readPolicy(readFileSync(DAY_POLICY, 'utf8'), DAY_POLICY)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const org = await readOrgFile(SAMPLE_ORG)
  const server = await TestServer.open({ drill: true, org, policy: read.policy })
  const { begins } = day
  server.pass(millisBetween(server.now, begins))
  server.desk.wording = wordingOf(lang, ZONE)
  const rooms = roomStore(server.desk)
  let revision = await rooms.latest()
  const known = new Set<number>()
  const heard: Heard[] = []
  const listen = async () => {
    const { rev, messages } = await rooms.changesSince(revision, 1_000)
    revision = rev
    for (const { id, room, sender, threadId, text } of messages.sort((one, other) => one.id - other.id)) {
      if (!known.has(id)) heard.push({ at: server.now, room, from: sender, thread: threadId ?? id, text })
      known.add(id)
    }
  }
  // One case and one send at a time: what is shown in two rooms at one instant comes in the same order every time.
  const work = () => settle(server.desk, outboxOf(server.desk, undefined, 1), 1)
  // From one instant at which something is due to the next.
  const until = async (after: number) => {
    for (
      let left = after - millisBetween(begins, server.now);
      left > 0;
      left = after - millisBetween(begins, server.now)
    ) {
      const sends = await nextSendAt(server.desk.database.db)
      const send = sends === null ? left : Math.max(1, millisBetween(server.now, sends))
      const { next } = await lookForDue(server.desk.database.db, server.now, 1)
      const due = next === null ? left : Math.max(1, millisBetween(server.now, next))
      server.pass(Math.min(left, due, send))
      await work()
      await listen()
    }
  }
  const stage: Stage = {
    lang,
    until,
    write: async ({ who, room, text, replyTo }) => {
      const said = { room, text, ...(replyTo !== null && { replyTo }) }
      const answer = await server.post('/api/v1/room/messages', said, { as: who })
      if (answer.status !== 201) throw new Error(answer.text)
      await work()
      await listen()
    },
    messages: (room, who) => server.messages(room, who),
  }
  await playDay(day, stage)
  const nameOf = (key: string) => personOf(org, key)?.name ?? (lang === 'en' ? 'Zhiban' : '值班台')
  const placeOf = (room: string) =>
    org.rooms.find(({ key }) => key === room)?.name ??
    `${lang === 'en' ? 'to' : '私信'} ${nameOf(room.replace('dm-', ''))}`
  return { server, heard, transcript: written(heard, lang, nameOf, placeOf) }
}

function written(
  heard: Heard[],
  lang: 'zh-CN' | 'en',
  nameOf: (key: string) => string,
  placeOf: (room: string) => string,
): string {
  const wording = wordingOf(lang, ZONE)
  const head =
    lang === 'en'
      ? '# A day of a duty office\n\nWhat everybody wrote and what the desk said, as it appeared. Made by a test from script.yaml; cards are shown as they first stood.\n'
      : '# 值班一日\n\n各人所写与值班台所说，按出现的先后排列。由测试根据 script.yaml 生成；卡片为初次出现时的样子。\n'
  const said = heard.map(({ at, room, from, text }) => {
    const lines = text.split('\n').map((line) => `> ${line}  `.trimEnd())
    return `**${wording.instant(at)} · ${placeOf(room)} · ${nameOf(from)}**\n\n${lines.join('  \n')}\n`
  })
  return [head, ...said].join('\n')
}
