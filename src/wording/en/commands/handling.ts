// English words of handling a case: assigned, claimed, levels, notes, progress.
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { card, dueFields, list } from '../base.ts'
import { names } from '../names.ts'

export const handling = {
  assign: {
    name: 'assign the case',
    forms: { assign: { label: 'Assign', inputs: { department: 'Lead department' } } },
    usage: '/assign <department>',
    done: 'Assigned.',
    pending: (still) => `${still}not assigned`,
    todo: () => 'assign the case',
    events: { assigned: 'assigned' },
    noticeNames: { assigned: 'assignment', 'taken-away': 'notice of reassignment' },
    notices: {
      assigned({ subject, department, co, by, due, lead }, times, kit) {
        const fields: [string, string][] = [['Contributing', list(co)]]
        if (!lead) {
          const lines = [`${by} has assigned this case to ${department}, with ${list(co)} to contribute.`]
          return card(subject, { lines, next: `Please give ${department} what it needs for the reply.` })
        }
        const claim = due.find(({ kind }) => kind === 'claim')
        const others = due.filter((clock) => clock !== claim)
        const next = claim
          ? `${department}: please claim the case by ${times.instant(claim.dueAt)}.`
          : `${department}: please claim the case.`
        return card(subject, {
          lines: [`${by} has assigned this case to ${department}.`],
          fields: [...fields, ...dueFields(others, times)],
          next,
          buttons: kit.buttons(['claim']),
        })
      },
      'taken-away': ({ subject, department, to, by }) =>
        card(subject, {
          lines: [
            `${by} has reassigned this case to ${to}.`,
            `${department} no longer leads it; what it has done so far stays on record.`,
          ],
        }),
    },
    refusals: {
      'already-assigned': ({ department }, _times, kit) =>
        `This case is with ${department} already; to reassign it, name another department (${kit.usage('assign')}).`,
    },
  },

  claim: {
    name: 'claim the case',
    forms: { claim: { label: 'Claim', inputs: {} } },
    usage: '/claim',
    done: 'Claimed.',
    pending: (still) => `${still}not claimed`,
    todo: () => 'claim the case',
    events: { claimed: 'claimed' },
    refusals: {
      'already-claimed': ({ by, at }, times) =>
        `${by} claimed this case on ${times.dated(at)}; it need not be claimed again.`,
    },
  },

  unclaim: {
    name: 'give the claim up',
    forms: { unclaim: { label: 'Give claim up', inputs: {} } },
    usage: '/unclaim',
    done: 'Your claim has been given up.',
    pending: (still) => `${still}claim not given up`,
    todo: () => 'give the claim up',
    events: { released: 'claim given up' },
    noticeNames: { released: 'notice of a claim given up' },
    notices: {
      released: ({ subject, by, department, due }, times, kit) =>
        card(subject, {
          lines: [`${by} has given up the claim; nobody has this case in hand now.`],
          next: `${department}: please have somebody claim it${due === null ? '' : ` by ${times.instant(due.dueAt)}`}.`,
          buttons: kit.buttons(['claim']),
        }),
    },
    refusals: {
      'not-claimed-by-you': () => 'You have not claimed this case; there is nothing to give up.',
      'last-claim': () =>
        'A draft is under way and nobody else has claimed the case; whoever takes over must claim it first (/claim).',
    },
  },

  level: {
    name: 'set the level',
    forms: { level: { label: 'Set level', inputs: { level: 'Level', reason: 'Reason' } } },
    usage: '/sev <number or name>',
    done: 'The level is on record; where somebody else must agree to a lower one, it takes effect then.',
    pending: (still) => `${still}no level set`,
    todo: () => 'set the level',
    events: {
      'level-set': 'level set',
      'lowering-asked': 'lower level asked for',
      'lowering-agreed': 'lower level agreed to',
      'lowering-refused': 'lower level refused',
      'lowering-withdrawn': 'lower level withdrawn',
    },
    noticeNames: { 'level-changed': 'notice of a changed level' },
    notices: {
      'level-changed'(notice, times) {
        const { subject, from, by, reason, moved } = notice
        const change = `from ${from.en} to ${subject.levelName.en}`
        return card(subject, {
          lines: [
            by === null
              ? `A threshold of the policy has been reached; the level has changed ${change}.`
              : `${by} has changed the level ${change}.`,
          ],
          fields: [
            ['Reason', shorten(reason, EXCERPT)],
            ...moved.map(({ kind, from: was, to }): [string, string] => [
              names.clock[kind],
              `was due ${times.bare(was)}, now ${times.instant(to)}`,
            ]),
          ],
          next: moved.length > 0 ? 'Please work to the new deadlines.' : 'The deadlines stay as they are.',
        })
      },
    },
    refusals: {
      'same-level': ({ level }, _times, kit) =>
        `The level is ${level.en} already; for another one send ${kit.usage('level')}.`,
    },
  },

  note: {
    name: 'add a note',
    forms: { note: { label: 'Add note', inputs: { text: 'Note' } } },
    usage: '/note <text>',
    done: 'The note is on record.',
    pending: (still) => `${still}nothing on record`,
    todo: (clock) => `record the ${names.clock[clock].toLowerCase()} as a note`,
    events: { noted: 'note added' },
    noticeNames: { noted: 'note' },
    notices: {
      noted: ({ subject, by, text }) => card(subject, { lines: [`Note by ${by}:`, shorten(text, EXCERPT)] }),
    },
  },

  progress: {
    name: 'report progress',
    forms: { progress: { label: 'Report progress', inputs: { text: 'How far it has come' } } },
    usage: '/progress <text>',
    done: 'The progress has been recorded.',
    pending: (still) => `${still}no progress reported`,
    todo: () => 'report how far it has come',
    events: { progressed: 'progress reported' },
    noticeNames: { progressed: 'progress report' },
    notices: {
      progressed: ({ subject, by, department, text }) =>
        card(subject, { lines: [`Progress of ${department} (${by}):`, shorten(text, EXCERPT)] }),
    },
  },
} satisfies Partial<PersonsWords>
