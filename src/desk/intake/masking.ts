// Personal data at the door: masked in whatever is said or forwarded, refused in a draft, which somebody must mend.
import type { PersonsCommand } from '../../domain/capability/command.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import { hasPersonalData, mask } from '../../domain/masking/mask.ts'

export const masked = (text: string): string => mask(text).text

/** The command as it may go on record. A draft would be published as it stands: it is refused rather than changed. */
export function maskedCommand(command: PersonsCommand): PersonsCommand | Refusal {
  if (isPublished(command)) {
    const found = hasPersonalData(command.text)
    const kinds = [...new Set(found.map(({ kind }) => kind))]
    const places = found.map(({ kind, start, end }) => ({ kind, offset: start, length: end - start }))
    if (kinds.length > 0) return { reason: 'personal-data', kinds, places, command: command.type }
    return command
  }
  const fields = Object.entries(command).map(([name, value]) => [name, maskedValue(value)])
  return Object.fromEntries(fields) as PersonsCommand
}

/** Texts that the public will read. */
const TO_THE_PUBLIC = ['draft', 'respond', 'interim', 'commit'] as const
type ToThePublic = PersonsCommand & { type: (typeof TO_THE_PUBLIC)[number] }
const isPublished = (command: PersonsCommand): command is ToThePublic =>
  (TO_THE_PUBLIC as readonly string[]).includes(command.type)

/** A refusal quotes what was typed. */
export const maskedRefusal = (refusal: Refusal): Refusal =>
  Object.fromEntries(Object.entries(refusal).map(([name, value]) => [name, maskedValue(value)])) as unknown as Refusal

const maskedValue = (value: unknown): unknown =>
  typeof value === 'string' ? masked(value) : Array.isArray(value) ? value.map(maskedValue) : value
