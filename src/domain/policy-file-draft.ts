// A policy file whose parts have been read one by one: what could be understood, and what the file as a whole amounts to.
import type { z } from 'zod'
import {
  approversSchema, type ClockPart, clockSchema, FILE_CLOCKS, type FileClock, ladderSchema, type LevelPart, levelSchema, NONE,
  type OverridePart, PARTS, type RungPart,
} from './policy-file-schema.ts' // biome-ignore format: one line reads better
import { type Path, valueAt } from './policy-file-yaml.ts'
import type { Base, Role } from './policy.ts'
import type { Duration } from './duration.ts'

/** What is undefined could not be read, or is not there; a mistake in it is told elsewhere. */
export interface Draft {
  levels: { path: Path; level: LevelPart | undefined }[]
  clocks: { kind: FileClock; path: Path; clock: ClockPart | undefined }[]
  /** Named ladders; one that could not be read is known by its name. */
  ladders: Map<string, RungPart[] | undefined>
  approvers: z.output<typeof approversSchema> | undefined
  parts: { [part in PlainPart]: z.output<(typeof PARTS)[part]> | undefined }
}

type PlainPart = 'working-time' | 'opens-at' | 'watch' | 'quiet-hours'

/** A clock as one level has it. */
export interface LevelClock {
  base: Base
  within: Duration
  owner: Role | undefined
  ladder: string | RungPart[]
  assumed: boolean
}

export function readDraft(file: unknown): Draft {
  const part = <T>(schema: z.ZodType<T>, path: Path): T | undefined => schema.safeParse(valueAt(file, path)).data
  const levels = valueAt(file, ['levels'])
  return {
    levels: (Array.isArray(levels) ? levels : []).map((_, index) => {
      const path = ['levels', index]
      return { path, level: part(levelSchema, path) }
    }),
    clocks: FILE_CLOCKS.filter((kind) => valueAt(file, ['clocks', kind]) !== undefined).map((kind) => {
      const path = ['clocks', kind]
      return { kind, path, clock: part(clockSchema, path) }
    }),
    ladders: new Map(keysOf(valueAt(file, ['ladders'])).map((name) => [name, part(ladderSchema, ['ladders', name])])),
    approvers: part(approversSchema, ['approvers']),
    parts: {
      'working-time': part(PARTS['working-time'], ['working-time']),
      'opens-at': part(PARTS['opens-at'], ['opens-at']),
      watch: part(PARTS.watch, ['watch']),
      'quiet-hours': part(PARTS['quiet-hours'], ['quiet-hours']),
    },
  }
}

/** Null where the level does not have this clock. A change of a level says itself whether it is assumed. */
export function clockAt(clock: ClockPart, level: number): LevelClock | null {
  const { base, within, owner, ladder, assumed = false } = clock
  const change = clock.levels?.[String(level)]
  if (change === NONE) return null
  return changed({ base, within, owner, ladder, assumed }, change)
}

/** Those of the level's own, or the ones for every level. */
export const approversAt = (approvers: Record<string, Role[]>, level: number): Role[] =>
  approvers[String(level)] ?? approvers[EVERY_LEVEL] ?? []

export const EVERY_LEVEL = 'default'

const changed = (clock: LevelClock, change: OverridePart | undefined): LevelClock =>
  change === undefined
    ? clock
    : {
        base: change.base ?? clock.base,
        within: change.within ?? clock.within,
        owner: change.owner ?? clock.owner,
        ladder: change.ladder ?? clock.ladder,
        assumed: change.assumed ?? false,
      }

const keysOf = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : [])
