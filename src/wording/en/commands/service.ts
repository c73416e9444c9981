// English words of what the desk itself does: time passing, what became of a message.
import type { ServiceWords } from '../../wording.ts'

export const service = {
  tick: {
    name: 'check the deadlines',
    events: {
      'clock-started': 'clock started',
      'clock-moved': 'deadline changed',
      'lateness-corrected': 'lateness corrected',
      'clock-held': 'reminders held',
      'clock-resumed': 'reminders resumed',
      'clock-met': 'obligation met',
      'clock-cancelled': 'deadline lifted',
      overtaken: 'deadline notice sent',
      reminded: 'reminder sent',
      'request-lapsed': 'request void',
    },
  },

  'report-undelivered': {
    name: 'record a failed delivery',
    events: { undelivered: 'delivery failed' },
  },

  'report-weaker': {
    name: 'record that an urgent way was refused',
    events: { 'sent-weaker': 'urgent way refused' },
  },
} satisfies Partial<ServiceWords>
