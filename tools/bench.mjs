// `npm run bench [-- name…]`: installs the engines to compare with, builds, runs the benchmarks.
import { join } from 'node:path'
import { prepareBenchmarks, prepareDevelopment, runScript } from './run.mjs'

await prepareDevelopment()
prepareBenchmarks()
const { code } = await runScript('tsx/dist/cli.mjs', [join('bench', 'run.ts'), ...process.argv.slice(2)])
process.exitCode = code
