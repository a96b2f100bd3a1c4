// `npm start`: prepares the checkout and becomes `learnpath serve` in this same process, so that signals reach it directly.
import { prepare } from './prepare.mjs'

await prepare()
const program = new URL('../dist/cli.mjs', import.meta.url)
process.argv.splice(1, process.argv.length - 1, program.pathname, 'serve', ...process.argv.slice(2))
await import(program.href)
