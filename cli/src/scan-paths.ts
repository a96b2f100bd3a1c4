import { open, readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path'
import { DocumentPath, LearnPathError, type RefusedFile } from '@learnpath/contracts'
import ignore, { type Ignore } from 'ignore'

export interface FoundFile {
  /** Absolute. */
  readonly file: string
  /** Path the document gets. */
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedAt: string
  /** Named on the command line, not found in a folder. */
  readonly named: boolean
}

export interface Scan {
  readonly files: readonly FoundFile[]
  readonly failed: readonly RefusedFile[]
  /** Left out on purpose, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
}

export interface ScanOptions {
  readonly cwd: string
  /** Patterns in the syntax of .gitignore, on paths within a folder. */
  readonly ignore: readonly string[]
}

/** Never documents: reading them to find that out would take long. */
const MEDIA = new Set(
  'png jpg jpeg gif webp bmp tif tiff ico svg heic mp3 wav flac ogg m4a mp4 mov avi mkv webm zip gz tgz bz2 xz 7z rar tar iso exe dll so dylib bin o a class jar woff woff2 ttf otf eot db sqlite'
    .split(' ')
    .map((extension) => `.${extension}`),
)

/**
 * Files behind the given paths, folders read to their depth. Links are followed; a folder that was read already is not read again,
 * so a loop of links ends. Hidden entries and node_modules in folders are left out. What cannot be read is reported and the rest goes on.
 */
export async function scanPaths(paths: readonly string[], options: ScanOptions): Promise<Scan> {
  const scanner = new Scanner(options)
  for (const path of paths) await scanner.addNamed(path)
  return scanner.scan()
}

class Scanner {
  readonly #options: ScanOptions
  readonly #ignore: Ignore
  readonly #seenFolders = new Set<string>()
  readonly #files = new Map<string, FoundFile>()
  readonly #failed: RefusedFile[] = []
  readonly #skipped: { path: string; reason: string }[] = []

  constructor(options: ScanOptions) {
    this.#options = options
    this.#ignore = ignore().add([...options.ignore])
  }

  scan(): Scan {
    return { files: [...this.#files.values()], failed: this.#failed, skipped: this.#skipped }
  }

  async addNamed(given: string): Promise<void> {
    const file = resolve(this.#options.cwd, given)
    await this.#guarded(given, async () => {
      const entry = await stat(file)
      // Inside the current folder: the path from there, as version control names files. Outside: from the named entry on.
      const fromHere = relative(this.#options.cwd, file)
      const inside = !fromHere.startsWith('..') && resolve(this.#options.cwd, fromHere) === file
      const path = inside ? fromHere : basename(file)
      if (entry.isDirectory()) await this.#addFolder(file, { top: file, path })
      else await this.#addFile(file, path, true)
    })
  }

  async #addFolder(folder: string, place: { readonly top: string; readonly path: string }): Promise<void> {
    const real = await realpath(folder)
    if (this.#seenFolders.has(real)) {
      this.#skipped.push({ path: folder, reason: 'was read already (a link leads back to it)' })
      return
    }
    this.#seenFolders.add(real)
    const names = (await readdir(folder)).toSorted()
    for (const name of names.filter((each) => !each.startsWith('.') && each !== 'node_modules')) {
      const file = join(folder, name)
      await this.#guarded(file, async () => {
        const entry = await stat(file)
        const within = relative(place.top, file).split(sep).join('/')
        if (this.#ignore.ignores(entry.isDirectory() ? `${within}/` : within)) return
        const path = join(place.path, name)
        if (entry.isDirectory()) await this.#addFolder(file, { top: place.top, path })
        else if (!entry.isFile()) this.#skipped.push({ path: file, reason: 'is not a file' })
        else if (MEDIA.has(extname(name).toLowerCase())) {
          this.#skipped.push({ path: file, reason: 'is not a type of document that can be read' })
        } else await this.#addFile(file, path, false)
      })
    }
  }

  async #addFile(file: string, path: string, named: boolean): Promise<void> {
    const handle = await open(file, 'r')
    try {
      const { size, mtime } = await handle.stat()
      const unique = this.#uniquePath(path.split(sep).join('/'), file)
      const parsed = DocumentPath.safeParse(unique)
      if (!parsed.success) {
        throw new LearnPathError('LP_PATH_INVALID', {
          detail: parsed.error.issues.map(({ message }) => message).join('; '),
        })
      }
      this.#files.set(unique, { file, path: unique, sizeBytes: size, modifiedAt: mtime.toISOString(), named })
    } finally {
      await handle.close()
    }
  }

  /** Two files of one name from two folders both get in: parent folders are put before the name until it is unique. */
  #uniquePath(path: string, file: string): string {
    let unique = path
    let parent = dirname(file)
    while (this.#files.has(unique) && this.#files.get(unique)?.file !== file && dirname(parent) !== parent) {
      unique = `${basename(parent)}/${unique}`
      parent = dirname(parent)
    }
    return unique
  }

  async #guarded(path: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (failure) {
      const { code, message, advice } = readableError(failure)
      this.#failed.push({ path, code, message, advice })
    }
  }
}

/** A failure of the file system in words a person can use. Any other failure is not ours to hide. */
export function readableError(failure: unknown): LearnPathError {
  if (failure instanceof LearnPathError) return failure
  const systemCode = failure instanceof Error && 'code' in failure ? String(failure.code) : null
  if (systemCode === null) throw failure
  return new LearnPathError('LP_PATH_UNREADABLE', { detail: REASONS[systemCode] ?? systemCode, cause: failure })
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  ELOOP: 'its links go in a circle',
  ENAMETOOLONG: 'its name is too long',
}
