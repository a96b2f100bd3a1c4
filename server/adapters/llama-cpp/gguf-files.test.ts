import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listGgufFiles } from './gguf-files.ts'
import { readGgufHeader } from './gguf-header.ts'
import { ggufBytes } from './testing/gguf-bytes.ts'

const FACTS = {
  'general.architecture': 'qwen3',
  'general.size_label': '8B',
  'general.file_type': 15,
  'qwen3.context_length': 40_960,
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'learnpath-gguf-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, bytes: Uint8Array | string): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
  return file
}

test('a header tells the length of the context, the parameters and the number format', () => {
  expect(readGgufHeader(write('a.gguf', ggufBytes(FACTS)))).toMatchObject({
    contextTokens: 40_960,
    parameters: '8B',
    quantization: 'Q4_K_M',
  })
})

test('what comes after a vocabulary that is larger than what is read is not known, and no error', () => {
  const vocabulary = Array.from({ length: 20_000 }, (_, index) => `token${index}`)
  const file = write('a.gguf', ggufBytes({ ...FACTS, 'tokenizer.ggml.tokens': vocabulary, 'general.late': 'x' }))
  expect(readGgufHeader(file)).toMatchObject({ contextTokens: 40_960, quantization: 'Q4_K_M' })
  const early = write('b.gguf', ggufBytes({ 'tokenizer.ggml.tokens': vocabulary, ...FACTS }))
  expect(readGgufHeader(early)).toMatchObject({ contextTokens: null, parameters: null, quantization: null })
})

test('what is no GGUF file has no header', () => {
  expect(readGgufHeader(join(folder, 'none.gguf'))).toBeNull()
  expect(readGgufHeader(folder)).toBeNull()
  expect(readGgufHeader(write('short.gguf', 'GG'))).toBeNull()
  expect(readGgufHeader(write('text.gguf', 'This is text, and no model at all.'))).toBeNull()
})

test('files below the folder are listed by their path, one that comes in parts once', async () => {
  write('small.gguf', ggufBytes(FACTS))
  write('qwen/large-00001-of-00002.gguf', ggufBytes(FACTS))
  write('qwen/large-00002-of-00002.gguf', ggufBytes({ 'split.no': 1 }))
  write('mmproj-small.gguf', ggufBytes({ 'general.architecture': 'clip' }))
  write('notes.txt', 'GGUF')
  write('broken.gguf', 'none')
  const models = await listGgufFiles(folder)
  expect(models.map(({ name }) => name)).toEqual(['qwen/large-00001-of-00002.gguf', 'small.gguf'])
  const [large, small] = models
  expect(large?.sizeBytes).toBe(ggufBytes(FACTS).length + ggufBytes({ 'split.no': 1 }).length)
  expect(small).toMatchObject({ sizeBytes: ggufBytes(FACTS).length, parameters: '8B', quantization: 'Q4_K_M' })
})

test('another number format of the same name has another digest', async () => {
  write('small.gguf', ggufBytes(FACTS))
  const [before] = await listGgufFiles(folder)
  write('small.gguf', ggufBytes({ ...FACTS, 'general.file_type': 18 }))
  const [after] = await listGgufFiles(folder)
  expect(after?.digest).not.toBe(before?.digest)
})

test('no folder is no models', async () => {
  expect(await listGgufFiles(join(folder, 'none'))).toEqual([])
})
