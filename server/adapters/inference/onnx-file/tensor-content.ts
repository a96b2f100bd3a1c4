import { open } from 'node:fs/promises'
import { unusable } from './unusable.ts'

const PIECE_BYTES = 1 << 20

/** The bytes of a tensor that are not held in memory: a range of a file, or made while they are read. */
export interface TensorContent {
  readonly sizeBytes: number
  /** In order, in pieces of any size. */
  pieces(): AsyncIterable<Uint8Array>
}

/** A range of a file. */
export interface FileRange extends TensorContent {
  /** Bytes from `start` on, relative to the range. */
  read(start: number, length: number): Promise<Uint8Array>
}

/** @throws LP_MODEL_UNUSABLE when the file has become shorter in the meantime */
export function fileRange(path: string, offset: number, sizeBytes: number): FileRange {
  const readAt = async (start: number, length: number): Promise<Uint8Array> => {
    const file = await open(path)
    try {
      const bytes = new Uint8Array(length)
      let done = 0
      while (done < length) {
        const { bytesRead } = await file.read(bytes, done, length - done, offset + start + done)
        if (bytesRead === 0) throw unusable(`${path} ends at byte ${offset + start + done}`)
        done += bytesRead
      }
      return bytes
    } finally {
      await file.close()
    }
  }
  return {
    sizeBytes,
    read: readAt,
    async *pieces() {
      for (let at = 0; at < sizeBytes; at += PIECE_BYTES) yield await readAt(at, Math.min(PIECE_BYTES, sizeBytes - at))
    },
  }
}

/** Bytes that are in memory already. */
export const bytesContent = (bytes: Uint8Array): TensorContent => ({
  sizeBytes: bytes.byteLength,
  // oxlint-disable-next-line typescript/require-await -- the interface is asynchronous for files
  async *pieces() {
    yield bytes
  },
})

/** The whole content, for tensors that fit into memory. */
export async function readWhole(content: TensorContent): Promise<Uint8Array> {
  const bytes = new Uint8Array(content.sizeBytes)
  let at = 0
  for await (const piece of content.pieces()) {
    bytes.set(piece, at)
    at += piece.byteLength
  }
  return bytes
}
