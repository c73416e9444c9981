// A line of letters on a screen, and where it stands.

/** In pixels; `sure`: of 1. */
export interface ScreenLine {
  text: string
  x: number
  y: number
  width: number
  height: number
  sure: number
}
