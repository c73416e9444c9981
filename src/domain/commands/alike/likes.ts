// What a case keeps of cases that it seems to be one matter with: each is asked about once.
import type { Case } from '../../case/case.ts'
import type { LikenessKind } from '../../post/likeness/likeness.ts'

/** `answer`: null as long as nobody has said. */
export interface Like {
  number: number
  title: string
  how: LikenessKind
  /** It was at its end when this was asked: nothing can be counted there. */
  ended?: true
  answer: 'same' | 'different' | null
}

export const openLikes = ({ likes }: Case): Like[] => likes.filter(({ answer }) => answer === null)

export const hasOpenLike = (state: Case): boolean => openLikes(state).length > 0

export const withAnswer = (likes: Like[], number: number, answer: 'same' | 'different'): Like[] =>
  likes.map((like) => (like.number === number ? { ...like, answer } : like))
