// Who may import whom. Imports point inward: bots and surfaces know the desk and the domain, never the reverse.

/** The port between desk and chat, in two files. */
const port = '^src/channel(-lease)?\\.ts$'

/** Imports nothing itself, so that the child process of a channel may import it too. */
const withTimeout = '^src/with-timeout\\.ts$'

const pureLibraries = '^node_modules/(@types/)?(temporal-polyfill|temporal-spec|opencc-js|tldts|zod|yaml)/'

/** Modules under `from` may import, of src and bots, only what `may` matches; libraries and node are free. */
const ownCode = (name, from, may, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|bots)/', pathNot: may },
})

/** Modules under `from` may import only what `may` matches, libraries and node included. */
const everything = (name, from, may, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: may },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    everything(
      'domain-is-pure',
      '^src/domain/',
      ['^src/domain/', pureLibraries],
      'The domain has no I/O, no clock and no node: what it needs is an argument.',
    ),
    everything(
      'wording-knows-the-domain-only',
      '^src/wording/',
      ['^src/(domain|wording)/', pureLibraries],
      'Wording turns meaning into sentences; it reads nothing.',
    ),
    ownCode('db-knows-the-domain-only', '^src/db/', ['^src/(domain|db)/'], 'Queries know rows and domain types.'),
    ownCode(
      'channel-is-a-port',
      port,
      ['^src/(domain|wording)/', port],
      'The port between desk and chat says what passes through it, and nothing of either side.',
    ),
    everything(
      'with-timeout-stands-alone',
      withTimeout,
      ['^$'],
      'Desk, pages, bots and their child processes import it: it must bring nothing with it.',
    ),
    ownCode(
      'config-stands-alone',
      '^src/config\\.ts$',
      ['^src/(domain|wording)/'],
      'Settings are values; what uses them imports them.',
    ),
    ownCode(
      'desk-knows-no-surface',
      '^src/desk/',
      ['^src/(domain|wording|db|desk)/', port, withTimeout],
      'The desk must not know who calls it, nor its settings: they are injected.',
    ),
    ownCode(
      'documents-know-no-surface',
      '^src/documents/',
      ['^src/(domain|wording|db|desk|documents)/', '^src/(channel|config)\\.ts$'],
      'Documents are written for whoever asks.',
    ),
    ownCode(
      'web-knows-no-bot',
      '^src/web/',
      ['^src/(domain|wording|db|desk|documents|web)/', '^src/(channel|config)\\.ts$', withTimeout],
      'Pages stand beside the channels and the command line, not on them.',
    ),
    ownCode(
      'bots-know-the-port-only',
      '^bots/([^/]+)/',
      ['^bots/$1/', port, withTimeout, '^src/(domain|wording)/'],
      'A bot translates. What it must keep, it is given; another bot is none of its business.',
    ),
    {
      name: 'only-main-wires-bots',
      comment: 'One place decides which channels there are.',
      severity: 'error',
      // The folders named here are told so by their own rule above.
      from: { path: '^src/', pathNot: '^src/(main\\.ts$|(domain|wording|db|desk|documents|web)/)' },
      to: { path: '^bots/' },
    },
    {
      name: 'only-the-command-line-starts-main',
      comment: 'main.ts imports everything; whoever imports it would too.',
      severity: 'error',
      from: { path: '^(src|bots)/', pathNot: '^src/cli/' },
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'product-without-tests',
      comment: 'The product runs without test and benchmark code.',
      severity: 'error',
      from: { path: '^(src|bots)/', pathNot: '^src/cli/commands/demo\\.ts$' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'the-demo-without-tests',
      comment: 'But for the emulated Feishu.',
      severity: 'error',
      from: { path: '^src/cli/commands/demo\\.ts$' },
      to: { path: '^(test|bench)/', pathNot: '^test/support/feishu/stage\\.ts$' },
    },
    {
      name: 'the-emulator-when-it-is-asked-for',
      comment: 'An image of the service has no tests: what is imported at the head of a file must be there.',
      severity: 'error',
      from: { path: '^src/cli/commands/demo\\.ts$' },
      to: { path: '^test/', dynamic: false },
    },
    {
      name: 'product-without-development-packages',
      comment: 'They are not there in production.',
      severity: 'error',
      from: { path: '^(src|bots)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Files in a circle can only be read together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'What cannot be resolved cannot be checked either.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count: a type from the wrong side is a dependency on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
}
