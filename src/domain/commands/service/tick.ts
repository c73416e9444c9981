// Time has passed: clocks say what is due. The events of clocks themselves stand in clock-events.ts.
import type { ServiceCapability } from '../../capability/capability.ts'
import { withoutLapsed } from '../answering/commit.ts'
import { escalateCommitment } from '../answering/deciding-rank.ts'
import { resumeLookBacks } from '../look-back.ts'

declare module '../../capability/command.ts' {
  interface ServiceCommands {
    tick: object
  }
}

export const tick = {
  decide: (story) => escalateCommitment(withoutLapsed(resumeLookBacks(story.remind()))),
} satisfies ServiceCapability<'tick'>
