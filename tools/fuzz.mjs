// `npm run fuzz [-- --nightly] [--seed N] [--seconds N] [--only endpoints|readers] [--identity] [--services] [--replay FILE]`: builds,
// then sends hostile requests to the built program and damaged files to everything that reads files. With --identity the program has accounts, and
// an administrator asks; with --services it is five processes: `node tools/with-servers.mjs npm run fuzz -- --services --only endpoints`.
import { join } from 'node:path'
import { prepareDevelopment, runScript } from './run.mjs'

await prepareDevelopment()
const { code } = await runScript('tsx/dist/cli.mjs', [join('tools', 'fuzz', 'run.ts'), ...process.argv.slice(2)])
process.exitCode = code
