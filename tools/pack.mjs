// `node tools/pack.mjs FOLDER`: the built program as one npm package, learnpath-VERSION.tgz. What the bundle holds is not installed again: the
// package depends only on what is opened by name, in the versions of the lock file.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ROOT } from './dependencies.mjs'
import { copyBundle } from './images/collect-program.mjs'
import { PARTS } from './images/program-packages.mjs'

const readJson = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))

/** The manifest of that package. */
function packedManifest() {
  const { name, version, description, license, type, bin, engines } = readJson('package.json')
  const { packages } = readJson('package-lock.json')
  const opened = Object.values(PARTS).flatMap((part) => part.packages)
  const dependencies = Object.fromEntries(
    opened.toSorted().map((each) => [each, packages[`node_modules/${each}`].version]),
  )
  return { name, version, description, license, type, bin, engines, dependencies }
}

/** @param {string} folder that gets it @returns {string} the file */
export function packProgram(folder) {
  const staged = mkdtempSync(join(tmpdir(), 'learnpath-pack-'))
  try {
    copyBundle(staged)
    for (const file of ['README.md', 'CHANGELOG.md']) cpSync(join(ROOT, file), join(staged, file))
    writeFileSync(join(staged, 'package.json'), `${JSON.stringify(packedManifest(), null, 2)}\n`)
    const options = { cwd: staged, shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'ignore'] }
    const file = execFileSync('npm', ['pack', '--silent', '--pack-destination', resolve(folder)], options)
    return join(resolve(folder), file.toString().trim())
  } finally {
    rmSync(staged, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) throw new Error('pack: FOLDER')
  await ensureBuilt()
  process.stdout.write(`${packProgram(folder)}\n`)
}
