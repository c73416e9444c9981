// Notices of what came in otherwise than by a forward.
import type { NoticeOf } from '../../src/domain/notice/notice.ts'
import { on, subject } from './sample-subject.ts'

export const ofRegistering: {
  [K in 'ordered' | 'came-again' | 'same-words']: NoticeOf<K>
} = {
  ordered: {
    kind: 'ordered',
    subject,
    by: '周洁',
    number: '〔2026〕15号',
    deadline: on(12, '18:00'),
    moved: [{ kind: 'reply', from: on(13, '09:20'), to: on(12, '18:00') }],
  },
  'came-again': {
    kind: 'came-again',
    subject,
    source: 'call',
    by: '李信',
    text: '仍未清理，来电人询问何时能好。',
    sightings: 2,
  },
  'same-words': {
    kind: 'same-words',
    subject,
    source: 'call',
    like: { ...subject, number: 12, url: null },
    likeStatus: 'handling',
  },
}
