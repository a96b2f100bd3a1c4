// Installs what the lock file names and the checkout lacks. Runs on plain Node, before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null)

/**
 * Compares the lock file with what npm says it installed.
 * @param {string} folder a package with a package-lock.json
 * @param {{ development: boolean }} want
 * @returns {string[]} paths of packages that are missing or of another version
 */
export function missingPackages(folder, want) {
  const locked = readJson(join(folder, 'package-lock.json'))?.packages ?? {}
  const installed = readJson(join(folder, 'node_modules', '.package-lock.json'))?.packages ?? {}
  return Object.entries(locked)
    .filter(([path, entry]) => path.startsWith('node_modules/') && !entry.optional && !entry.devOptional)
    .filter(([, entry]) => want.development || !entry.dev)
    .filter(([path, entry]) => !isInstalled(folder, path, entry, installed[path]))
    .map(([path]) => path)
}

function isInstalled(folder, path, locked, installed) {
  if (locked.link) return existsSync(join(folder, path))
  return installed?.version === locked.version && existsSync(join(folder, path, 'package.json'))
}

/** Whether the developer tools are installed, so that a repair must keep them. */
function hasDevelopmentPackages(folder) {
  const installed = readJson(join(folder, 'node_modules', '.package-lock.json'))?.packages ?? {}
  return Object.values(installed).some((entry) => entry.dev)
}

/**
 * Runs `npm ci` when something is missing, and nothing otherwise. Production packages alone on a first start; an
 * install that has the developer tools keeps them.
 * @param {{ development: boolean, folder?: string, log?: (line: string) => void }} options
 */
export function ensureDependencies({ development, folder = ROOT, log = () => {} }) {
  const missing = missingPackages(folder, { development })
  if (missing.length === 0) return
  const everything = development || hasDevelopmentPackages(folder)
  log(`Installing ${missing.length} packages${everything ? '' : ' (production only)'} …`)
  const started = performance.now()
  const args = ['ci', '--no-audit', '--no-fund', ...(everything ? ['--include=dev'] : ['--omit=dev'])]
  const { status, error } = runNpm(args, folder)
  if (error || status !== 0) {
    log(`npm ${args.join(' ')} failed${error ? `: ${error.message}` : ''}. Is the network reachable?`)
    process.exit(status || 1)
  }
  dropOtherPlatforms(folder)
  dropOtherForms(join(folder, 'node_modules', '@modelcontextprotocol'))
  if (!everything) dropSourceMaps(join(folder, 'node_modules'))
  log(`Installed in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

/**
 * onnxruntime-node comes with its engine for every platform in one package: 290 MB, of which 45 are of use here. libsql comes
 * for both C libraries of Linux, as its packages do not say which they need.
 * @param {string} folder
 */
export function dropOtherPlatforms(folder) {
  dropOtherCLibrary(join(folder, 'node_modules', '@libsql'))
  const engines = join(folder, 'node_modules', 'onnxruntime-node', 'bin')
  if (!existsSync(engines)) return
  for (const version of readdirSync(engines)) {
    for (const platform of readdirSync(join(engines, version))) {
      for (const architecture of readdirSync(join(engines, version, platform))) {
        if (platform === process.platform && architecture === process.arch) continue
        rmSync(join(engines, version, platform, architecture), { recursive: true, force: true })
      }
    }
  }
}

function dropOtherCLibrary(drivers) {
  if (process.platform !== 'linux' || !existsSync(drivers)) return
  const other = process.report.getReport().header.glibcVersionRuntime === undefined ? 'gnu' : 'musl'
  for (const name of readdirSync(drivers)) {
    if (name.startsWith('linux-') && name.endsWith(`-${other}`)) rmSync(join(drivers, name), { recursive: true })
  }
}

/** The packages of the Model Context Protocol come twice, for `require` too, and with maps to sources: 6 of their 9 MB. */
function dropOtherForms(packages) {
  for (const name of existsSync(packages) ? readdirSync(packages) : []) {
    for (const file of readdirSync(join(packages, name, 'dist'), { recursive: true })) {
      if (/[.](map|cjs|d[.]cts)$/.test(file)) rmSync(join(packages, name, 'dist', file))
    }
  }
}

/** For those who look into a package with a debugger: nearly a sixth of all that is installed. */
function dropSourceMaps(packages) {
  for (const file of readdirSync(packages, { recursive: true })) {
    if (file.endsWith('.map')) rmSync(join(packages, file), { force: true, recursive: true })
  }
}

function runNpm(args, cwd) {
  const options = { cwd, stdio: ['ignore', 2, 2], env: { ...process.env, NODE_ENV: undefined } }
  const npm = process.env.npm_execpath
  if (npm?.endsWith('.js')) return spawnSync(process.execPath, [npm, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** Ends with a clear message when this Node is older than package.json asks for. */
export function demandNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  process.stderr.write(`LearnPath needs Node.js 20.19 or newer; this is ${process.versions.node}.\n`)
  process.exit(1)
}
