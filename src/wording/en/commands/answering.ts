// English words of answering: first response, promised date, draft and its approval, publication.
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { called, card, dueFields, either, list, quoted, requestName, requestTyped } from '../base.ts'
import { against, checked, claimLines, letPass, standingButton } from '../checks.ts'
import { names } from '../names.ts'
import { privateFields } from './statements.ts'

export const answering = {
  respond: {
    name: 'submit a first response',
    forms: { respond: { label: 'Submit first response', inputs: { text: 'Full text of the first response' } } },
    usage: '/respond <full text>',
    done: 'The first response is with its approver; it counts once it is approved and its publication is on record.',
    pending: (still) => `${still}no first response published`,
    todo: () => 'submit a first response, and publish it once it is approved',
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
        `${by} recorded the first response on ${times.dated(at)}; the next step is the reply itself (/reply), or an interim statement (/interim).`,
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
      'draft-findings': ({ command, findings, claims }, _times, kit) =>
        `Not submitted yet. ${against(findings, claims)} Please mend it, or begin with a line “insist: <reason>” for the approver to decide (${kit.usage(command).split(' ')[0]}).`,
      'findings-stand': ({ findings, claims, statement }) => {
        const which = statement === undefined ? '' : `${requestTyped(statement)} `
        return `This draft does not pass yet. ${against(findings, claims)} Send /approve ${which}allow: <reason> to let it pass, or /sendback ${which}<reason>.`
      },
      'no-approver'({ roles, statement }) {
        const posts = either(roles.map((role) => names.role[role]))
        const what = posts
          ? `Nobody but the drafter could review as ${posts}`
          : 'The policy names no approver for this level'
        const again = statement === undefined ? 'submit the draft again (/reply)' : 'submit it again'
        return `${what}; please have the administrator name somebody, then ${again}.`
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
    noticeNames: { 'decided-above': 'note that somebody above has decided' },
    notices: {
      'decided-above': ({ subject, by, role, request, agreed, names: asked }) =>
        card(subject, {
          lines: [
            `${by} (${names.role[role]}) has ${agreed ? 'agreed to' : 'sent back'} the ${requestName(request)}.`,
            `It was with ${list(asked)}, who need not decide on it any more.`,
          ],
        }),
    },
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
      'publish-private': {
        label: 'Record private reply',
        inputs: {
          how: 'How (such as by phone)',
          when: 'When (such as 10-10 15:00)',
          handledBy: 'Told by whom',
          evidence: 'Evidence (such as a recording)',
          reaction: 'How it was taken',
        },
      },
    },
    usage: '/publish <link>',
    done: 'The publication is on record.',
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
            ...privateFields(publication, times),
            ['Approved text', shorten(text, EXCERPT)],
          ],
          next: privately
            ? 'Duty officer: please check the evidence against the approved text.'
            : 'Duty officer: please compare what was published with the approved text.',
          link: publication.way === 'link' ? { label: 'Reply', url: publication.url } : null,
        })
      },
    },
    refusals: {
      'bad-moment': ({ text }) =>
        `“${quoted(text)}” is no time that can be read; please write date and time of day: 10-10 15:00, 2026-10-10 15:00 or today 15:00.`,
      'moment-out': ({ when, opened }, times) =>
        opened === undefined
          ? `${times.dated(when)} is still to come; please say when it was really told.`
          : `${times.dated(when)} is before the case was discovered, ${times.dated(opened)}; please check it and send it again.`,
    },
  },
} satisfies Partial<PersonsWords>
