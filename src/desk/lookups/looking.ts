// What is looked up about posts in this process, by its settings.
import type { Desk } from '../desk.ts'
import type { Looking } from './lookups.ts'
import { missingForPictures } from './picture/installed.ts'
import { pictures } from './picture/pictures.ts'
import { pictureReader } from './picture/reader.ts'
import { previews } from './preview/preview.ts'

export interface LookingSettings {
  linkPreview: boolean
  /** As far as the packages for it are installed. */
  readPictures: boolean
}

export const lookingOf = (desk: Desk, { linkPreview, readPictures }: LookingSettings): Looking[] => [
  ...(linkPreview ? [previews(desk)] : []),
  ...(readPictures && missingForPictures().length === 0 ? [pictures(desk, pictureReader())] : []),
]
