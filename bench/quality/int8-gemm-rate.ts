import { writeFile } from 'node:fs/promises'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { node } from '../../server/adapters/inference/onnx-file/onnx-nodes.ts'
import { DATA_TYPE, encodeModel } from '../../server/adapters/inference/onnx-file/onnx-schema.ts'
import type { TransformerShape } from '../../server/adapters/inference/testing/random-transformer.ts'
import { processorSeconds } from './processor-seconds.ts'

const SIZE = 2048
const ROUNDS = 7

/** Operations (two per multiply-add) of the matrix products of an encoder, per token. */
export function encoderOperations({ layers, hidden, intermediate }: TransformerShape, tokens: number): number {
  const weights = 4 * hidden * hidden + 2 * hidden * intermediate
  return layers * (2 * weights + 4 * tokens * hidden)
}

/** Billions of operations per second of processor time of ONNX Runtime's unsigned by signed product of two matrices of 2048, one thread; best of some. */
export async function int8GemmRate(path: string): Promise<number> {
  const matrix = (name: string, elemType: number) => ({
    name,
    type: { tensorType: { elemType, shape: { dim: [{ dimValue: SIZE }, { dimValue: SIZE }] } } },
  })
  const bytes = Uint8Array.from({ length: SIZE * SIZE }, (_, index) => (index * 31) % 251)
  const weights = { name: 'b', dims: [SIZE, SIZE], dataType: DATA_TYPE.int8, rawData: bytes }
  const graph = {
    name: 'gemm',
    node: [node({ op: 'MatMulInteger', name: 'product', inputs: ['a', 'b'], outputs: ['c'] })],
    initializer: [weights],
    input: [matrix('a', DATA_TYPE.uint8)],
    output: [matrix('c', DATA_TYPE.int32)],
  }
  await writeFile(path, encodeModel({ irVersion: 8, opsetImport: [{ domain: '', version: 17 }], graph }))
  const session = await InferenceSession.create(path, { intraOpNumThreads: 1 })
  const feeds = { a: new Tensor('uint8', bytes, [SIZE, SIZE]) }
  await session.run(feeds)
  let best = 0
  for (let round = 0; round < ROUNDS; round++) {
    const seconds = await processorSeconds(async () => void (await session.run(feeds)))
    best = Math.max(best, (2 * SIZE ** 3) / 1e9 / seconds)
  }
  await session.release()
  return best
}
