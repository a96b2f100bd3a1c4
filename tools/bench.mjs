// `npm run bench [-- name…]`: installs the engines to compare with, builds, runs the benchmarks.
import { join } from 'node:path'
import { ensureDependencies, ROOT } from './dependencies.mjs'
import { prepareDevelopment, runScript } from './run.mjs'

await prepareDevelopment()
ensureDependencies({
  development: true,
  folder: join(ROOT, 'bench'),
  log: (line) => process.stderr.write(`${line}\n`),
})
const { code } = await runScript('tsx/dist/cli.mjs', [join('bench', 'run.ts'), ...process.argv.slice(2)])
process.exitCode = code
