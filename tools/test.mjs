// `npm test`: installs the developer tools when they are missing, builds, runs the tests. Arguments go to vitest.
// `npm run test:browser`: the same for the tests that need Chromium.
import { prepareDevelopment, runScript } from './run.mjs'

await prepareDevelopment()
const [first, ...rest] = process.argv.slice(2)
const [projects, others] = first === '--browser' ? [['browser'], rest] : [['product', 'e2e'], process.argv.slice(2)]
const { code } = await runScript('vitest/vitest.mjs', [
  'run',
  ...projects.flatMap((name) => ['--project', name]),
  ...others,
])
process.exitCode = code
