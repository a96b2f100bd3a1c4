// Runs a developer's program after making sure that everything it needs is installed and built.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { demandNode, ensureDependencies, ROOT } from './dependencies.mjs'
import { ensureBuilt } from './build.mjs'

const log = (line) => process.stderr.write(`${line}\n`)

/** Installs the developer tools when they are missing and builds dist/ when it is stale. */
export async function prepareDevelopment() {
  demandNode()
  ensureDependencies({ development: true, log })
  await ensureBuilt({ log })
}

/**
 * Runs a program of node_modules with this terminal's input and output.
 * @param {string} script path below node_modules
 * @param {string[]} args
 * @param {{ quiet?: boolean }} options quiet: collect the output instead of showing it
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runScript(script, args, { quiet = false } = {}) {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  })
  let output = ''
  child.stdout?.on('data', (bytes) => (output += bytes))
  child.stderr?.on('data', (bytes) => (output += bytes))
  const forward = (signal) => child.kill(signal)
  process.on('SIGINT', forward).on('SIGTERM', forward)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward)
      resolve({ code: code ?? (signal ? 1 : 0), output })
    })
  })
}

/** The packages of `bench/`, which is a package of its own: type checks and benchmarks need them, the product never. */
export function prepareBenchmarks() {
  ensureDependencies({ development: true, folder: join(ROOT, 'bench'), log })
}
