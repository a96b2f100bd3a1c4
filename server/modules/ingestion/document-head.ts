/** Bytes that decide the format of a document. */
const HEAD_BYTES = 4096

export interface PeekedStream {
  /** The first bytes: 4 KB or more, less only when the document is shorter. */
  readonly head: Uint8Array
  /** All bytes, from the first. */
  readonly bytes: AsyncIterable<Uint8Array>
  /** Ends the source, wherever it stands; to be called in any case. A generator that nobody began to read would not do it. */
  end(): Promise<void>
}

/** Looks at the start of a stream without losing it. */
export async function peekHead(stream: AsyncIterable<Uint8Array>): Promise<PeekedStream> {
  const iterator = stream[Symbol.asyncIterator]()
  const pieces: Uint8Array[] = []
  let size = 0
  let ended = false
  while (size < HEAD_BYTES && !ended) {
    const next = await iterator.next()
    if (next.done === true) ended = true
    else {
      pieces.push(next.value)
      size += next.value.byteLength
    }
  }
  return {
    head: Buffer.concat(pieces),
    bytes: fromTheStart(pieces, ended ? null : iterator),
    async end() {
      await iterator.return?.()
    },
  }
}

async function* fromTheStart(
  pieces: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array> | null,
): AsyncGenerator<Uint8Array> {
  yield* pieces
  if (rest === null) return
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}
