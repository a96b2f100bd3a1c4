// Puts together what an image holds: the bundle without its maps and the packages that it opens. `node tools/images/collect-program.mjs TARGET`
// writes TARGET/{web,program,inference}/node_modules and TARGET/bundle. One folder for what changes seldom, one for what changes often.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EXTERNAL } from '../build.mjs'
import { dropOtherPlatforms, ROOT } from '../dependencies.mjs'
import { FOR_INSTALLATION, NOT_AT_RUN_TIME, OPENED_FILES, PARTS } from './program-packages.mjs'

const PACKAGES = join(ROOT, 'node_modules')
const UNUSED = /[.](map|d[.][cm]?ts)$/

/** Packages external to the bundle that one of its files names. @param {string} dist */
export function packagesOfBundle(dist) {
  const code = readdirSync(dist, { recursive: true })
    .filter((file) => file.endsWith('.mjs') && !file.startsWith('web'))
    .map((file) => readFileSync(join(dist, file), 'utf8'))
  return EXTERNAL.filter((name) =>
    code.some((text) => text.includes(`"${name}"`) || text.includes(`'${name}'`) || text.includes(`"${name}/`)),
  )
}

const manifestOf = (name) => JSON.parse(readFileSync(join(PACKAGES, name, 'package.json'), 'utf8'))

/** A package and everything that it opens in turn, as far as it is installed on this platform. */
function withDependencies(name, found = new Set()) {
  if (found.has(name) || !existsSync(join(PACKAGES, name))) return found
  found.add(name)
  const { dependencies = {}, optionalDependencies = {} } = manifestOf(name)
  const passed = FOR_INSTALLATION[name] ?? []
  for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) {
    if (!passed.includes(each)) withDependencies(each, found)
  }
  return found
}

function copyPackage(name, target) {
  const from = join(PACKAGES, name)
  const opened = OPENED_FILES[name]
  const isOpened = (path) =>
    opened === undefined ||
    path === '' ||
    opened.some((each) => path === each || path.startsWith(`${each}/`) || each.startsWith(`${path}/`))
  cpSync(from, join(target, 'node_modules', name), {
    recursive: true,
    dereference: true,
    filter: (file) => isOpened(relative(from, file).split(sep).join('/')) && !UNUSED.test(file),
  })
}

/** The bundle without its maps, and what goes with it. @param {string} target */
export function copyBundle(target) {
  const from = join(ROOT, 'dist')
  const { files } = JSON.parse(readFileSync(join(from, 'build.json'), 'utf8'))
  // Not the folder: of an earlier build there may be files in it.
  for (const file of [...files.filter((each) => !each.endsWith('.map') || each.startsWith('web/')), 'build.json']) {
    copyFile(join(from, file), join(target, 'dist', file))
  }
  for (const file of ['package.json', 'LICENSE', 'cli/learnpath.mjs', 'samples']) {
    copyFile(join(ROOT, file), join(target, file))
  }
}

function copyFile(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to, { recursive: statSync(from).isDirectory() })
}

/** @param {string} target an empty folder */
export function collectProgram(target) {
  const known = new Set([...Object.values(PARTS).flatMap(({ packages }) => packages), ...NOT_AT_RUN_TIME])
  const forgotten = packagesOfBundle(join(ROOT, 'dist')).filter((name) => !known.has(name) && !isDependency(name))
  if (forgotten.length > 0) throw new Error(`program-packages.mjs does not say who needs ${forgotten.join(', ')}`)
  for (const [part, { packages }] of Object.entries(PARTS)) {
    const folder = join(target, part)
    mkdirSync(join(folder, 'node_modules'), { recursive: true })
    const all = packages.flatMap((name) => [...withDependencies(name)])
    for (const name of new Set(all)) copyPackage(name, folder)
    dropOtherPlatforms(folder)
  }
  copyBundle(join(target, 'bundle'))
}

/** Whether it comes along with a package that an image holds anyway. */
const isDependency = (name) =>
  Object.values(PARTS).some(({ packages }) => packages.some((each) => withDependencies(each).has(name)))

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [target] = process.argv.slice(2)
  if (target === undefined) throw new Error('collect-program: TARGET')
  collectProgram(target)
}
