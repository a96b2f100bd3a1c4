import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { LearnPathError } from '@learnpath/contracts'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { node } from './onnx-nodes.ts'
import { ATTRIBUTE_TYPE, DATA_TYPE, encodeModel } from './onnx-schema.ts'
import type { ModelProto, TensorProto } from './onnx-schema.ts'
import { readOnnxModel } from './read-onnx-model.ts'
import { readWhole } from './tensor-content.ts'
import { writeOnnxModel } from './write-onnx-model.ts'

const SIZE = 20
const WEIGHTS = Float32Array.from({ length: SIZE * SIZE }, (_, index) => Math.cos(index))
const RAW = new Uint8Array(WEIGHTS.buffer)

const weights = (more: Partial<TensorProto>): TensorProto => ({
  name: 'w',
  dims: [SIZE, SIZE],
  dataType: DATA_TYPE.float,
  ...more,
})

const vector = (name: string) => ({
  name,
  type: { tensorType: { elemType: DATA_TYPE.float, shape: { dim: [{ dimParam: 'n' }, { dimValue: SIZE }] } } },
})

/** y = x·w, with w given in one of the ways in which ONNX stores tensors. */
const product = (initializer: TensorProto[], before: ModelProto['graph']['node'] = []): ModelProto => ({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 17 }],
  graph: {
    name: 'product',
    node: [...before, node({ op: 'MatMul', name: 'm', inputs: ['x', 'w'], outputs: ['y'] })],
    initializer,
    input: [vector('x')],
    output: [vector('y')],
  },
})

async function run(path: string): Promise<number[]> {
  const session = await InferenceSession.create(path)
  const x = new Tensor(
    'float32',
    Float32Array.from({ length: SIZE }, (_, index) => index),
    [1, SIZE],
  )
  const { y } = await session.run({ x })
  return Array.from(y?.data as Float32Array)
}

async function readEverything(path: string): Promise<'read'> {
  const model = await readOnnxModel(path)
  for (const content of model.contents.values()) await readWhole(content)
  return 'read'
}

describe('ONNX files', () => {
  let folder: string
  let path: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learnpath-onnx-'))
    path = join(folder, 'model.onnx')
  })
  afterEach(async () => await rm(folder, { recursive: true, force: true }))

  const external = (location: string, offset = 64, length = RAW.length): TensorProto =>
    weights({
      externalData: Object.entries({ location, offset, length }).map(([key, value]) => ({ key, value: String(value) })),
      dataLocation: 1,
    })

  const ways: Readonly<Record<string, () => ModelProto>> = {
    'raw data in the file': () => product([weights({ rawData: RAW })]),
    'a list of floats in the file': () => product([weights({ floatData: [...WEIGHTS] })]),
    'a file beside it': () => product([external('weights.bin')]),
    'a Constant operation': () => {
      const constant = node({ op: 'Constant', name: 'c', inputs: [], outputs: ['w'] })
      constant.attribute = [{ name: 'value', type: ATTRIBUTE_TYPE.tensor, t: weights({ rawData: RAW }) }]
      return product([], [constant])
    },
  }

  it.each(Object.keys(ways))('weights as %s are found, and written beside the graph', async (way) => {
    await writeFile(join(folder, 'weights.bin'), Buffer.concat([Buffer.alloc(64), RAW]))
    await writeFile(path, encodeModel((ways[way] ?? (() => product([])))()))
    const expected = await run(path)
    const model = await readOnnxModel(path)
    expect(model.contents.size).toBe(1)
    for (const content of model.contents.values()) expect(await readWhole(content)).toEqual(RAW)
    await mkdir(join(folder, 'copy'))
    const copy = join(folder, 'copy/model.onnx')
    await writeOnnxModel(copy, model)
    expect((await stat(copy)).size).toBeLessThan(500)
    expect(await run(copy)).toEqual(expected)
    const again = await readOnnxModel(copy)
    await writeOnnxModel(join(folder, 'model2.onnx'), again)
    expect(await readFile(join(folder, 'model2.onnx.data'))).toEqual(await readFile(`${copy}.data`))
  })

  it('fields that it does not know survive', async () => {
    const known = encodeModel(product([weights({ rawData: RAW })]))
    // Field 6 of the model is doc_string, which is of no interest here.
    await writeFile(path, Buffer.concat([known, Uint8Array.of(0x32, 5), Buffer.from('notes')]))
    await writeOnnxModel(join(folder, 'copy.onnx'), await readOnnxModel(path))
    expect((await readFile(join(folder, 'copy.onnx'))).toString('latin1')).toContain('notes')
  })

  it.each([
    ['../secret.bin', 64],
    ['/etc/passwd', 0],
    ['link.bin', 64],
    ['missing.bin', 64],
    ['weights.bin', 100],
    ['weights.bin', 2 ** 52],
  ])('refuses external data at %s from byte %i', async (location, offset) => {
    const inner = join(folder, 'inner')
    await mkdir(inner)
    await writeFile(join(folder, 'secret.bin'), Buffer.concat([Buffer.alloc(64), RAW]))
    await writeFile(join(inner, 'weights.bin'), Buffer.concat([Buffer.alloc(64), RAW]))
    await symlink(join(folder, 'secret.bin'), join(inner, 'link.bin'))
    await writeFile(join(inner, 'model.onnx'), encodeModel(product([external(location, offset)])))
    await expect(readOnnxModel(join(inner, 'model.onnx'))).rejects.toMatchObject({ code: 'LP_MODEL_UNUSABLE' })
  })

  it('refuses tensors whose bytes and dimensions do not agree', async () => {
    for (const dims of [
      [SIZE, SIZE + 1],
      [-1, SIZE],
      [2 ** 30, 2 ** 30],
    ]) {
      await writeFile(path, encodeModel(product([weights({ rawData: RAW, dims })])))
      await expect(readOnnxModel(path)).rejects.toMatchObject({ code: 'LP_MODEL_UNUSABLE' })
    }
  })

  it('whatever is damaged, the answer is a model or LP_MODEL_UNUSABLE', async () => {
    const bytes = encodeModel(product([weights({ rawData: RAW })]))
    const damage = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255), length: fc.nat(bytes.length) })
    await fc.assert(
      fc.asyncProperty(damage, fc.boolean(), async ({ at, byte, length }, cut) => {
        const copy = Uint8Array.from(cut ? bytes.subarray(0, length) : bytes)
        if (at < copy.length) copy[at] = byte
        await writeFile(path, copy)
        const outcome = await readEverything(path).catch((error: unknown) => error)
        expect(outcome === 'read' || (outcome instanceof LearnPathError && outcome.code === 'LP_MODEL_UNUSABLE')).toBe(
          true,
        )
      }),
      { numRuns: 300, seed: 1 },
    )
  })
})
