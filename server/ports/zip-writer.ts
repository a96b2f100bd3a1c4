export interface ZippedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Packs files into a ZIP archive, all with the time `at` (milliseconds, shown as UTC). The same input gives the same bytes. */
export type ZipWriter = (files: Iterable<ZippedFile>, at: number) => Promise<Uint8Array>
