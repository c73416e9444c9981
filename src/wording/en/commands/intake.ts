// English words of what comes in: forwards, posts that are taken out, files, recalls.
import type { PersonsWords, ServiceWords } from '../../wording.ts'
import { card, quoted } from '../base.ts'
import { registering, registeringAgain } from '../intake/registering.ts'

export const intake = {
  drop: {
    name: 'take posts out of the case',
    forms: { drop: { label: 'Take posts out', inputs: { posts: 'Posts that do not belong to the case' } } },
    usage: '/drop <link of the post>',
    done: 'The posts were taken out of the case.',
    pending: (still) => `${still}posts not taken out`,
    todo: () => 'take the posts out',
    events: { dropped: 'posts taken out' },
    refusals: {
      'not-your-forward': ({ title }) =>
        `Somebody else forwarded “${quoted(title)}”; they or a duty officer may take it out.`,
      'last-post': (_refusal, _times, kit) =>
        `One post must stay; if the whole matter is not ours, a duty officer sends ${kit.usage('dismiss')}.`,
      'unknown-post': ({ called }) =>
        `The case has no such post (${quoted(called)}); it may have been taken out already. Please look again.`,
    },
  },
} satisfies Partial<PersonsWords>

export const intakeService = {
  open: {
    name: 'open a case',
    ...registering,
    events: { opened: 'opened', ordered: 'handed down by the superior body' },
  },

  sight: {
    name: 'record a forward',
    events: { sighted: 'forwarded again' },
    noticeNames: { 'level-suggested': 'suggestion of a level', ...registeringAgain.noticeNames },
    notices: {
      ...registeringAgain.notices,
      'level-suggested': ({ subject, level, setBy }, _times, kit) =>
        card(subject, {
          lines: [
            `By the policy’s thresholds this case has reached ${level.en}.`,
            `Its level (${subject.levelName.en}) was set by ${setBy} and has been left as it is.`,
          ],
          next: `Duty officer: please consider it; to change the level send /sev #${subject.number} ${level.en}.`,
          buttons: kit.buttons(['level'], { levels: [{ value: level.en, label: level.en }] }),
        }),
    },
  },

  attach: {
    name: 'record files',
    events: { attached: 'files received' },
  },

  'record-recall': {
    name: 'record that a message was taken back',
    events: { recalled: 'message taken back' },
  },
} satisfies Partial<ServiceWords>
