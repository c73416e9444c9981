// Requests that are void after what has just happened: their reviews end, and the desk is told.
import type { Story } from '../capability/capability.ts'
import { isOpen, type OpenRequest, type RequestKind } from '../case/case.ts'
import { openRequests } from '../case/requests.ts'

export const lapseRequests = (story: Story): Story =>
  openRequests(story.state)
    .filter((request) => isVoid(story, request))
    .reduce((so, { id, kind }) => so.happen('request-lapsed', { request: id, kind }), story)

function isVoid(story: Story, request: OpenRequest): boolean {
  const { lapses } = story.approvalOf<RequestKind>(request.kind)
  return lapses?.(story.state, request) ?? !isOpen(story.state)
}
