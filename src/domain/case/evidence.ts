// The number under which a file of a case is kept as evidence: its class, the year, and its place among those of that year.

export const EVIDENCE_CLASSES = ['text', 'picture', 'audio', 'video'] as const
export type EvidenceClass = (typeof EVIDENCE_CLASSES)[number]

/** `year` is the calendar's at the time of keeping; `seq` counts from 1 over the whole institution, without gaps. */
export interface EvidenceNumber {
  class: EvidenceClass
  year: number
  seq: number
}

/** By what the bytes are: whatever is neither seen nor heard is read. */
export const evidenceClass = (mime: string): EvidenceClass => {
  if (mime.startsWith('image/')) return 'picture'
  if (mime.startsWith('audio/')) return 'audio'
  return mime.startsWith('video/') ? 'video' : 'text'
}
