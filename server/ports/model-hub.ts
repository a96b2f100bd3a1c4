export interface HubFile {
  readonly repository: string
  readonly revision: string
  readonly path: string
}

export interface HubFileMetadata {
  /** Commit that the revision stands for, if the hub tells. */
  readonly commit: string | null
  readonly sizeBytes: number | null
  /** The hub's own checksum of the content, with its kind; null when it tells none. */
  readonly checksum: { readonly kind: 'sha256' | 'git-sha1'; readonly value: string } | null
}

/** A place that models are downloaded from. */
export interface ModelHub {
  /** @throws LP_HUB_UNREACHABLE, LP_HUB_REFUSED */
  describe(file: HubFile, signal?: AbortSignal): Promise<HubFileMetadata>
  /**
   * The bytes of the file from `offset` on. `offset` in the answer is 0 when the hub cannot go on from the middle: then the
   * file starts anew. @throws LP_HUB_UNREACHABLE (also in the middle of the stream), LP_HUB_REFUSED
   */
  read(
    file: HubFile,
    offset: number,
    signal?: AbortSignal,
  ): Promise<{ readonly offset: number; readonly bytes: AsyncIterable<Uint8Array> }>
}
