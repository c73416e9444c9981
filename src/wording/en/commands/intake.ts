// English words of what comes in: forwards, posts that are taken out, files, recalls.
import type { PersonsWords, ServiceWords } from '../../wording.ts'
import { card, list, quoted } from '../base.ts'
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

  undo: {
    name: 'take a forward back',
    forms: { undo: { label: 'Undo', inputs: {} } },
    usage: '/undo',
    done: 'Your forward was taken back and counts no more.',
    pending: (still) => `${still}forward not taken back`,
    todo: () => 'take the forward back',
    events: { 'sighting-undone': 'forward taken back' },
    noticeNames: { 'registration-undone': 'notice of a forward taken back' },
    notices: {
      'registration-undone': ({ subject, by }) =>
        card(subject, {
          lines: [
            `${by} has taken the forward back; nobody else has forwarded this case, and it is not dealt with. Its deadlines are cancelled.`,
          ],
          next: `The post opens a case of its own when it is forwarded again; to deal with this one, a duty officer sends /reopen #${subject.number} <reason>.`,
        }),
    },
    refusals: {
      'nothing-to-undo': ({ by }, _times, kit) =>
        `You have not forwarded this case${by.length === 0 ? '' : ` (${list(by)} did)`}, and only whoever did may take it back; if it is not ours, a duty officer sends ${kit.usage('dismiss')}.`,
      'undo-too-late': ({ minutes, at }, times, kit) =>
        `You forwarded it on ${times.instant(at)}, more than ${minutes} minutes ago, and it cannot be taken back; if it was a mistake, a duty officer sends ${kit.usage('dismiss')}, or say so with ${kit.usage('note')}.`,
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
