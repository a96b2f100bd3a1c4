import type { TrialVectors } from '../../retrieval/index.ts'
import type { RunWork } from '../runs/run-kind.ts'
import { formKey, type ModelForm } from './open-subjects.ts'
import type { RetrievalLabDependencies } from './retrieval-dependencies.ts'

export interface IndexingFigures {
  readonly embedded: number
  readonly reused: number
  readonly seconds: number
}

export interface FillingVectors {
  readonly runId: string
  readonly forms: readonly ModelForm[]
  readonly documentIds: readonly string[]
  /** Of the library: vectors of another state of it are not gone on with. */
  readonly sequence: number
  readonly onProgress: (passages: number) => void
}

export interface FilledVectors {
  readonly vectorsOf: ReadonlyMap<string, TrialVectors>
  readonly figures: ReadonlyMap<string, IndexingFigures>
}

/** Trials of a run carry its id, so that they can be found when it has gone. */
export const trialName = (runId: string, sequence: number, form: ModelForm): string =>
  `${runId} ${sequence} ${formKey(form)}`

const isFigures = (value: unknown): value is IndexingFigures =>
  typeof value === 'object' && value !== null && 'embedded' in value

/** The vectors of all models of a comparison, each in an index of its own. What was opened is closed again when one fails. */
export async function fillVectors(
  { models, trials }: Pick<RetrievalLabDependencies, 'models' | 'trials'>,
  work: Pick<RunWork, 'signal' | 'result' | 'putResult'>,
  { runId, forms, documentIds, sequence, onProgress }: FillingVectors,
): Promise<FilledVectors> {
  const vectorsOf = new Map<string, TrialVectors>()
  const figures = new Map<string, IndexingFigures>()
  try {
    for (const form of forms) {
      const { model, precision } = form
      const embedder = await models.embedder(model, precision)
      const vectors = await trials.openVectors(trialName(runId, sequence, form), { id: model, precision }, embedder)
      vectorsOf.set(formKey(form), vectors)
      const filled = await trials.fill(vectors, documentIds, { signal: work.signal, onProgress })
      const key = `vectors ${formKey(form)}`
      const before = await work.result(key)
      // An interrupted one took what it had made for reused: the figures of the longest stretch tell more.
      const known = isFigures(before) && before.embedded >= filled.embedded ? before : null
      const measured = known ?? {
        embedded: filled.embedded,
        reused: filled.reused,
        seconds: filled.embeddingSeconds,
      }
      await work.putResult(key, measured)
      figures.set(formKey(form), measured)
    }
    return { vectorsOf, figures }
  } catch (failure) {
    for (const { index } of vectorsOf.values()) await index.close()
    throw failure
  }
}
