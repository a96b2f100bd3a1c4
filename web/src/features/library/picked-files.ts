import { DOCUMENT_EXTENSIONS } from './document-extensions.ts'

/** A file that a person chose, and its path within what was chosen. */
export interface PickedFile {
  readonly path: string
  readonly file: File
}

export interface PickedFiles {
  readonly files: readonly PickedFile[]
  /** Files within folders that are no documents. */
  readonly leftOut: number
}

const EXTENSIONS = new Set(DOCUMENT_EXTENSIONS)
const FOLDERS_LEFT_OUT = new Set(['node_modules', '__pycache__', '__MACOSX'])

const isLeftOut = (name: string): boolean => name.startsWith('.') || FOLDERS_LEFT_OUT.has(name)
const isDocument = (name: string): boolean =>
  !isLeftOut(name) && EXTENSIONS.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase())

/** As the server takes it: relative, with forward slashes, without control characters. */
export function documentPath(path: string): string {
  return path
    .replaceAll(/[\p{Cc}\\]/gu, '_')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/')
}

/** From a file or folder picker: of a folder, its documents alone. */
export function pickedFrom(list: FileList): PickedFiles {
  const files: PickedFile[] = []
  let leftOut = 0
  for (const file of list) {
    const parts = file.webkitRelativePath.split('/')
    const isInFolder = parts.length > 1
    if (isInFolder && (parts.some(isLeftOut) || !isDocument(file.name))) leftOut += 1
    else files.push({ path: documentPath(isInFolder ? file.webkitRelativePath : file.name), file })
  }
  return { files, leftOut }
}

/** Reads what was dropped, folders with all that is in them. Call it within the event: the browser forgets the items after it. */
export async function pickedFromDrop(transfer: DataTransfer): Promise<PickedFiles> {
  const entries = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
  const files: PickedFile[] = []
  let leftOut = 0
  const walk = async (entry: FileSystemEntry, isInFolder: boolean): Promise<void> => {
    if (isFolder(entry)) {
      if (isInFolder && isLeftOut(entry.name)) return
      for (const child of await childrenOf(entry)) await walk(child, true)
    } else if (isFile(entry)) {
      if (isInFolder && !isDocument(entry.name)) leftOut += 1
      else files.push({ path: documentPath(entry.fullPath), file: await fileOf(entry) })
    }
  }
  for (const entry of entries) {
    if (entry instanceof File) files.push({ path: documentPath(entry.name), file: entry })
    else if (entry !== null) await walk(entry, false)
  }
  return { files, leftOut }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

const fileOf = async (entry: FileSystemFileEntry): Promise<File> =>
  await new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })

/** The browser hands out a hundred at a time. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const children: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0) return children
    children.push(...some)
  }
}
