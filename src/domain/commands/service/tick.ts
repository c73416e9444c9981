// Time has passed: clocks say what is due. The events of clocks themselves stand in clock-events.ts.
import type { ServiceCapability } from '../../capability/capability.ts'
import { closeAfterWatch, resumeLookBacks } from '../look-back.ts'
import { withoutLapsed } from '../promising/commit.ts'
import { escalateCommitment } from '../promising/deciding-rank.ts'

declare module '../../capability/command.ts' {
  interface ServiceCommands {
    tick: object
  }
}

export const tick = {
  // What nothing stands in the way of any more closes, and what has lapsed is let be, rather than ask once more.
  decide: (story) => escalateCommitment(resumeLookBacks(withoutLapsed(closeAfterWatch(story)).remind())),
} satisfies ServiceCapability<'tick'>
