// Run by npm after an install: compiles the product, and makes the empty database that embedded ones begin as. What fails
// here is said and no failure of the install: a start does without, more slowly.
import { pathToFileURL } from 'node:url'
import { codeFolder, compiledFile, hasSources } from './code.mjs'
import { compile } from './compile.mjs'

if (hasSources()) await prepare()
else
  console.log('zhiban: no sources beside package.json, so nothing was prepared (run launch/prepare.mjs once they are)')

async function prepare() {
  try {
    await compile()
    process.setSourceMapsEnabled(true)
    await import(pathToFileURL(compiledFile(codeFolder(), 'database-template')).href)
  } catch (error) {
    console.error(`zhiban: not prepared, so a start takes longer: ${error instanceof Error ? error.message : error}`)
  }
}
