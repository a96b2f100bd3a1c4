import { readdir, realpath, stat } from 'node:fs/promises'
import type { Dirent, Stats } from 'node:fs'
import { join, sep } from 'node:path'
import type { FolderScan, FoundFile, ScanOptions, UnreadablePlace } from '../../ports/folder-watcher.ts'
import { systemErrorCode } from './disk-errors.ts'
import { IgnoreRules } from './ignore-rules.ts'

interface Place {
  /** Absolute. */
  readonly folder: string
  /** Relative to the top, '' for the top itself. */
  readonly path: string
  readonly rules: IgnoreRules
}

interface Walk {
  /** Without links. */
  readonly top: string
  readonly extensions: ReadonlySet<string>
  readonly files: FoundFile[]
  readonly unreadable: UnreadablePlace[]
  /** Device and inode of every folder that was entered: a loop of links ends at the second visit. */
  readonly visited: Set<string>
  /** Linked folders come last, so that a folder is known by its real place where it has one. */
  readonly linked: Place[]
}

/** Looks at a folder and everything below it. @returns null when the folder is not there. */
export async function scanFolder(folder: string, options: ScanOptions): Promise<FolderScan | null> {
  const top = await statOrNull(folder)
  if (top === null || !top.isDirectory()) return null
  const { extensions } = options
  const walk: Walk = {
    top: await realpath(folder),
    extensions,
    files: [],
    unreadable: [],
    visited: new Set(),
    linked: [],
  }
  const entryCount = await visit(walk, { folder, path: '', rules: IgnoreRules.at(folder, options.ignore) })
  for (let place = walk.linked.shift(); place !== undefined; place = walk.linked.shift()) await visit(walk, place)
  return {
    files: walk.files.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
    unreadable: walk.unreadable,
    empty: entryCount === 0,
    identity: identityOf(top),
  }
}

/** @returns the file's size and time, null when it is gone, or leads out of the folder by now. */
export async function lookAtFile(folder: string, path: string): Promise<FoundFile | null> {
  if ((await fileWithin(folder, path)) === null) return null
  const found = await statOrNull(join(folder, path))
  return found === null || !found.isFile() ? null : toFoundFile(path, found)
}

/** @returns how many entries the folder has, ignored ones too; -1 when it was not entered. */
async function visit(walk: Walk, place: Place): Promise<number> {
  try {
    const identity = identityOf(await stat(place.folder))
    if (walk.visited.has(identity)) return -1
    walk.visited.add(identity)
    const rules = await place.rules.within(place.folder)
    const entries = await readdir(place.folder, { withFileTypes: true })
    entries.sort((one, other) => (one.name < other.name ? -1 : 1))
    for (const entry of entries) await visitEntry(walk, { ...place, rules }, entry)
    return entries.length
  } catch (error) {
    noteUnreadable(walk, place.path, error)
    return -1
  }
}

async function visitEntry(walk: Walk, place: Place, entry: Dirent): Promise<void> {
  const absolute = join(place.folder, entry.name)
  const path = place.path === '' ? entry.name : `${place.path}/${entry.name}`
  if (entry.isDirectory()) {
    if (!place.rules.ignores(absolute, true)) await visit(walk, { folder: absolute, path, rules: place.rules })
    return
  }
  if (entry.isFile() && !isWanted(walk, entry.name)) return
  if (!entry.isFile() && !entry.isSymbolicLink()) return
  if (place.rules.ignores(absolute, false)) return
  try {
    await visitTarget(walk, { folder: absolute, path, rules: place.rules }, entry)
  } catch (error) {
    noteUnreadable(walk, path, error)
  }
}

/** A file, or what a link leads to. */
async function visitTarget(walk: Walk, place: Place, entry: Dirent): Promise<void> {
  const target = await stat(place.folder)
  const isTaken = target.isFile() ? isWanted(walk, entry.name) : target.isDirectory()
  if (!isTaken || (target.isDirectory() && place.rules.ignores(place.folder, true))) return
  if (entry.isSymbolicLink() && !isBelow(walk.top, await realpath(place.folder))) {
    walk.unreadable.push({ path: place.path, reason: LEADS_OUT })
  } else if (target.isFile()) walk.files.push(toFoundFile(place.path, target))
  else walk.linked.push(place)
}

/** Whoever may write into the folder must not show others what only the server's user may read. */
const LEADS_OUT = 'is a link that leads out of the folder; watch where it leads to as well'

const isBelow = (top: string, path: string): boolean =>
  path === top || path.startsWith(top.endsWith(sep) ? top : top + sep)

/** @returns the place of a file of the folder without links; null when it is gone, or is not in the folder */
export async function fileWithin(folder: string, path: string): Promise<string | null> {
  try {
    const [top, file] = [await realpath(folder), await realpath(join(folder, path))]
    return isBelow(top, file) ? file : null
  } catch (error) {
    if (systemErrorCode(error) === null) throw error
    return null
  }
}

/** A file that went away while we looked, or a link that leads nowhere, is simply not there. */
function noteUnreadable(walk: Walk, path: string, error: unknown): void {
  const code = systemErrorCode(error)
  if (code === null) throw error
  if (code !== 'ENOENT') walk.unreadable.push({ path, reason: code })
}

function isWanted(walk: Walk, name: string): boolean {
  const dot = name.lastIndexOf('.')
  return dot > 0 && walk.extensions.has(name.slice(dot + 1).toLowerCase())
}

const toFoundFile = (path: string, stats: Stats): FoundFile => ({
  path,
  sizeBytes: stats.size,
  modifiedAt: Math.trunc(stats.mtimeMs),
})

const identityOf = (stats: Stats): string => `${stats.dev}:${stats.ino}`

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await stat(path)
  } catch (error) {
    // A network file system that went away answers with the others.
    const gone = ['ENOENT', 'ENOTDIR', 'ENOTCONN', 'EIO', 'ESTALE', 'EHOSTDOWN', 'EACCES']
    if (gone.includes(systemErrorCode(error) ?? '')) return null
    throw error
  }
}
