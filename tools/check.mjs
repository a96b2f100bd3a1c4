// `npm run check [-- step…]`: everything that can be said about the repository without running the product.
import { prepareBenchmarks, prepareDevelopment, runScript } from './run.mjs'

const CODE = [
  'contracts',
  'server',
  'cli',
  'web/src',
  'bench',
  'e2e',
  'tools',
  'vitest.config.ts',
  '.dependency-cruiser.mjs',
]

/** @type {[name: string, program: string, args: string[]][]} programs are paths below node_modules */
const STEPS = [
  ['format', 'oxfmt/bin/oxfmt', ['--check']],
  ['lint', 'oxlint/bin/oxlint', ['--type-aware', ...CODE]],
  ['types', 'typescript/bin/tsc', ['-p', '.']],
  ['types of the web app', 'typescript/bin/tsc', ['-p', 'web']],
  ['dead code', 'knip/bin/knip.js', []],
  [
    'borders, house rules, reference, sizes, licences, links',
    'vitest/vitest.mjs',
    ['run', '--project', 'checks', '--reporter', 'dot'],
  ],
]

await prepareDevelopment()
prepareBenchmarks()
const wanted = process.argv.slice(2)
const waiting = STEPS.filter(([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
let failed = 0
let passed = 0

/** @param {(typeof STEPS)[number]} step */
async function check([name, script, args]) {
  const started = performance.now()
  const { code, output } = await runScript(script, args, { quiet: true })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (code === 0) passed++
  else {
    failed++
    console.log(output)
  }
}

async function checkInTurn() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await check(step)
}

// Two at a time: most of them use one core.
await Promise.all([checkInTurn(), checkInTurn()])
console.log(`${passed} checks passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
