// One offence per border rule, made from the same tables as the rules. A rule without an offence is not proven.
import { DRIVER_HOME, LAYER_MAY_KNOW, MODULE_MAY_KNOW, ruleNamePart } from './architecture.mjs'

/** @typedef {{ rule: string, file: string, text: string }} Offence */

const FIXED = {
  'no-cycle': ['server/http/cycle-a.ts', "import type { B } from './cycle-b.ts'\nexport interface A { b: B }"],
  'no-orphan': ['server/http/orphan.ts', 'export const lonely = 1'],
  'no-unlisted': ['server/http/unlisted.ts', "import { x } from 'package-nobody-listed'\nexport const y = x"],
  'no-unresolvable': ['server/http/unresolvable.ts', "import { x } from './nowhere.ts'\nexport const y = x"],
  'no-dev-dependency-in-product': ['server/http/dev.ts', "import { x } from 'dev-package'\nexport const y = x"],
  'no-test-in-product': [
    'server/http/uses-test.ts',
    "import { x } from '../ports/target.contract.ts'\nexport const y = x",
  ],
  'kernel-is-pure': [
    'server/kernel/impure.ts',
    "import { readFileSync } from 'node:fs'\nexport const y = readFileSync",
  ],
  'ports-hold-types-only': ['server/ports/value.ts', "import { x } from '../kernel/target.ts'\nexport const y = x"],
  'http-only-in-routes': ['server/modules/library/web.ts', "import { Hono } from 'hono'\nexport const y = Hono"],
  'routes-only-from-services': [
    'server/app/routes.ts',
    "import { x } from '../modules/library/library.routes.ts'\nexport const y = x",
  ],
  'module-face': ['server/services/inside.ts', "import { x } from '../modules/library/library.ts'\nexport const y = x"],
  'module-listed': [
    'server/modules/unheard-of/index.ts',
    "import type { X } from '../../ports/target.ts'\nexport type Y = X",
  ],
  'adapter-alone': ['server/adapters/left/pair.ts', "import { x } from '../target/target.ts'\nexport const y = x"],
  'adapters-loaded-lazily': [
    'server/app/adapters.ts',
    "import { x } from '../adapters/target/target.ts'\nexport const y = x",
  ],
  'code-loaded-lazily': ['server/app/code.ts', "import { x } from './target-code.ts'\nexport const y = x"],
  'services-loaded-lazily': ['server/app/services.ts', "import x from '../services/target.ts'\nexport const y = x"],
}

/** A folder that stands for each layer in an offence. */
const sampleOf = (layer) =>
  ({ 'server/modules': 'server/modules/library', 'server/adapters': 'server/adapters/left' })[layer] ?? layer

function layerOffence(layer, may) {
  const everything = [
    'server/kernel',
    'server/ports',
    'server/modules/library',
    'server/adapters/target',
    'server/app',
    'cli',
    'bench',
  ]
  const forbidden = everything.find(
    (target) =>
      target !== layer && !target.startsWith(`${layer}/`) && !may.some((known) => `${target}/`.startsWith(`${known}/`)),
  )
  const folder = sampleOf(layer)
  const up = '../'.repeat(folder.split('/').length)
  const file = forbidden === 'server/modules/library' ? 'index' : 'target'
  return {
    rule: `layer-${ruleNamePart(layer)}`,
    file: `${folder}/layer-offence.ts`,
    text: `import type { X } from '${up}${forbidden}/${file}.ts'\nexport type Y = X`,
  }
}

function moduleOffences(name, known) {
  const stranger = Object.keys(MODULE_MAY_KNOW).find((other) => other !== name && !known.includes(other))
  // Knowing a face is not knowing the inside: a friend's inner file is as forbidden as a stranger's face.
  const inner = known[0] ? `../${known[0]}/${known[0]}.ts` : `../${stranger}/index.ts`
  return [
    {
      rule: `module-${name}`,
      file: `server/modules/${name}/module-offence.ts`,
      text: `import type { X } from '../${stranger}/index.ts'\nexport type Y = X`,
    },
    {
      rule: `module-${name}`,
      file: `server/modules/${name}/inner-offence.ts`,
      text: `import type { X } from '${inner}'\nexport type Y = X`,
    },
    {
      rule: `module-${name}-by-type`,
      file: `server/modules/${name}/value-offence.ts`,
      text: `import { x } from '../${known[0] ?? stranger}/index.ts'\nexport const y = x`,
    },
  ]
}

const driverOffence = (driver, homes) => ({
  rule: `driver-${ruleNamePart(driver)}`,
  file: `${homes.includes('server/http') ? 'server/kernel' : 'server/http'}/uses-${ruleNamePart(driver)}.ts`,
  text: `import * as driver from '${driver}'\nexport const y = driver`,
})

/** @returns {Offence[]} */
export function offences() {
  return [
    ...Object.entries(FIXED).map(([rule, [file, text]]) => ({ rule, file, text })),
    ...Object.entries(LAYER_MAY_KNOW).map(([layer, { may }]) => layerOffence(layer, may)),
    ...Object.entries(MODULE_MAY_KNOW).flatMap(([name, known]) => moduleOffences(name, known)),
    ...Object.entries(DRIVER_HOME).map(([driver, homes]) => driverOffence(driver, homes)),
  ]
}

/** Innocent files that the offences point at. @returns {[string, string][]} */
export function targets() {
  const both = 'export const x = 1\nexport type X = typeof x'
  const modules = Object.keys(MODULE_MAY_KNOW)
  return [
    ...['server/kernel', 'server/adapters/target', 'server/app', 'cli', 'bench'].map((folder) => [
      `${folder}/target.ts`,
      both,
    ]),
    ['server/ports/target.ts', 'export interface X { readonly x: number }'],
    ['server/services/target.ts', 'export default 1'],
    ['server/app/target-code.ts', both],
    ['server/ports/target.contract.ts', both],
    ['server/http/cycle-b.ts', "import type { A } from './cycle-a.ts'\nexport interface B { a: A }"],
    ['server/modules/library/library.routes.ts', both],
    ...modules.flatMap((name) => [
      [`server/modules/${name}/index.ts`, both],
      [`server/modules/${name}/${name}.ts`, both],
    ]),
  ]
}
