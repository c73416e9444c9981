// English words of answering: first response, promised date, draft and its approval, publication.
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { called, card, dueFields, either, quoted } from '../base.ts'
import { against, checked, claimLines, letPass, standingButton } from '../checks.ts'
import { names } from '../names.ts'

export const answering = {
  respond: {
    name: 'record the first response',
    forms: { respond: { label: 'Record first response', inputs: { text: 'Response or its link' } } },
    usage: '/respond <text or link>',
    done: 'The first response is on record.',
    pending: (still) => `${still}no first response on record`,
    todo: () => 'give the first response',
    events: { responded: 'first response recorded' },
    noticeNames: { responded: 'notice of a first response' },
    notices: {
      responded: ({ subject, by, department, text }) =>
        card(subject, {
          lines: [
            `${by} has given the first response for ${department}:`,
            shorten(text, EXCERPT),
            'The deadline of the reply stays as it is.',
          ],
        }),
    },
    refusals: {
      'already-responded': ({ by, at }, times) =>
        `${by} recorded the first response on ${times.dated(at)}; the next step is the reply itself (/reply).`,
    },
  },

  commit: {
    name: 'commit to a date',
    forms: {
      commit: {
        label: 'Commit to a date',
        inputs: { date: 'Date of the reply (such as 2026-10-15)', text: 'Explanation' },
      },
    },
    usage: '/commit <date> <explanation>',
    done: 'The promised date is on record.',
    pending: (still) => `${still}no date committed to`,
    todo: () => 'explain and name a date',
    events: { committed: 'date committed to' },
    noticeNames: { committed: 'notice of a committed date' },
    notices: {
      committed: (notice, times) =>
        card(notice.subject, {
          lines: [
            `${notice.by} has explained for ${notice.department} and committed to a date:`,
            shorten(notice.text, EXCERPT),
          ],
          next: `The reply is now due by ${times.instant(notice.until)}.`,
        }),
    },
    refusals: {
      'bad-date': ({ text }) => `“${quoted(text)}” is no date that can be read; write 2026-10-15 or 10-15 17:30.`,
      'date-past': ({ until }, times, kit) =>
        `${times.dated(until)} has passed; please name a date to come (${kit.usage('commit')}).`,
      'date-too-far': ({ latest, cap }, times) =>
        `The policy allows at most ${times.within(cap)}, until ${times.dated(latest)}; please name an earlier date.`,
      'may-not-commit': () => 'This policy has no commitment to a later date; please submit a draft in time (/reply).',
    },
  },

  draft: {
    name: 'submit a draft',
    forms: { draft: { label: 'Submit draft', inputs: { text: 'Full text of the reply' } } },
    usage: '/reply <full text>',
    done: 'The draft is with its approver.',
    pending: (still) => `${still}no draft submitted`,
    todo: () => 'submit a draft',
    events: {
      drafted: 'draft submitted',
      'turn-approved': 'review passed',
      approved: 'draft approved',
      'sent-back': 'draft sent back',
    },
    noticeNames: {
      'draft-for-approval': 'draft for approval',
      'sent-back': 'reviewer’s comments',
      approved: 'approved text',
      'draft-checked': 'what the checks found',
    },
    notices: {
      'draft-for-approval'(notice, times, kit) {
        const { subject, draft, by, department, text, role, approvers, dueAt, turn, turns } = notice
        const round = turns > 1 ? `, review ${turn} of ${turns}` : ''
        const last = turn >= turns
        const [approve, ...others] = kit.buttons(['approve', 'send-back'])
        const deadline = dueAt === null ? '' : ` by ${times.instant(dueAt)}`
        return card(subject, {
          lines: [`${by} has submitted draft ${draft} for ${department}${round}. In full:`, text, ...checked(notice)],
          next: `${called(approvers, role)}: please ${last ? 'approve it' : 'pass it on'} or send it back${deadline}.`,
          buttons: approve
            ? [standingButton({ ...approve, label: last ? 'Approve' : 'Pass on' }, notice), ...others]
            : [],
        })
      },
      'draft-checked': ({ subject, draft, findings, claims }) =>
        card(subject, {
          lines: [
            `Draft ${draft} is with its approver. Please consider what the checks found:`,
            ...letPass(findings),
            ...claimLines(claims),
          ],
          next: 'Should it be changed, ask the approver to send it back, and submit it again.',
        }),
      'sent-back'({ subject, draft, by, role, reason, due }, times, kit) {
        return card(subject, {
          lines: [`${by} (${names.role[role]}) has sent draft ${draft} back:`, shorten(reason, EXCERPT)],
          fields: dueFields(due, times),
          next: 'Please revise it and submit it again.',
          buttons: kit.buttons(['draft']),
        })
      },
      /** Whole, because this is the text that is to be published. */
      approved({ subject, by, role, text, dueAt }, times, kit) {
        const deadline = dueAt === null ? '' : ` by ${times.instant(dueAt)}`
        return card(subject, {
          lines: [`${by} (${names.role[role]}) has approved the reply. The approved text:`, text],
          next: `Please publish it as approved${deadline}, then record the link; for a private reply, when and how.`,
          buttons: kit.buttons(['publish']),
        })
      },
    },
    refusals: {
      'draft-findings': ({ findings, claims }) =>
        `Not submitted yet. ${against(findings, claims)} Please mend it, or begin with a line “insist: <reason>” for the approver to decide (/reply).`,
      'findings-stand': ({ findings, claims }) =>
        `This draft does not pass yet. ${against(findings, claims)} To let it pass, send /approve allow: <reason>; otherwise /sendback <what to change>.`,
      'no-approver'({ roles }) {
        const posts = either(roles.map((role) => names.role[role]))
        const what = posts
          ? `Nobody but the drafter could review as ${posts}`
          : 'The policy names no approver for this level'
        return `${what}; please have the administrator name somebody, then submit the draft again (/reply).`
      },
    },
  },

  approve: {
    name: 'approve the draft',
    forms: { approve: { label: 'Approve', inputs: {} } },
    usage: '/approve',
    done: 'Approved.',
    pending: (still) => `${still}no decision on the draft`,
    todo: () => 'approve the draft or send it back',
    events: {},
  },

  'send-back': {
    name: 'send the draft back',
    forms: { 'send-back': { label: 'Send back', inputs: { reason: 'What to change' } } },
    usage: '/sendback <what to change>',
    done: 'Sent back.',
    pending: (still) => `${still}no decision on the draft`,
    todo: () => 'approve the draft or send it back',
    events: {},
  },

  publish: {
    name: 'record the publication',
    forms: {
      publish: { label: 'Record published link', inputs: { url: 'Link to the reply' } },
      'publish-private': { label: 'Record private reply', inputs: { private: 'When, how, and the evidence' } },
    },
    usage: '/publish <link>',
    done: 'The publication is on record; reminders stop.',
    pending: (still) => `${still}no publication on record`,
    todo: () => 'publish the approved text and record it',
    events: { published: 'reply published' },
    noticeNames: { published: 'notice of publication' },
    notices: {
      published(notice, times) {
        const { subject, department, publication, byName, text } = notice
        const privately = publication.way === 'private'
        return card(subject, {
          lines: [
            `${department} has replied ${privately ? 'privately' : 'publicly'}, recorded by ${byName}.`,
            'Reminders about the reply have stopped; the case is now being watched.',
          ],
          fields: [
            ['Recorded', times.dated(publication.at)],
            ['How', privately ? shorten(publication.how, EXCERPT) : null],
            ['Approved text', shorten(text, EXCERPT)],
          ],
          next: privately
            ? 'Duty officer: please check the evidence against the approved text.'
            : 'Duty officer: please compare what was published with the approved text.',
          link: publication.way === 'link' ? { label: 'Reply', url: publication.url } : null,
        })
      },
    },
  },
} satisfies Partial<PersonsWords>
