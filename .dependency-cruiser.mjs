import {
  DRIVER_HOME,
  LAYER_MAY_KNOW,
  MODULE_MAY_KNOW,
  PRODUCT_FOLDERS,
  ruleNamePart,
  TESTS,
} from './tools/checks/architecture.mjs'

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const PRODUCT = `^(${PRODUCT_FOLDERS.join('|')})/`
/** They gather what one kind of process always needs, so that it is one file of the bundle. */
const CODE_OF_EVERY_START = '^server/app/[a-z]+-code[.]ts$'
const ANYTHING_OF_OURS = '^(contracts|server|cli|web|bench|e2e|tools)/'

const general = [
  forbid('no-cycle', 'A cycle, even of types, hides which side owns the idea.', {}, { circular: true }),
  forbid(
    'no-orphan',
    'A file that nobody reaches is dead.',
    { orphan: true, pathNot: ['(^|/)[.]', TESTS, '[.]d[.]ts$', '[.]config[.]', '^tools/', '^bench/', '^e2e/'] },
    {},
  ),
  forbid('no-unlisted', 'Import only what package.json lists.', {}, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
  forbid(
    'no-unresolvable',
    'Import something that exists.',
    { pathNot: '^bench/' },
    // mdast is types alone: @types/mdast has no program to find.
    { couldNotResolve: true, pathNot: '^mdast$' },
  ),
  forbid(
    'no-dev-dependency-in-product',
    'The product must run without dev dependencies.',
    { path: PRODUCT, pathNot: TESTS },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'no-test-in-product',
    'Product code never imports test code.',
    { pathNot: [TESTS, '^(bench|e2e|tools)/'] },
    { path: TESTS },
  ),
]

const layers = Object.entries(LAYER_MAY_KNOW).map(([folder, { may, because }]) =>
  forbid(
    `layer-${ruleNamePart(folder)}`,
    because,
    { path: `^${folder}/`, pathNot: TESTS },
    { path: ANYTHING_OF_OURS, pathNot: [folder, ...may].map((known) => `^${known}/`) },
  ),
)

const insideTheServer = [
  forbid(
    'kernel-is-pure',
    'kernel does no I/O.',
    { path: '^server/kernel/', pathNot: TESTS },
    {
      dependencyTypes: ['core'],
      path: '^(node:)?(fs|net|http|https|http2|child_process|worker_threads|cluster|dgram|tls|process)',
    },
  ),
  forbid(
    'ports-hold-types-only',
    'A port is an interface; it imports types only.',
    { path: '^server/ports/', pathNot: TESTS },
    { dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'http-only-in-routes',
    'Inside a module only *.routes.ts may touch the HTTP kit.',
    { path: '^server/modules/', pathNot: ['[.]routes[.]ts$', TESTS] },
    { path: '^(server/http/|node_modules/@?hono/)' },
  ),
  forbid(
    'routes-only-from-services',
    'Routes are mounted by services.',
    { path: '^server/', pathNot: ['^server/services/', TESTS] },
    { path: '[.]routes[.]ts$' },
  ),
  forbid(
    'module-face',
    'Enter a module by its index.ts or routes.',
    { path: '^server/(services|app)/', pathNot: TESTS },
    { path: '^server/modules/', pathNot: '^server/modules/[^/]+/(index|.*[.]routes)[.]ts$' },
  ),
  forbid(
    'adapter-alone',
    'Adapters do not know each other, but for what all SQL databases share.',
    { path: '^server/adapters/([^/]+)/', pathNot: TESTS },
    { path: '^server/adapters/', pathNot: ['^server/adapters/$1/', '^server/adapters/sql/'] },
  ),
  forbid(
    'adapters-loaded-lazily',
    'Load adapters with import(), so that an unused driver costs no start time and no memory; what is always used stands in a *-code.ts.',
    { path: '^server/app/', pathNot: [TESTS, CODE_OF_EVERY_START] },
    { path: '^server/adapters/', dynamic: false, dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'services-loaded-lazily',
    'Load services with import().',
    { path: '^server/app/', pathNot: [TESTS, CODE_OF_EVERY_START] },
    { path: '^server/services/', dynamic: false, dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'code-loaded-lazily',
    'Load a *-code.ts with import(): another kind of process does without it.',
    { path: PRODUCT, pathNot: TESTS },
    { path: CODE_OF_EVERY_START, dynamic: false, dependencyTypesNot: ['type-only'] },
  ),
]

const modules = Object.entries(MODULE_MAY_KNOW).flatMap(([name, known]) => [
  forbid(
    `module-${name}`,
    `${name} may know: ${known.join(', ') || 'no other module'}.`,
    { path: `^server/modules/${name}/`, pathNot: TESTS },
    {
      path: '^server/modules/',
      pathNot: [`^server/modules/${name}/`, ...known.map((other) => `^server/modules/${other}/index[.]ts$`)],
    },
  ),
  forbid(
    `module-${name}-by-type`,
    'Modules know each other by type; app hands them instances.',
    { path: `^server/modules/${name}/`, pathNot: TESTS },
    { path: '^server/modules/', pathNot: `^server/modules/${name}/`, dependencyTypesNot: ['type-only'] },
  ),
])

const knownModules = forbid(
  'module-listed',
  'A module must stand in MODULE_MAY_KNOW, so that somebody decided what it may know.',
  { path: '^server/modules/', pathNot: [`^server/modules/(${Object.keys(MODULE_MAY_KNOW).join('|')})/`, TESTS] },
  {},
)

const drivers = Object.entries(DRIVER_HOME).map(([driver, homes]) =>
  forbid(
    `driver-${ruleNamePart(driver)}`,
    `Only ${homes.join(' and ')} may load ${driver}.`,
    { path: PRODUCT, pathNot: [...homes.map((home) => `^${home}/`), TESTS] },
    { path: `(^|node_modules/)(@types/)?${driver}([/]|$)` },
  ),
)

export default {
  forbidden: [...general, ...layers, ...insideTheServer, ...modules, knownModules, ...drivers],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)node_modules/[.]', '^bench/[.]cache', '^dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    // true, not 'specify': that marks every import as pre-compilation only and rules silently never fire.
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
    },
  },
}
