import { join } from 'node:path'
import type { Fidelity } from '@learnpath/contracts'
import type { TensorProto } from '../onnx-file/onnx-schema.ts'
import type { OnnxModel } from '../onnx-file/read-onnx-model.ts'
import type { TensorContent } from '../onnx-file/tensor-content.ts'
import { layOut, writeGraph, writeTensorData } from '../onnx-file/write-onnx-model.ts'
import type { Operation } from './find-operations.ts'
import { replaceOperations } from './replace-operations.ts'
import type { Replacement } from './replacement.ts'

/** The two forms an operation can take; without a gentler one it stays as it is. */
export interface OperationForms {
  readonly wanted: Replacement
  readonly gentler: Replacement | null
}

export interface SensitivityTask {
  readonly model: OnnxModel
  readonly forms: ReadonlyMap<Operation, OperationForms>
  /** An empty folder; holds all forms of all weights for a while. */
  readonly folder: string
  /** Compares a model file with the original on some or on all texts. */
  readonly measure: (path: string, texts: 'some' | 'all') => Promise<Fidelity>
  readonly isEnough: (fidelity: Fidelity) => boolean
  readonly onProgress: (done: number, total: number) => void
}

const DATA_FILE = 'forms.data'

/**
 * Finds the fewest operations to spare so that the target is reached: each operation is quantized alone and compared with the
 * original; then the worst are spared, as many as needed (found by halving). Null when sparing all is not enough.
 */
export async function findOperationsToSpare(task: SensitivityTask): Promise<ReadonlySet<Operation> | null> {
  const { model, forms, folder } = task
  const contents = new Map<TensorProto, TensorContent>(model.contents)
  for (const { wanted, gentler } of forms.values()) {
    for (const [tensor, content] of [...wanted.tensors, ...(gentler?.tensors ?? [])]) contents.set(tensor, content)
  }
  const layout = layOut(contents)
  await writeTensorData(join(folder, DATA_FILE), contents, layout)
  const measure = async (chosen: ReadonlyMap<Operation, Replacement>, texts: 'some' | 'all'): Promise<Fidelity> => {
    const path = join(folder, 'trial.onnx')
    await writeGraph(path, replaceOperations(model, chosen).proto, DATA_FILE, layout)
    return await task.measure(path, texts)
  }

  const harm: { operation: Operation; error: number }[] = []
  for (const [operation, { wanted }] of forms) {
    const alone = await measure(new Map([[operation, wanted]]), 'some')
    harm.push({ operation, error: 1 - alone.cosineMean })
    task.onProgress(harm.length, forms.size)
  }
  const worstFirst = harm.toSorted((a, b) => b.error - a.error).map(({ operation }) => operation)
  const isEnoughWith = async (count: number): Promise<boolean> =>
    task.isEnough(await measure(chooseForms(forms, new Set(worstFirst.slice(0, count))), 'all'))

  let [tooFew, enough] = [0, 1]
  while (!(await isEnoughWith(enough))) {
    if (enough === worstFirst.length) return null
    tooFew = enough
    enough = Math.min(worstFirst.length, enough * 2)
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2)
    if (await isEnoughWith(middle)) enough = middle
    else tooFew = middle
  }
  return new Set(worstFirst.slice(0, enough))
}

/** The form of each operation when some are spared. */
export function chooseForms(
  forms: ReadonlyMap<Operation, OperationForms>,
  spared: ReadonlySet<Operation>,
): Map<Operation, Replacement> {
  const chosen = new Map<Operation, Replacement>()
  for (const [operation, { wanted, gentler }] of forms) {
    const form = spared.has(operation) ? gentler : wanted
    if (form !== null) chosen.set(operation, form)
  }
  return chosen
}
