// What a benchmark answers: figures with their aims, and how they are printed and summed up.

export interface Figure {
  name: string
  value: number
  unit: string
  /** What the value must hold, in words a program can read (`<= 1.2`); null where the figure is only stated. */
  aim: string | null
  /** True too where there is no aim. */
  ok: boolean
}

export const stated = (name: string, value: number, unit: string): Figure => ({
  name,
  value: rounded(value),
  unit,
  aim: null,
  ok: true,
})

// Judged as it is printed: nobody shall read 1.2 and "missed".
export const atMost = (name: string, value: number, most: number, unit: string): Figure => ({
  ...stated(name, value, unit),
  aim: `<= ${most}`,
  ok: rounded(value) <= most,
})

export const atLeast = (name: string, value: number, least: number, unit: string): Figure => ({
  ...stated(name, value, unit),
  aim: `>= ${least}`,
  ok: rounded(value) >= least,
})

/** `share` of the values lie below; 0.5 is the median. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}

export const median = (values: number[]): number => quantile(values, 0.5)

export const asJson = (figures: Figure[]): string => figures.map((figure) => JSON.stringify(figure)).join('\n')

export function asTable(figures: Figure[]): string {
  const rows = figures.map(({ name, value, unit, aim, ok }) => [
    name,
    String(value),
    unit,
    aim ?? '',
    aim === null ? '' : ok ? 'ok' : 'MISSED',
  ])
  const table = [['name', 'value', 'unit', 'aim', ''], ...rows]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  const line = (row: string[]) =>
    row.map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
  return table.map((row) => line(row).join('  ').trimEnd()).join('\n')
}

/** Three significant digits; above a hundred, whole numbers. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
