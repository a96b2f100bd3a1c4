import type { LearnPathClient, Precision } from '@learnpath/contracts'

const PAUSE_MS = 100

export interface ModelInFolder {
  readonly folder: string
  readonly id: string
  readonly precision: Precision
}

/** Imports a model and makes it the one that serves search. @returns seconds until the vectors of the whole library served */
export async function useEmbedder(client: LearnPathClient, { folder, id, precision }: ModelInFolder): Promise<number> {
  await client.importModel({ folder, id })
  const started = performance.now()
  await client.createGeneration({ model: id, precision })
  await awaitVectors(client)
  return (performance.now() - started) / 1000
}

/** Imports a model, makes its smaller form and makes it the reranker. */
export async function useReranker(client: LearnPathClient, { folder, id, precision }: ModelInFolder): Promise<void> {
  await client.importModel({ folder, id })
  if (precision !== 'none') await ended(client, (await client.quantizeModel(id, { precision })).id)
  await client.setReranker({ model: id, precision })
}

/** Waits until every document is read and the newest generation serves and has seen all of them. */
export async function awaitVectors(client: LearnPathClient): Promise<void> {
  for (;;) {
    const [{ documents }, { generations }] = await Promise.all([client.status(), client.listGenerations()])
    const failed = generations.find(({ state }) => state === 'failed')
    if (failed !== undefined) throw new Error(`the vectors were not made: ${failed.failure?.message ?? ''}`)
    const building = generations.some(({ state }) => state === 'building')
    const serving = generations.find(({ state }) => state === 'serving')
    if (documents.queued + documents.processing === 0 && !building && serving?.lag === 0) return
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

async function ended(client: LearnPathClient, jobId: string): Promise<void> {
  for (;;) {
    const { state, errorMessage } = await client.getJob(jobId)
    if (state === 'done') return
    if (state !== 'queued' && state !== 'running') {
      throw new Error(`the work on the model ${state}: ${errorMessage ?? ''}`)
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}
