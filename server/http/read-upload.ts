import { AsyncResource } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { AddDocumentFields, LearnPathError } from '@learnpath/contracts'
import busboy from 'busboy'
import type { z } from 'zod'
import { refusePacked } from './read-body.ts'
import { validate } from './read-request.ts'
import { refuseNulIn } from './refuse-nul.ts'

/** One file of an upload, to be read as it arrives. */
export interface UploadedFile<Fields = AddDocumentFields> {
  readonly name: string
  readonly fields: Fields
  readonly bytes: AsyncIterable<Uint8Array>
}

export interface UploadSource {
  readonly request: Request
  readonly incoming: IncomingMessage | null
}

const MAX_FILES = 1000
const MAX_FIELD_BYTES = 10_000
/** Hold for all files that follow; the others belong to the next file alone. */
const LASTING_FIELDS = new Set(['collection', 'tags'])

/**
 * Streams a multipart body: each file is handed to `take` while it arrives, one after the other, and nothing is buffered.
 * A file that `take` refuses is read to its end and dropped. Resolves with the results in the order of the files.
 * @throws LP_REQUEST_TYPE_UNSUPPORTED, LP_REQUEST_INVALID, LP_REQUEST_CANCELLED when the caller leaves before the end
 */
export async function readUpload<T>(source: UploadSource, take: (file: UploadedFile) => Promise<T>): Promise<T[]> {
  return await readUploadOf(AddDocumentFields, source, take)
}

/** As `readUpload`, for files with other fields before them. */
export async function readUploadOf<Fields, T>(
  schema: z.ZodType<Fields>,
  source: UploadSource,
  take: (file: UploadedFile<Fields>) => Promise<T>,
): Promise<T[]> {
  const parser = parserFor(source.request)
  // The socket tells of files, and knows nothing of the request: without this nobody in particular would add the documents.
  const takeForCaller = AsyncResource.bind(take)
  const results: Promise<T>[] = []
  const streams: Readable[] = []
  const fields = createFieldCollector()
  const faults: LearnPathError[] = []
  let previous: Promise<unknown> = Promise.resolve()

  parser.on('field', (name, value, info) => {
    if (info.valueTruncated) faults.push(invalid(name, `more than ${MAX_FIELD_BYTES} bytes`))
    fields.add(name, value)
  })
  parser.on('file', (_, stream, info) => {
    stream.on('error', () => undefined) // The reader of the stream gets it; without one it must not end the process.
    if (isPastItsEnd(parser)) return void parser.destroy(invalid('file', 'the multipart body goes on after its end'))
    const raw = fields.forNextFile()
    const result = previous.then(async () => {
      try {
        throwFirst(faults)
        const name = info.filename ?? ''
        refuseNulIn({ name, ...raw }, 'fields')
        // A reader that stops half-way must not destroy the stream: the parser would wait for it for ever.
        const bytes: AsyncIterable<Uint8Array> = stream.iterator({ destroyOnReturn: false })
        return await takeForCaller({ name, fields: validate(schema, raw, 'fields'), bytes })
      } finally {
        stream.resume() // What was refused half-way must still be read, or the files after it never come.
      }
    })
    previous = result.catch(() => undefined)
    streams.push(stream)
    results.push(result)
  })
  parser.on('filesLimit', () => faults.push(invalid('file', `more than ${MAX_FILES} files`)))

  try {
    await feed(source.incoming ?? readableOf(source.request), parser)
  } catch (cause) {
    // The parser goes on within the piece that broke it, and may have begun files that it will never end.
    for (const stream of streams) stream.destroy(new LearnPathError('LP_REQUEST_CANCELLED', { cause }))
    await Promise.allSettled(results)
    throw uploadFault(source, cause)
  }
  const taken = await Promise.all(results)
  throwFirst(faults)
  if (taken.length === 0) throw invalid('file', 'the body holds no file')
  return taken
}

/**
 * Not by `pipeline`: it destroys the source when the parser fails, and with it the connection that the answer is to go out on.
 * @throws what the parser throws; LP_REQUEST_CANCELLED when the source ends too early
 */
async function feed(source: Readable, parser: busboy.Busboy): Promise<void> {
  const gone = (cause?: Error): void => {
    if (!source.readableEnded) parser.destroy(new LearnPathError('LP_REQUEST_CANCELLED', { cause }))
  }
  source.once('error', gone).once('close', gone)
  try {
    source.pipe(parser)
    await finished(parser)
  } finally {
    source.off('error', gone).off('close', gone).unpipe(parser)
  }
}

/** What the parser begins in the piece that has the end of the form it never ends, and then waits for that. It has no public word for being there. */
const isPastItsEnd = (parser: busboy.Busboy): boolean => Reflect.get(parser, '_complete') === true

function throwFirst([fault]: readonly LearnPathError[]): void {
  if (fault !== undefined) throw fault
}

const invalid = (field: string, message: string): LearnPathError =>
  new LearnPathError('LP_REQUEST_INVALID', { detail: `${field}: ${message}`, issues: [{ field, message }] })

function parserFor(request: Request): busboy.Busboy {
  refusePacked(request)
  const contentType = request.headers.get('content-type') ?? ''
  if (!contentType.toLowerCase().startsWith('multipart/form-data')) {
    throw new LearnPathError('LP_REQUEST_TYPE_UNSUPPORTED', {
      detail: contentType === '' ? 'no Content-Type' : contentType,
    })
  }
  try {
    return busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      defParamCharset: 'utf8',
      limits: { files: MAX_FILES, fieldSize: MAX_FIELD_BYTES, fields: 20 * MAX_FILES, parts: 21 * MAX_FILES },
    })
  } catch (cause) {
    throw new LearnPathError('LP_REQUEST_INVALID', { detail: 'the multipart boundary is missing', cause })
  }
}

function readableOf(request: Request): Readable {
  return request.body === null ? Readable.from([]) : Readable.fromWeb(request.body)
}

function uploadFault({ request }: UploadSource, cause: unknown): LearnPathError {
  if (cause instanceof LearnPathError) return cause
  if (request.signal.aborted) return new LearnPathError('LP_REQUEST_CANCELLED', { cause })
  const message = cause instanceof Error ? cause.message : 'unknown'
  return new LearnPathError('LP_REQUEST_INVALID', { detail: `the multipart body is broken (${message})`, cause })
}

function createFieldCollector() {
  const values = new Map<string, string[]>()
  const setSinceFile = new Set<string>()
  return {
    add(name: string, value: string): void {
      // In place: thousands of fields of one name must not be copied for each further one.
      if (setSinceFile.has(name)) values.get(name)?.push(value)
      else values.set(name, [value])
      setSinceFile.add(name)
    },
    forNextFile(): Record<string, unknown> {
      const fields = Object.fromEntries([...values].map(([name, all]) => [name, name === 'tags' ? all : all.at(-1)]))
      for (const name of values.keys()) if (!LASTING_FIELDS.has(name)) values.delete(name)
      setSinceFile.clear()
      return fields
    },
  }
}
