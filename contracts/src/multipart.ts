/** A file on its way to the server. */
export interface UploadFile {
  /** Relative path within the collection. */
  readonly path: string
  readonly bytes: Blob | AsyncIterable<Uint8Array>
  readonly modifiedAt?: string
  readonly password?: string
}

export interface Upload {
  readonly collection?: string
  readonly tags?: readonly string[]
  /** Further fields that hold for the file after them, by name. */
  readonly fields?: Readonly<Record<string, string>>
  readonly files: Iterable<UploadFile> | AsyncIterable<UploadFile>
  /** Told after each piece that was handed on: bytes of this file so far. */
  readonly onProgress?: (path: string, sentBytes: number) => void
}

const BOUNDARY = 'learnpath-part-6f3d1c0b9a7e5824'
const encoder = new TextEncoder()

const quoted = (text: string): string => text.replaceAll(/["\r\n]/g, (character) => encodeURIComponent(character))

const field = (name: string, value: string): Uint8Array =>
  encoder.encode(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)

const fileHead = (path: string): Uint8Array =>
  encoder.encode(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${quoted(path)}"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n',
  )

/**
 * A multipart/form-data body that is made while it is sent, so that no file is ever whole in memory.
 * The boundary is fixed: its length makes it as unlikely inside a document as a random one, and the same upload gives the same bytes.
 */
async function* parts(upload: Upload): AsyncGenerator<Uint8Array> {
  if (upload.collection !== undefined) yield field('collection', upload.collection)
  for (const tag of upload.tags ?? []) yield field('tags', tag)
  for await (const file of upload.files) {
    for (const [name, value] of Object.entries(upload.fields ?? {})) yield field(name, value)
    yield field('path', file.path)
    if (file.modifiedAt !== undefined) yield field('modifiedAt', file.modifiedAt)
    if (file.password !== undefined) yield field('password', file.password)
    yield fileHead(file.path)
    let sentBytes = 0
    for await (const piece of file.bytes instanceof Blob ? file.bytes.stream() : file.bytes) {
      sentBytes += piece.byteLength
      yield piece
      upload.onProgress?.(file.path, sentBytes)
    }
    yield encoder.encode('\r\n')
  }
  yield encoder.encode(`--${BOUNDARY}--\r\n`)
}

/** Body and content type of a POST of files. */
export function multipartBody(upload: Upload): { body: ReadableStream<Uint8Array>; contentType: string } {
  const source = parts(upload)
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await source.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await source.return(undefined)
    },
  })
  return { body, contentType: `multipart/form-data; boundary=${BOUNDARY}` }
}
