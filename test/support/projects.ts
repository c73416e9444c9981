// Which test files run in which project; the two engines run the very same files.

export const pureTests = ['test/*.test.ts', 'test/domain/**/*.test.ts', 'test/wording/**/*.test.ts', 'test/policies/**/*.test.ts']

export const engineTests = ['test/{db,desk,web,bots,cli,crash}/**/*.test.ts']
