// What is looked up about posts in this process, by its settings.
import type { Desk } from '../desk.ts'
import type { Looking } from './lookups.ts'
import { previews } from './preview/preview.ts'

export interface LookingSettings {
  linkPreview: boolean
}

export const lookingOf = (desk: Desk, { linkPreview }: LookingSettings): Looking[] =>
  linkPreview ? [previews(desk)] : []
