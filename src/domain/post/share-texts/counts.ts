// Counts as apps write them: 1.2万, 3亿, 12w, 1,234.

/** A whole number; null where it is none. */
export function countOf(text: string): number | null {
  const [, figure = '', unit = ''] = /^(\d[\d,，]*(?:\.\d+)?)\s*([万亿wWkK千]?)\+?$/u.exec(text.trim()) ?? []
  if (figure === '') return null
  const count = Number(figure.replace(/[,，]/gu, '')) * (UNITS[unit.toLowerCase()] ?? 1)
  return Number.isFinite(count) ? Math.round(count) : null
}

const UNITS: Record<string, number> = { 万: 10_000, w: 10_000, 亿: 100_000_000, 千: 1_000, k: 1_000 }
