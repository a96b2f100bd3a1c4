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

/** From where on a file is read, and what was read before that. */
export interface HubReadFrom {
  readonly offset: number
  /** What an earlier `read` of the same file told: bytes of another content are not put behind those. */
  readonly validator: string | null
}

export interface HubRead {
  /** 0 when the hub cannot go on from the middle, or the file is another one by now: then it starts anew. */
  readonly offset: number
  /** Stands for this content of the file, for a later `read` that goes on; null when the hub tells nothing of the kind. */
  readonly validator: string | null
  readonly bytes: AsyncIterable<Uint8Array>
}

/** A place that models are downloaded from. */
export interface ModelHub {
  /** @throws LP_HUB_UNREACHABLE, LP_HUB_REFUSED */
  describe(file: HubFile, signal?: AbortSignal): Promise<HubFileMetadata>
  /** The bytes of the file from an offset on. @throws LP_HUB_UNREACHABLE (also in the middle of the bytes), LP_HUB_REFUSED */
  read(file: HubFile, from: HubReadFrom, signal?: AbortSignal): Promise<HubRead>
}
