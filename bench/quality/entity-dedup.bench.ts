import type { Benchmark } from '../benchmark.ts'
import { measureClusters } from './entity-clusters.ts'
import { measureAliasPairs } from './entity-pairs.ts'
import { measureResolutionSpeed } from './entity-speed.ts'
import { openJudgedModels } from './judged-models.ts'

export const benchmark: Benchmark = {
  name: 'entity-dedup',
  description: 'Names of one thing: alias pairs of a textbook, clusters of mentions in articles, speed and growth.',
  async run(context) {
    const { embedder, close } = await openJudgedModels(context.modelsFolder)
    try {
      return [
        ...(await measureAliasPairs(context, embedder)),
        ...(await measureClusters(context, embedder)),
        ...(await measureResolutionSpeed(context, embedder)),
      ]
    } finally {
      await close()
    }
  },
}
