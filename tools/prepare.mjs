// Makes the checkout ready to run: production packages installed, dist/ built from the present sources.
import { demandNode, ensureDependencies } from './dependencies.mjs'
import { ensureBuilt } from './build.mjs'

const log = (line) => process.stderr.write(`${line}\n`)

/** Prints to stderr only when there is something to do. */
export async function prepare() {
  demandNode()
  ensureDependencies({ development: false, log })
  await ensureBuilt({ log })
}
