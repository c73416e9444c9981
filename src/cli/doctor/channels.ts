// doctor, the channels: what each finds out about its platform, within half a minute in all.
import type { Channel, DiagnosedPlace } from '../../channel.ts'
import type { Config } from '../../config.ts'
import type { Org } from '../../domain/org/org.ts'
import { channelsToDiagnose, missingForWechat, type ReadKept } from '../../main.ts'
import type { CommandLine } from '../../wording/cli.ts'
import { realNow } from '../terminal.ts'
import { wordsFor } from '../words.ts'
import { type Check, ok, warning } from './check.ts'

const LIMIT_MS = 30_000

/** `org`, `kept`: null where they could not be read; what cannot be looked at then is said. */
export async function channelChecks(
  config: Config,
  { org, kept }: { org: Org | null; kept: ReadKept | null },
  limitMs = LIMIT_MS,
): Promise<Check[]> {
  const words = wordsFor(config).doctor
  const channels = await channelsToDiagnose(config, realNow, kept)
  const checks = await Promise.all(
    channels.map(async (channel) => {
      const found = (await channel.diagnose?.(placeOf(channel.name, org, config), AbortSignal.timeout(limitMs))) ?? []
      const told = found.map((each) => ({ ...each, what: words.what.of(channel.name, each.what) }))
      return org === null ? [...told, unread(channel, words)] : told
    }),
  )
  return checks.flat()
}

/** What could be set up and is not. */
export function absentChannels({ feishu, wecom, wechat, lang }: Config): Check[] {
  const { channels, what } = wordsFor({ lang }).doctor
  const { notSetUp, notInstalled } = channels
  const missing = missingForWechat()
  const packages = missing.length === 0 ? '' : notInstalled(missing)
  return [
    ...(feishu === null ? [ok(what.channel('feishu'), notSetUp('FEISHU_APP_ID'))] : []),
    ...(wecom === null ? [ok(what.channel('wecom'), notSetUp('WECOM_BOT_ID'))] : []),
    ...(wechat === null ? [ok(what.channel('wechat'), `${notSetUp('WECHAT_PUPPET')}${packages}`)] : []),
  ]
}

const unread = ({ name }: Channel, { what, channels }: CommandLine['doctor']): Check =>
  warning(what.roomsAndPeople(name), channels.unread)

/** Those of this channel. */
function placeOf(channel: string, org: Org | null, { publicUrl }: Config): DiagnosedPlace {
  return {
    rooms: (org?.rooms ?? []).filter((room) => room.channel === channel).map(({ name, id }) => ({ name, id })),
    people: (org?.people ?? []).flatMap(({ name, ids }) => {
      const account = ids[channel]
      return account === undefined ? [] : [{ name, account }]
    }),
    publicUrl: publicUrl ?? null,
  }
}
