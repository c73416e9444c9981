// A policy file whose parts have been read one by one: what could be understood, and what a level makes of a clock.
import type { z } from 'zod'
import type { Duration } from './duration.ts'
import type { Base, Role } from './policy.ts'
import {
  type ClockPart,
  clockSchema,
  FILE_CLOCKS,
  type FileClock,
  type LevelPart,
  ladderSchema,
  levelSchema,
  PARTS,
  type RungPart,
} from './policy-file-schema.ts'
import { type Path, valueAt } from './policy-file-yaml.ts'

/** What is undefined could not be read, or is not there; a mistake in it is told elsewhere. */
export interface Draft {
  /** In the order of the file, which must be that of their numbers. */
  levels: { path: Path; level: LevelPart | undefined }[]
  hasClocks: boolean
  clocks: { kind: FileClock; path: Path; clock: ClockPart | undefined }[]
  /** Named ladders; one that could not be read is known by its name. */
  ladders: Map<string, RungPart[] | undefined>
  parts: { [part in (typeof PLAIN_PARTS)[number]]: z.output<(typeof PARTS)[part]> | undefined }
}

/** What is wrong, and where: at the value of the path, or at its key. */
export interface Fault {
  path: Path
  message: string
  atKey?: true
}

/** A clock as one level has it. */
export interface LevelClock {
  base: Base
  within: Duration
  /** A review has none of its own. */
  owner: Role | undefined
  ladder: string | RungPart[]
  assumed: boolean
}

export function readDraft(file: unknown): Draft {
  const part = <T>(schema: z.ZodType<T>, path: Path): T | undefined => schema.safeParse(valueAt(file, path)).data
  const levels = valueAt(file, ['levels'])
  const kinds = FILE_CLOCKS.filter((kind) => valueAt(file, ['clocks', kind]) !== undefined)
  return {
    hasClocks: isMap(valueAt(file, ['clocks'])),
    levels: (Array.isArray(levels) ? levels : []).map((_, index) => {
      const path = ['levels', index]
      return { path, level: part(levelSchema, path) }
    }),
    clocks: kinds.map((kind) => {
      const path = ['clocks', kind]
      return { kind, path, clock: part(clockSchema, path) }
    }),
    ladders: new Map(keysOf(valueAt(file, ['ladders'])).map((name) => [name, part(ladderSchema, ['ladders', name])])),
    parts: Object.fromEntries(PLAIN_PARTS.map((name) => [name, part<unknown>(PARTS[name], [name])])) as Draft['parts'],
  }
}

const PLAIN_PARTS = ['working-time', 'opens-at', 'approvers', 'watch', 'quiet-hours'] as const

/** Null where the level does not have this clock. A change of a level says itself whether it is assumed. */
export function clockAt(clock: ClockPart, level: number): LevelClock | null {
  if (clock['not-at']?.includes(level)) return null
  const { base, within, owner, ladder, assumed = false } = clock
  const change = clock.levels?.[String(level)]
  if (change === undefined) return { base, within, owner, ladder, assumed }
  return {
    base: change.base ?? base,
    within: change.within ?? within,
    owner: change.owner ?? owner,
    ladder: change.ladder ?? ladder,
    assumed: change.assumed ?? false,
  }
}

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)

const keysOf = (value: unknown): string[] => (isMap(value) ? Object.keys(value) : [])
