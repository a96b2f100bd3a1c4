import type { ModelManifest, Precision } from '@learnpath/contracts'

/** A file as it is on this machine. */
export interface StoredFile {
  readonly path: string
  readonly sizeBytes: number
  readonly sha256: string
}

/** What is on this machine of a model, written once all of it is there and checked. */
export interface InstalledModel {
  /** Its revision is the commit that the files came from, where the hub told it. */
  readonly manifest: ModelManifest
  readonly origin: 'catalogue' | 'user'
  /** Changes with the repository, the revision and the list of files; names the folder. */
  readonly version: string
  /** Of the manifest; without the weights when they were removed and smaller forms kept. */
  readonly files: readonly StoredFile[]
  readonly installedAt: string
}

/** Names one version of a model's files. */
export interface ModelPlace {
  readonly modelId: string
  readonly version: string
}

/** What a download began with: bytes of another content are never put behind those that are there. */
export interface BegunDownload {
  readonly commit: string | null
  readonly checksum: string | null
  readonly validator: string | null
}

/** A file on its way. What was written survives the end of the process. */
export interface PartialFile {
  readonly sizeBytes: number
  /** Null when nothing is there. */
  readonly begun: BegunDownload | null
  /** Throws away what is there. */
  restart(begun: BegunDownload): Promise<void>
  /** @throws LP_STORE_FULL; what was written before stays */
  write(piece: Uint8Array): Promise<void>
  /** Of all that was written. `gitSha1` is the name git gives to the content. */
  checksums(signal?: AbortSignal): Promise<{ readonly sha256: string; readonly gitSha1: string }>
  /** Syncs to disk and puts the file at its place, in one step, closed. */
  publish(): Promise<void>
  /** Keeps what was written for another time. */
  close(): Promise<void>
  /** Deletes what was written, closed. */
  discard(): Promise<void>
}

/** A form that the quantizer made: files and the text of its card. */
export interface StoredForm {
  readonly precision: Exclude<Precision, 'none'>
  readonly sizeBytes: number
  readonly card: string | null
}

/** A folder of somebody else that a model may be taken from. */
export interface ForeignFolder {
  /** Relative, with forward slashes, sorted; hidden files left out. */
  readonly files: readonly { readonly path: string; readonly sizeBytes: number }[]
  /** @throws LP_PATH_UNREADABLE */
  read(path: string): AsyncIterable<Uint8Array>
  /** The first bytes, at most so many. @throws LP_PATH_UNREADABLE */
  head(path: string, maxBytes: number): Promise<Uint8Array>
}

/**
 * Models on disk, in a folder that tells by itself what is in it, so that it can be copied, or made while an image is built.
 * A model counts as installed once its record is written, which comes last.
 */
export interface ModelStore {
  readonly folder: string
  /** Descriptions of models that users added: `catalogue/*.json`, by name. */
  manifestFiles(): Promise<readonly { readonly file: string; readonly text: string }[]>
  installed(): Promise<readonly InstalledModel[]>
  find(modelId: string): Promise<InstalledModel | null>
  /** Makes the record; what another version left is deleted afterwards. */
  record(model: InstalledModel): Promise<void>
  /** The folder with the files of the manifest. */
  sourceFolder(place: ModelPlace): string
  formFolder(place: ModelPlace, precision: Exclude<Precision, 'none'>): string
  /** Where a form is made; `publishForm` puts it at its place. */
  makingFolder(place: ModelPlace, precision: Exclude<Precision, 'none'>): string
  publishForm(place: ModelPlace, precision: Exclude<Precision, 'none'>): Promise<void>
  forms(place: ModelPlace): Promise<readonly StoredForm[]>
  removeForm(place: ModelPlace, precision: Exclude<Precision, 'none'>): Promise<void>
  removeFiles(place: ModelPlace, paths: readonly string[]): Promise<void>
  /** Record first, so that a half removed model is not taken for an installed one. */
  remove(modelId: string): Promise<void>
  /** Null when the file is not there. */
  sizeOf(place: ModelPlace, path: string): Promise<number | null>
  checksumOf(place: ModelPlace, path: string, signal?: AbortSignal): Promise<string>
  /** @throws LP_STORE_FULL, LP_HOME_UNUSABLE */
  openPartial(place: ModelPlace, path: string): Promise<PartialFile>
  freeBytes(): Promise<number>
  /** Deletes forms that were being made more than a day ago by a process that did not come to their end. */
  sweep(): Promise<void>
  /** @throws LP_PATH_UNREADABLE */
  openForeign(folder: string): Promise<ForeignFolder>
}
