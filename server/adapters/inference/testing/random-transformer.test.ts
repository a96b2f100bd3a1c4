import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ModelManifest } from '@learnpath/contracts'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TINY, TOKENIZER_FILE, writeRandomTransformer } from './random-transformer.ts'

const ids = (rows: readonly (readonly number[])[]): Tensor =>
  new Tensor('int64', BigInt64Array.from(rows.flat().map(BigInt)), [rows.length, rows[0]?.length ?? 0])

const feeds = (rows: readonly (readonly number[])[], mask: readonly (readonly number[])[]) => ({
  input_ids: ids(rows),
  attention_mask: ids(mask),
  token_type_ids: ids(rows.map((row) => row.map(() => 0))),
})

describe.skipIf(!existsSync(TOKENIZER_FILE))('random transformer (needs LEARNPATH_TEST_MODELS)', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learnpath-random-'))
  })
  afterAll(async () => await rm(folder, { recursive: true, force: true }))

  it('runs, reads its padding mask, and depends on every token', async () => {
    const manifest = await writeRandomTransformer(join(folder, 'a'), TINY, 1)
    expect(ModelManifest.parse(manifest)).toEqual(manifest)
    const session = await InferenceSession.create(join(folder, 'a/onnx/model.onnx'))
    const run = async (rows: readonly (readonly number[])[], mask: readonly (readonly number[])[]) =>
      (await session.run(feeds(rows, mask)))['last_hidden_state']?.data as Float32Array
    const alone = await run([[101, 2003, 102]], [[1, 1, 1]])
    const padded = await run(
      [
        [101, 2003, 102, 0, 0],
        [101, 5, 6, 7, 102],
      ],
      [
        [1, 1, 1, 0, 0],
        [1, 1, 1, 1, 1],
      ],
    )
    expect(padded).toHaveLength(2 * 5 * 32)
    alone.forEach((value, index) => expect(padded[index]).toBeCloseTo(value, 4))
    const other = await run([[101, 2004, 102]], [[1, 1, 1]])
    expect(Math.abs((other[0] ?? 0) - (alone[0] ?? 0))).toBeGreaterThan(1e-3)
  })

  it('writes the same bytes for the same seed, and what the manifest says', async () => {
    const first = await writeRandomTransformer(join(folder, 'b'), { ...TINY, task: 'rerank' }, 7)
    const again = await writeRandomTransformer(join(folder, 'c'), { ...TINY, task: 'rerank' }, 7)
    const other = await writeRandomTransformer(join(folder, 'd'), { ...TINY, task: 'rerank' }, 8)
    expect(again).toEqual(first)
    expect(other.files[0]?.sha256).not.toBe(first.files[0]?.sha256)
    for (const { path, sha256 } of first.files) {
      const bytes = await readFile(join(folder, 'b', path))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    }
    const session = await InferenceSession.create(join(folder, 'b/onnx/model.onnx'))
    const { logits } = await session.run(feeds([[101, 2003, 102]], [[1, 1, 1]]))
    expect(logits?.dims).toEqual([1, 1])
  })
})
