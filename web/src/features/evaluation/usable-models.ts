import type { Model, Precision } from '@learnpath/contracts'

export interface UsableModel {
  readonly id: string
  readonly title: string
  readonly precisions: readonly Precision[]
}

export interface UsableModels {
  readonly embedders: readonly UsableModel[]
  readonly rerankers: readonly UsableModel[]
}

/** Installed models that searches can be made with. */
export function usableModels(models: readonly Model[]): UsableModels {
  const installed = (task: Model['manifest']['task']): UsableModel[] =>
    models
      .filter((model) => model.manifest.task === task && model.installed.length > 0)
      .map(({ manifest: { id, title }, installed: forms }) => ({
        id,
        title,
        precisions: forms.map(({ precision }) => precision),
      }))
  return { embedders: installed('embed'), rerankers: installed('rerank') }
}
