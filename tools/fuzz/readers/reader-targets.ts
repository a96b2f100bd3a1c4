import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** Something that reads bytes of strangers. */
export interface ReaderTarget {
  readonly name: string
  /** Endings of the sample files that are damaged for it. */
  readonly endings: readonly string[]
  /** Samples that no folder has; made here. */
  readonly made?: () => Promise<readonly Uint8Array[]>
  /** The product reads it in the process for documents, which outlives what libraries leave behind (parser-worker.ts). */
  readonly isDocument?: boolean
  /** The product reads it in a process that is made for one file, because the library behind it can bring one down. */
  readonly mayEndProcess?: boolean
  /** The library behind it takes as much time and memory as a damaged file asks for: the product ends the reader at the same limits. */
  readonly mayExhaust?: boolean
  /** `file` is a place for the bytes where the reader wants a file. */
  read(bytes: Uint8Array, file: string): Promise<unknown>
}

const inFile = async <T>(bytes: Uint8Array, file: string, read: (file: string) => Promise<T> | T): Promise<T> => {
  await writeFile(file, bytes)
  return await read(file)
}

const parser = '../../../server/adapters/parsers'

/** Said to a process that is to be like the product's for documents. */
export const FOR_DOCUMENTS = 'documents'

/** Every reader of files and streams that come from outside. */
export const READER_TARGETS: readonly ReaderTarget[] = [
  {
    name: 'pdf',
    isDocument: true,
    endings: ['.pdf'],
    mayExhaust: true,
    async read(bytes) {
      const { parsePdf } = await import(`${parser}/pdf/parse-pdf.ts`)
      return await parsePdf(bytes, undefined, async () => await Promise.resolve(null))
    },
  },
  {
    name: 'docx',
    isDocument: true,
    endings: ['.docx'],
    async read(bytes) {
      const { parseDocx } = await import(`${parser}/docx/parse-docx.ts`)
      return parseDocx(bytes)
    },
  },
  {
    name: 'html',
    isDocument: true,
    endings: ['.html', '.htm'],
    async read(bytes) {
      const { parseHtml } = await import(`${parser}/parse-html.ts`)
      return parseHtml(bytes)
    },
  },
  {
    name: 'markdown',
    isDocument: true,
    endings: ['.md'],
    async read(bytes) {
      const { parseMarkdown } = await import(`${parser}/parse-markdown.ts`)
      const { decodeText } = await import(`${parser}/decode-text.ts`)
      return await parseMarkdown(decodeText(bytes))
    },
  },
  {
    name: 'text',
    isDocument: true,
    endings: ['.txt', '.md'],
    async read(bytes) {
      const { parseText } = await import(`${parser}/parse-text.ts`)
      const { decodeText } = await import(`${parser}/decode-text.ts`)
      return parseText(decodeText(bytes))
    },
  },
  {
    name: 'anki package',
    endings: ['.apkg'],
    made: ankiPackages,
    mayEndProcess: true,
    async read(bytes, file) {
      const { openPackage } = await import('../../../server/adapters/anki/open-package.ts')
      const { readCollection } = await import('../../../server/adapters/anki/read-collection.ts')
      return await inFile(openPackage(bytes).collection, file, readCollection)
    },
  },
  {
    name: 'anki notes',
    endings: ['.csv', '.tsv'],
    made: async () =>
      await texts('#separator:tab\n#html:true\n#columns:a\tb\nfront\tback\n"a\n""b"""\tc\n', 'a,b\nc,"d"\n'),
    async read(bytes) {
      const { readNotesText } = await import('../../../server/adapters/anki/read-notes-text.ts')
      return readNotesText(bytes, 'deck')
    },
  },
  {
    name: 'learning file',
    endings: [],
    made: async () =>
      await texts(
        '{"format":"learnpath-learning","version":1,"settings":null,"entries":[{"guid":"a","deck":"d","kind":"cloze","front":"{{c1::x}}","back":"","tags":[],"card":null,"log":[]}]}',
      ),
    async read(bytes) {
      const { readLearningFile } = await import('../../../server/modules/exchange/imports/read-learning-file.ts')
      return readLearningFile(bytes)
    },
  },
  {
    name: 'safetensors',
    endings: [],
    made: async () => await Promise.resolve([safetensors()]),
    async read(bytes, file) {
      const { openSafetensors } = await import('../../../server/adapters/inference/safetensors.ts')
      return await inFile(bytes, file, openSafetensors)
    },
  },
  {
    name: 'onnx',
    endings: ['.onnx'],
    made: onnxModels,
    async read(bytes, file) {
      const { readOnnxModel } = await import('../../../server/adapters/inference/onnx-file/read-onnx-model.ts')
      const { readWhole } = await import('../../../server/adapters/inference/onnx-file/tensor-content.ts')
      return await inFile(bytes, file, async () => {
        const model = await readOnnxModel(file)
        for (const content of model.contents.values()) await readWhole(content)
      })
    },
  },
  {
    name: 'gguf',
    endings: [],
    async made() {
      const { ggufBytes } = await import('../../../server/adapters/llama-cpp/testing/gguf-bytes.ts')
      return [ggufBytes({ 'general.architecture': 'llama', 'llama.context_length': 512, 'general.size_label': '3B' })]
    },
    async read(bytes, file) {
      const { readGgufHeader } = await import('../../../server/adapters/llama-cpp/gguf-header.ts')
      return await inFile(bytes, file, readGgufHeader)
    },
  },
  {
    name: 'event stream',
    endings: [],
    made: async () => await texts('event: a\ndata: {"a":1}\n\n: x\n\ndata: {"b":\ndata: 2}\n\n'),
    async read(bytes) {
      const { readEventStream } = await import('../../../contracts/src/event-stream.ts')
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(bytes.subarray(0, bytes.length / 2))
          controller.enqueue(bytes.subarray(bytes.length / 2))
          controller.close()
        },
      })
      for await (const event of readEventStream(body, z.unknown())) if (event === body) return
    },
  },
  {
    name: 'multipart',
    endings: [],
    made: async () =>
      await texts(
        '--b\r\nContent-Disposition: form-data; name="path"\r\n\r\na.md\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\nContent-Type: text/plain\r\n\r\nwords\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="b.md"\r\n\r\nmore\r\n--b--\r\n',
      ),
    async read(bytes) {
      const { readUpload } = await import('../../../server/http/read-upload.ts')
      const headers = { 'content-type': 'multipart/form-data; boundary=b' }
      const request = new Request('http://127.0.0.1/', { method: 'POST', body: Buffer.from(bytes), headers })
      return await readUpload({ request, incoming: null }, async (file) => {
        for await (const piece of file.bytes) if (piece.length === 0) break
      })
    },
  },
]

const texts = async (...all: readonly string[]): Promise<readonly Uint8Array[]> =>
  await Promise.resolve(all.map((text) => Buffer.from(text)))

async function ankiPackages(): Promise<readonly Uint8Array[]> {
  const { fillLegacy, fillNew, sqliteBytes, zipped, zstdFrame } =
    await import('../../../server/adapters/anki/testing/foreign-packages.ts')
  const notes = [
    { guid: 'a', type: '1', fields: ['front <b>bold</b>', 'back', 'extra'] },
    { guid: 'b', type: '2', fields: ['a {{c1::cloze::hint}} and {{c2::two}}', 'x'], cards: [0, 1] },
  ] as const
  const media = Buffer.from('{}')
  return [
    zipped({ 'collection.anki2': sqliteBytes(fillLegacy(notes)), media }),
    zipped({ 'collection.anki21b': zstdFrame(sqliteBytes(fillNew(notes))), media }),
  ]
}

/** y = x·w, with the weights in each of the ways in which such a file holds them. */
async function onnxModels(): Promise<readonly Uint8Array[]> {
  const { DATA_TYPE, encodeModel } = await import('../../../server/adapters/inference/onnx-file/onnx-schema.ts')
  const { node } = await import('../../../server/adapters/inference/onnx-file/onnx-nodes.ts')
  const side = 2
  const weights = { name: 'w', dims: [side, side], dataType: DATA_TYPE.float }
  const shape = { dim: [{ dimParam: 'n' }, { dimValue: side }] }
  const vector = (name: string) => ({ name, type: { tensorType: { elemType: DATA_TYPE.float, shape } } })
  const external = [
    { key: 'location', value: 'weights.bin' },
    { key: 'offset', value: '0' },
    { key: 'length', value: '16' },
  ]
  return [
    { ...weights, rawData: new Uint8Array(16) },
    { ...weights, floatData: [1, 2, 3, 4] },
    { ...weights, dataLocation: 1, externalData: external },
  ].map((initializer) =>
    encodeModel({
      irVersion: 8,
      opsetImport: [{ domain: '', version: 17 }],
      graph: {
        name: 'product',
        node: [node({ op: 'MatMul', name: 'm', inputs: ['x', 'w'], outputs: ['y'] })],
        initializer: [initializer],
        input: [vector('x')],
        output: [vector('y')],
      },
    }),
  )
}

function safetensors(): Uint8Array {
  const head = Buffer.from('{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"__metadata__":{"x":"y"}}')
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(head.length))
  return Buffer.concat([length, head, Buffer.alloc(16)])
}

/** Larger ones leave time for few. */
const MOST_SAMPLE_BYTES = 400_000

/** Sample files for a reader, below the folders that are there, in the order of their paths. */
export async function samplesFor(target: ReaderTarget, folders: readonly string[]): Promise<readonly Uint8Array[]> {
  const samples = [...((await target.made?.()) ?? [])]
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    const files = entries.filter(
      (entry) => entry.isFile() && target.endings.some((ending) => entry.name.endsWith(ending)),
    )
    for (const file of files.map(({ parentPath, name }) => join(parentPath, name)).toSorted()) {
      const bytes = await readFile(file)
      if (bytes.length <= MOST_SAMPLE_BYTES) samples.push(bytes)
    }
  }
  return samples
}
