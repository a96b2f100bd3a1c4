import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyWith } from '../onnx-file/onnx-schema.ts'
import type { NodeProto } from '../onnx-file/onnx-schema.ts'
import { int64Tensor, node } from '../onnx-file/onnx-nodes.ts'
import { readOnnxModel } from '../onnx-file/read-onnx-model.ts'
import type { OnnxModel } from '../onnx-file/read-onnx-model.ts'
import { writeOnnxModel } from '../onnx-file/write-onnx-model.ts'
import { TINY, TOKENIZER_FILE, writeRandomTransformer } from '../testing/random-transformer.ts'
import type { TransformerShape } from '../testing/random-transformer.ts'
import { cosine } from './fidelity.ts'
import { findOperations } from './find-operations.ts'
import { fuseAttention } from './fuse-attention.ts'
import { int8Replacement } from './int8-replacement.ts'
import { replaceOperations } from './replace-operations.ts'

const SHAPES: Readonly<Record<string, TransformerShape>> = {
  'BERT with 4 heads': TINY,
  'BERT with 1 head': { ...TINY, heads: 1 },
  'BERT with 12 heads of 5': { ...TINY, hidden: 60, heads: 12 },
  'XLM-RoBERTa': { ...TINY, firstPosition: 2, tokenTypes: 1 },
}
const NO_NODE = { op: '', name: '', inputs: [], outputs: [] }
/** Numbers of real tokens of the texts of a batch; the longest fills it. */
const BATCHES = [[1], [7], [510], [9, 9, 9], [12, 3, 1], [100, 64, 31, 2], [5, 0, 3]]

describe.skipIf(!existsSync(TOKENIZER_FILE))(
  'fused attention (needs LEARNPATH_TEST_MODELS)',
  { timeout: 60_000 },
  () => {
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'learnpath-attention-'))
    })
    afterAll(async () => await rm(folder, { recursive: true, force: true }))

    const modelOf = async (name: string, shape: TransformerShape): Promise<OnnxModel> => {
      await writeRandomTransformer(join(folder, name), shape, 3)
      return await readOnnxModel(join(folder, name, 'onnx/model.onnx'))
    }

    const runnerOf = async (name: string, model: OnnxModel) => {
      const path = join(folder, `${name}.onnx`)
      await writeOnnxModel(path, model)
      const session = await InferenceSession.create(path, { logSeverityLevel: 3 })
      return async (lengths: readonly number[]): Promise<Float32Array> => {
        const [rows, tokens] = [lengths.length, Math.max(...lengths)]
        const fill = (value: (row: number, token: number) => number): Tensor =>
          new Tensor(
            'int64',
            BigInt64Array.from({ length: rows * tokens }, (_, at) =>
              BigInt(value(Math.floor(at / tokens), at % tokens)),
            ),
            [rows, tokens],
          )
        const isText = (row: number, token: number): boolean => token < (lengths[row] ?? 0)
        const feeds: Record<string, Tensor> = {
          input_ids: fill((row, token) => (isText(row, token) ? 1000 + (((row * 31 + token) * 7919) % 20_000) : 0)),
          attention_mask: fill((row, token) => (isText(row, token) ? 1 : 0)),
          token_type_ids: fill(() => 0),
        }
        const named = Object.fromEntries(session.inputNames.map((input) => [input, feeds[input] ?? fill(() => 0)]))
        return Object.values(await session.run(named))[0]?.data as Float32Array
      }
    }

    const int8 = (model: OnnxModel): OnnxModel =>
      replaceOperations(model, new Map(findOperations(model).operations.map((each) => [each, int8Replacement(each)])))

    /** The least cosine of a token's vector with that of the other model. */
    const worstCosine = (a: Float32Array, b: Float32Array, width: number): number => {
      expect(b).toHaveLength(a.length)
      const cosines = Array.from({ length: a.length / width }, (_, row) =>
        cosine(a.subarray(row * width, (row + 1) * width), b.subarray(row * width, (row + 1) * width)),
      )
      return Math.min(...cosines)
    }

    it.each(Object.entries(SHAPES))(
      '%s: every token as without it, alone and in padded batches',
      async (name, shape) => {
        const model = await modelOf(name, shape)
        const { model: fused, fused: count, kept } = fuseAttention(model)
        expect({ count, kept }).toEqual({ count: shape.layers, kept: [] })
        expect(fused.proto.graph.node.some(({ opType }) => opType === 'Softmax')).toBe(false)
        const exact = [await runnerOf(`${name}-as-it-was`, model), await runnerOf(`${name}-fused`, fused)] as const
        const small = [
          await runnerOf(`${name}-int8`, int8(model)),
          await runnerOf(`${name}-both`, int8(fused)),
        ] as const
        for (const lengths of BATCHES) {
          const compare = async ([before, after]: typeof exact): Promise<number> =>
            worstCosine(await before(lengths), await after(lengths), shape.hidden)
          expect(await compare(exact), `fp32 ${lengths.join()}`).toBeGreaterThan(0.999999)
          expect(await compare(small), `int8 ${lengths.join()}`).toBeGreaterThan(0.99999)
        }
      },
    )

    const changed = (model: OnnxModel, change: (each: NodeProto) => readonly NodeProto[]): OnnxModel => {
      const { graph } = model.proto
      const added = [int64Tensor('one', [1], []), int64Tensor('zero_', [0], []), int64Tensor('first', [0])]
      const shapes = copyWith(graph, {
        node: graph.node.flatMap(change),
        initializer: [
          ...graph.initializer,
          ...added,
          int64Tensor('heads', [4]),
          int64Tensor('size', [8]),
          int64Tensor('all', [32]),
        ],
      })
      return { ...model, proto: copyWith(model.proto, { graph: shapes }) }
    }

    /** The scale is applied to the query instead of the scores. */
    const queryScaled = (product: NodeProto): readonly NodeProto[] => {
      const [query = '', key = ''] = product.input
      const place = (product.name ?? '').replace('/self/MatMul', '')
      const scaled = `${query}_scaled`
      return [
        node({ op: 'Div', name: scaled, inputs: [query, `${place}/scale`], outputs: [scaled] }),
        copyWith(product, { input: [scaled, key], output: [`${place}/self/Div_output_0`] }),
      ]
    }

    it('finds shapes that are put together from those of values, and scaled queries', async () => {
      const model = await modelOf('older', TINY)
      /** Reshape to Concat(Shape[0], Shape[1], …), as exports before shapes were folded have it. */
      const older = changed(model, (each) => {
        const [from = '', shape = ''] = each.input
        const place = each.name ?? ''
        if (place.endsWith('self/Div')) return []
        if (place.endsWith('self/MatMul')) return queryScaled(each)
        if (each.opType !== 'Reshape') return [each]
        const step = (op: string, part: string, inputs: readonly string[]): NodeProto =>
          node({
            op,
            name: `${place}/${part}`,
            inputs,
            outputs: [`${place}/${part}`],
            ...(op === 'Concat' && { attributes: { axis: { int: 0 } } }),
          })
        const dimension = (at: string): NodeProto[] => [
          step('Gather', `gather_${at}`, [`${place}/shape`, at]),
          step('Unsqueeze', `size_${at}`, [`${place}/gather_${at}`, 'first']),
        ]
        const rest = shape.endsWith('join') ? ['all'] : ['heads', 'size']
        return [
          step('Shape', 'shape', [from]),
          ...dimension('zero_'),
          ...dimension('one'),
          step('Concat', 'dims', [`${place}/size_zero_`, `${place}/size_one`, ...rest]),
          copyWith(each, { input: [from, `${place}/dims`] }),
        ]
      })
      const fused = fuseAttention(older)
      expect(fused).toMatchObject({ fused: 2, kept: [] })
      expect(fused.model.proto.graph.node.some(({ opType }) => opType === 'Unsqueeze')).toBe(true)
      const [before, after] = [await runnerOf('older-before', model), await runnerOf('older-after', fused.model)]
      expect(worstCosine(await before([12, 3, 1]), await after([12, 3, 1]), 32)).toBeGreaterThan(0.999999)
    })

    it.each([
      {
        what: 'a softmax over other axes',
        at: 'self/Softmax',
        change: { attribute: node({ ...NO_NODE, attributes: { axis: { int: 2 } } }).attribute ?? [] },
      },
      { what: 'something between the scores and the mask', at: 'self/Div', change: { opType: 'Pow' } },
      {
        what: 'scores that are not of projections',
        at: 'self/MatMul',
        change: { input: ['attention_bias', 'attention_bias'] },
      },
    ])('leaves alone $what, and says where', async ({ at, change }) => {
      const other = changed(await modelOf('other', TINY), (each) =>
        each.name === `/encoder/layer.1/attention/${at}` ? [copyWith(each, change)] : [each],
      )
      const fused = fuseAttention(other)
      expect(fused).toMatchObject({ fused: 1, kept: ['/encoder/layer.1/attention/self/Softmax'] })
      expect(fused.model.proto.graph.node.filter((each) => each.opType === 'Softmax')).toHaveLength(1)
    })
  },
)
