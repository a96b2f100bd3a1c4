import type { LearnPathClient, Precision } from '@learnpath/contracts'

const PAUSE_MS = 100

export interface ModelInFolder {
  readonly folder: string
  readonly id: string
  readonly precision: Precision
}

/** Imports a model and makes it the one that serves search. @returns seconds until the vectors of the whole library served */
export async function useEmbedder(client: LearnPathClient, { folder, id, precision }: ModelInFolder): Promise<number> {
  const { models } = await client.listModels()
  const known = models.some((model) => model.manifest.id === id && model.installed.length > 0)
  if (!known) await client.importModel({ folder, id })
  const started = performance.now()
  const { id: generationId } = await client.createGeneration({ model: id, precision })
  for (;;) {
    const { generations } = await client.listGenerations()
    const generation = generations.find((one) => one.id === generationId)
    if (generation?.state === 'serving' && generation.lag === 0) return (performance.now() - started) / 1000
    if (generation === undefined || generation.state === 'failed') {
      throw new Error(`the vectors were not made: ${generation?.failure?.message ?? 'the generation is gone'}`)
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

/** Imports a model and makes it the reranker. */
export async function useReranker(client: LearnPathClient, { folder, id, precision }: ModelInFolder): Promise<void> {
  await client.importModel({ folder, id })
  await client.setReranker({ model: id, precision })
}
