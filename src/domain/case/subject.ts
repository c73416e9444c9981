// What events and clocks are about. Cases are the first kind; whatever gets a number and a life of its own is another.

export const SUBJECT_KINDS = ['case'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

/** Numbers count by kind: case 7 and a later task 7 are different subjects. */
export interface Subject {
  kind: SubjectKind
  number: number
}
