// English words of statements to the public beside the reply: to their approvers, back, approved, published, withdrawn.
import type { Publication } from '../../../domain/case/case.ts'
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { Times } from '../../times.ts'
import type { StatementWords } from '../../wording.ts'
import { called, card, dueFields, either, list, quoted, requestName, requestTyped } from '../base.ts'
import { checked, claimLines, letPass, standingButton } from '../checks.ts'
import { names } from '../names.ts'

/** How something was told to the one who asked, a field each; what was recorded before more was asked says how alone. */
export function privateFields(publication: Publication, times: Times): [string, string | null][] {
  if (publication.way === 'link') return []
  const { how, when, handledBy, evidence, reaction } = publication
  return [
    ['How', shorten(how, EXCERPT)],
    ['When, by whom', when === undefined ? null : `${times.dated(when)}, ${shorten(handledBy ?? '', EXCERPT)}`],
    ['Evidence', evidence === undefined ? null : shorten(evidence, EXCERPT)],
    ['Reaction', reaction === undefined ? null : shorten(reaction, EXCERPT)],
  ]
}

const CAUSES = {
  answered: 'The reply has been published',
  dismissed: 'The case has been dismissed',
  reassigned: 'The case has gone to another department',
  reopened: 'The case has been reopened',
  closed: 'The case has been closed',
  lapsed: 'The date that it names has passed before it was public',
  replaced: 'Another has been submitted',
}

export const statements = {
  events: {
    'statement-drafted': 'statement submitted',
    'statement-turn-approved': 'review of a statement passed',
    'statement-approved': 'statement approved',
    'statement-sent-back': 'statement sent back',
    'statement-escalated': 'statement referred to a higher rank',
    'statement-withdrawn': 'statement withdrawn',
    'statement-published': 'statement published',
  },
  noticeNames: {
    'statement-for-approval': 'statement for approval',
    'statement-checked': 'what the checks found',
    'statement-approved': 'approved text',
    'statement-sent-back': 'reviewer’s comments',
    'statement-withdrawn': 'notice of a withdrawal',
    'statement-published': 'notice of publication',
  },
  notices: {
    'statement-for-approval'(notice, times, kit) {
      const { subject, id, statement: kind, number, by, department, text, until, role, approvers, dueAt } = notice
      const { turn, turns, instead, again } = notice
      const face = { id, kind, number }
      const name = requestName(face)
      const round = turns > 1 ? `, review ${turn} of ${turns}` : ''
      const [approve, ...others] = kit.buttons(['approve', 'send-back'], {}, face)
      const deadline = dueAt === null ? '' : ` by ${times.instant(dueAt)}`
      const promised = until === null ? '' : `Promised date: ${times.instant(until)}.`
      const before =
        instead === null ? '' : ` It takes the place of ${times.dated(instead)}, which was promised before.`
      const raised = again
        ? `The ${name} was approved and is not public yet; the reply is late since and those above were told, who must decide as well.`
        : ''
      return card(subject, {
        lines: [
          raised,
          `${by} has submitted for ${department} the ${name}${round}. In full:`,
          text,
          `${promised}${before}`,
          ...checked(notice),
        ],
        next: `${called(approvers, role)}: please approve it or send it back${deadline}; it counts once it is published and on record.`,
        buttons: approve
          ? [standingButton({ ...approve, label: turn < turns ? 'Pass on' : 'Approve' }, notice), ...others]
          : [],
      })
    },
    'statement-checked': ({ subject, statement: kind, number, findings, claims }) =>
      card(subject, {
        lines: [
          `The ${requestName({ kind, number })} is with its approver. Please consider what the checks found:`,
          ...letPass(findings),
          ...claimLines(claims),
        ],
        next: 'Should it be changed, ask the approver to send it back, and submit it again.',
      }),
    'statement-approved': ({ subject, id, statement: kind, number, by, role, text, until }, times, kit) =>
      card(subject, {
        lines: [
          `${by} (${names.role[role]}) has approved the ${requestName({ kind, number })}. The approved text:`,
          text,
          until === null
            ? ''
            : `Promised date: ${times.instant(until)}. Until its publication is on record the reply is due as before.`,
        ],
        next: 'Please publish it as approved, then record the link; where it is told privately: how, when, by whom, the evidence and the reaction.',
        buttons: kit.buttons(['publish'], {}, { id, kind, number }),
      }),
    'statement-sent-back': ({ subject, statement: kind, number, by, role, reason, due }, times, kit) =>
      card(subject, {
        lines: [
          `${by} (${names.role[role]}) has sent the ${requestName({ kind, number })} back:`,
          shorten(reason, EXCERPT),
        ],
        fields: dueFields(due, times),
        next: 'Please revise it and submit it again.',
        buttons: kit.buttons([DRAFTS[kind]]),
      }),
    'statement-withdrawn': ({ subject, statement: kind, number, cause }) =>
      card(subject, {
        lines: [
          `${CAUSES[cause]}: the ${requestName({ kind, number })} is no longer waited for. Its text stays on record.`,
        ],
      }),
    'statement-published': (notice, times) => {
      const { subject, statement: kind, number, department, publication, byName, text } = notice
      const privately = publication.way === 'private'
      return card(subject, {
        lines: [
          `${department} has ${privately ? 'told privately' : 'published'} the ${requestName({ kind, number })}, recorded by ${byName}.`,
          'The deadline of the reply stays as it is.',
        ],
        fields: [
          ['Recorded', times.dated(publication.at)],
          ...privateFields(publication, times),
          ['Approved text', shorten(text, EXCERPT)],
        ],
        next: privately
          ? 'Duty officer: please check the evidence against the approved text.'
          : 'Duty officer: please compare what was published with the approved text.',
        link: publication.way === 'link' ? { label: 'Statement', url: publication.url } : null,
      })
    },
  },
  refusals: {
    'already-asked': ({ statement: kind, role, names: people }) =>
      `The ${names.request[kind]} is with ${called(people, role)} already and need not be submitted again; to change it, please have it sent back first (/sendback).`,
    'which-request': ({ command, waiting, called: said }, _times, kit) => {
      const typed = kit.usage(command).split(' ')[0]
      const choices = either(waiting.map((each) => `${typed} ${requestTyped(each)}`))
      const unknown = said === '' ? '' : `Nothing is called “${quoted(said)}”. `
      if (waiting.length === 0) return `${unknown}Nothing waits here; please look at the case with /case.`
      const what = `${unknown}${capital(list(waiting.map(requestName)))}`
      return said === ''
        ? `${what} wait at the same time; please say which: ${choices}.`
        : `${what}: this is what waits; please send ${choices}.`
    },
    'no-such-request': ({ command, called: { kind, number }, waiting }, _times, kit) => {
      const typed = kit.usage(command).split(' ')[0]
      const none = `No ${number === null ? names.request[kind] : requestName({ kind, number })} of this case waits`
      if (waiting.length === 0 && command === 'publish' && kind in DRAFTS) {
        const draft = DRAFTS[kind as keyof typeof DRAFTS]
        return `No ${names.request[kind]} of this case is approved and waits to be published. Please submit one first (${kit.usage(draft)}); once it is approved, record the publication.`
      }
      if (waiting.length === 0) return `${none}; please look at it with /case.`
      const choices = either(waiting.map((each) => `${typed} ${requestTyped(each)}`))
      return `${none}, but ${list(waiting.map(requestName))}; please send ${choices}.`
    },
    'commitment-outranked': ({ role, names: people }) =>
      `Since the commitment was approved the reply is late and ${called(people, role)} was told, who must decide as well (/approve); please record the publication after that.`,
  },
} satisfies StatementWords

const DRAFTS = { 'first-response': 'respond', interim: 'interim', commitment: 'commit' } as const
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
