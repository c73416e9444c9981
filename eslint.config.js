// What neither the compiler nor biome sees: promises nobody awaits, hidden clocks, the environment, sizes.
import tseslint from 'typescript-eslint'

const code = ['src/**/*.{ts,tsx}', 'bots/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', 'bench/**/*.{ts,tsx}', '*.ts']

const environment = {
  object: 'process',
  property: 'env',
  message: 'The environment is read once, in src/config.ts; take the value from there.',
}

const hiddenClock = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is an argument here: take `now`.',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'Time is an argument here: take `now`.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is an argument here: take `now`.',
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'Time is an argument here: take `now`.',
  },
]

export default tseslint.config(
  { ignores: ['node_modules/', 'data/', 'coverage/', '.stryker-tmp/'] },
  {
    files: code,
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      'no-restricted-properties': ['error', environment],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/domain/**', 'src/desk/**', 'src/wording/**'],
    rules: { 'no-restricted-syntax': ['error', ...hiddenClock] },
  },
  {
    // These pass the environment on to another process, or parse it.
    files: ['src/config.ts', 'src/cli/**', 'test/**', 'bench/**', '*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.test.{ts,tsx}'],
    rules: { 'max-lines-per-function': 'off' },
  },
)
