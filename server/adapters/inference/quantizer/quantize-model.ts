import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { Fidelity, ModelCard } from '@learnpath/contracts'
import type { ModelArtifact } from '../../../ports/inference-engine.ts'
import { unusable } from '../onnx-file/unusable.ts'
import { modelSpec } from '../runtime/model-spec.ts'
import { loadTokenizer } from '../tokenizer.ts'
import { compareRows, measureRows, sequencesOf } from './fidelity.ts'
import { FIDELITY_TARGET, QUANTIZER_VERSION } from './precision-plan.ts'
import { quantizeOnnx } from './quantize-onnx.ts'
import type { QuantizeTask, ReportProgress } from './quantize-onnx.ts'
import { quantizeStatic } from './quantize-static.ts'
import { openModelRun } from './run-model.ts'
import { describeSource } from './source-files.ts'
import { compareSpeed, describeMachine, describeRuntime } from './speed.ts'
import { staticRows } from './static-rows.ts'

export const CARD_FILE = 'card.json'

/** Makes the form and its card in the output folder. @throws LP_MODEL_UNUSABLE, LP_MODEL_FIDELITY_MISSED, and errors of the disk */
export async function quantizeModel(task: QuantizeTask, createdAt: string, report: ReportProgress): Promise<ModelCard> {
  const { manifest, precision, sourceFolder, outputFolder } = task
  if (manifest.runtime === 'remote') throw unusable(`${manifest.id} runs elsewhere`)
  const source = await describeSource(manifest, sourceFolder)
  const result = manifest.runtime === 'static' ? await quantizeStatic(task, report) : await quantizeOnnx(task, report)
  const quantized: ModelArtifact = { manifest, precision, folder: outputFolder, sourceFolder }
  const original: ModelArtifact = { manifest, precision: 'none', folder: sourceFolder, sourceFolder }
  const [speed = 0, sourceSpeed = 0] = await compareSpeed([quantized, original])
  const card: ModelCard = {
    model: manifest.id,
    revision: manifest.revision,
    sourceSha256: source.sha256,
    precision,
    quantizerVersion: QUANTIZER_VERSION,
    operations: { changed: result.operations.changed, kept: [...result.operations.kept] },
    sourceSizeBytes: source.sizeBytes,
    sizeBytes: await folderBytes(outputFolder),
    fidelity: result.fidelity,
    fidelityTarget: FIDELITY_TARGET[precision],
    speed: {
      tokensPerSecond: Math.round(speed),
      sourceTokensPerSecond: Math.round(sourceSpeed),
      machine: describeMachine(),
      runtime: describeRuntime(),
    },
    createdAt,
  }
  await writeFile(join(outputFolder, CARD_FILE), `${JSON.stringify(card, null, 2)}\n`, { flush: true })
  return card
}

async function folderBytes(folder: string): Promise<number> {
  let bytes = 0
  for (const name of await readdir(folder)) bytes += (await stat(join(folder, name))).size
  return bytes
}

/** Compares an artifact with the model as delivered. @throws LP_MODEL_UNUSABLE, LP_REQUEST_INVALID without texts */
export async function measureFidelityHere(
  artifact: ModelArtifact,
  texts: readonly string[],
  threads: number,
): Promise<Fidelity> {
  if (texts.length === 0) throw new LearnPathError('LP_REQUEST_INVALID', { detail: 'there are no texts to compare on' })
  const original: ModelArtifact = { ...artifact, precision: 'none', folder: artifact.sourceFolder }
  const { manifest } = artifact
  if (manifest.runtime === 'static') {
    return compareRows(await staticRows(original, texts), await staticRows(artifact, texts), texts)
  }
  const sequences = sequencesOf(texts, manifest, await loadTokenizer(modelSpec(artifact).tokenizerFolder))
  const rowsOf = async (form: ModelArtifact): Promise<Float32Array[]> => {
    const run = await openModelRun(modelSpec(form).weightsFile, manifest, threads)
    try {
      return await measureRows(run, sequences)
    } finally {
      await run.close()
    }
  }
  const reference = await rowsOf(original)
  return compareRows(reference, await rowsOf(artifact), texts)
}
