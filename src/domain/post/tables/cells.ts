// A table as whatever file or text it was read from gives it, before anybody knows what its columns are.
export interface Cell {
  /** As it is shown, trimmed. */
  text: string
  /** Where it holds a figure: a date may stand in it as the number of days. */
  number?: number
  /** Where the cell leads, by the file's own word. */
  link?: string
  /** A formula of which nobody has kept what it comes to. */
  formula?: true
}

/** A row by its number in the file, from 1 on; `cells` by their place from 0 on. */
export interface SheetRow {
  row: number
  cells: (Cell | undefined)[]
}

export interface Sheet {
  rows: SheetRow[]
  /** Days are counted from 1904 on, as old spreadsheets of the Macintosh do. */
  from1904: boolean
  /** Rows beyond those that were kept: more than anybody may send. */
  more?: number
}

export const cellOf = (text: string): Cell => ({ text: text.trim() })
