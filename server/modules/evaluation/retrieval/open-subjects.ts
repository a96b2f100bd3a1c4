import type { Precision } from '@learnpath/contracts'
import type { Reranker } from '../../../ports/reranker.ts'
import type { TrialSearch, TrialVectors } from '../../retrieval/index.ts'
import type { NamedSubject } from './name-subject.ts'
import type { RetrievalLabDependencies } from './retrieval-dependencies.ts'

export interface ModelForm {
  readonly model: string
  readonly precision: Precision
}

export interface OpenSubject {
  readonly subject: NamedSubject
  readonly vectors: TrialVectors | null
  readonly reranker: Reranker | null
  readonly search: TrialSearch
}

export const formKey = ({ model, precision }: ModelForm): string => `${model} ${precision}`

/** The embedders that the subjects need, each once. */
export function formsOf(subjects: readonly NamedSubject[]): ModelForm[] {
  const forms = new Map<string, ModelForm>()
  for (const { model, precision = 'none' } of subjects) {
    if (model !== undefined) forms.set(formKey({ model, precision }), { model, precision })
  }
  return [...forms.values()]
}

/** @throws as `ModelsApi.reranker` */
async function rerankerOf(
  { models }: Pick<RetrievalLabDependencies, 'models'>,
  { rerank }: NamedSubject,
): Promise<Reranker | null> {
  return rerank === null ? null : await models.reranker(rerank.model, rerank.precision)
}

/** Ready to be searched with; the vectors must be there. */
export async function openSubjects(
  deps: Pick<RetrievalLabDependencies, 'models' | 'trials'>,
  subjects: readonly NamedSubject[],
  vectorsOf: ReadonlyMap<string, TrialVectors>,
): Promise<OpenSubject[]> {
  return await Promise.all(
    subjects.map(async (subject): Promise<OpenSubject> => {
      const { mode, model, precision = 'none', fusion } = subject
      const vectors = model === undefined ? null : (vectorsOf.get(formKey({ model, precision })) ?? null)
      const reranker = await rerankerOf(deps, subject)
      const search = deps.trials.open({
        mode,
        vectors,
        reranker,
        ...(fusion !== undefined && { weights: fusion }),
      })
      return { subject, vectors, reranker, search }
    }),
  )
}
