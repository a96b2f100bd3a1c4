// `npm test`: installs the developer tools when they are missing, builds, runs the tests. Arguments go to vitest.
import { prepareDevelopment, runScript } from './run.mjs'

await prepareDevelopment()
const { code } = await runScript('vitest/vitest.mjs', [
  'run',
  '--project',
  'product',
  '--project',
  'e2e',
  ...process.argv.slice(2),
])
process.exitCode = code
