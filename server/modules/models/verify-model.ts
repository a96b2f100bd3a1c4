import type { Fidelity, ModelVerification, Precision } from '@learnpath/contracts'
import type { InstalledModel } from '../../ports/model-store.ts'
import { calibrationTexts } from './calibration-texts.ts'
import { hasWeights } from './known-models.ts'
import { cardOf, placeOf } from './make-form.ts'
import type { ModelsDependencies } from './models-dependencies.ts'
import { artifactOf } from './open-model.ts'

/** Two runs of the same model may differ in the last digits. */
const TOLERANCE = 1e-3

/** Compares the files with what was recorded when they came, and repeats the fidelity of every quantized form. */
export async function verifyModel(
  deps: ModelsDependencies,
  model: InstalledModel,
  only: Precision | undefined,
): Promise<ModelVerification> {
  const files = await verifyFiles(deps, model)
  const forms = (await deps.modelStore.forms(placeOf(model))).filter(
    ({ precision }) => only === undefined || precision === only,
  )
  const fidelity: ModelVerification['fidelity'] = []
  for (const form of forms) {
    const card = cardOf(form.card)
    const ok = card !== null && card.sizeBytes === form.sizeBytes
    const detail =
      card === null
        ? 'its card is damaged; quantize it again'
        : `${form.sizeBytes} bytes, its card says ${card.sizeBytes}`
    files.push({ path: form.precision, ok, detail: ok ? 'as recorded' : detail })
    // Without the weights as delivered there is nothing to compare with; without its parts it cannot be run.
    if (!ok || !hasWeights(model) || files.some((file) => !file.ok)) continue
    const texts = calibrationTexts(model.manifest.languages)
    const measured = await deps.quantizer.measureFidelity(artifactOf(deps, model, form.precision), texts)
    fidelity.push({
      precision: form.precision,
      ok: asGood(measured, card.fidelity ?? card.fidelityTarget),
      recorded: card.fidelity,
      measured,
    })
  }
  return { ok: files.every(({ ok }) => ok) && fidelity.every(({ ok }) => ok), files, fidelity }
}

function asGood(measured: Fidelity, wanted: Pick<Fidelity, 'cosineMean' | 'cosineWorst'>): boolean {
  return measured.cosineMean >= wanted.cosineMean - TOLERANCE && measured.cosineWorst >= wanted.cosineWorst - TOLERANCE
}

async function verifyFiles(
  { modelStore }: ModelsDependencies,
  model: InstalledModel,
): Promise<ModelVerification['files']> {
  const place = placeOf(model)
  const results: ModelVerification['files'] = []
  for (const { path, sizeBytes, sha256 } of model.files) {
    const size = await modelStore.sizeOf(place, path)
    if (size === null) results.push({ path, ok: false, detail: 'is not there' })
    else if (size !== sizeBytes) results.push({ path, ok: false, detail: `${size} bytes, recorded are ${sizeBytes}` })
    else {
      const found = await modelStore.checksumOf(place, path)
      const ok = found === sha256
      results.push({ path, ok, detail: ok ? 'as recorded' : `SHA-256 ${found}, recorded is ${sha256}` })
    }
  }
  return results
}
