import type { ModelArtifact } from '../../../ports/inference-engine.ts'
import { modelSpec } from '../runtime/model-spec.ts'
import { loadStaticEmbedder } from '../static/static-embedder.ts'
import type { StaticEmbedder } from '../static/static-embedder.ts'

/** Opens a form of a static embedder as serving does. @throws LP_MODEL_NOT_INSTALLED, LP_MODEL_UNUSABLE */
export async function openStatic(artifact: ModelArtifact): Promise<StaticEmbedder> {
  const { weightsFile, tokenizerFolder, maximumTokens } = modelSpec(artifact)
  return await loadStaticEmbedder({ weightsFile, tokenizerFolder, maximumTokens })
}

/** Its vectors of the texts as passages. */
export async function staticRows(artifact: ModelArtifact, texts: readonly string[]): Promise<Float32Array[]> {
  const embedder = await openStatic(artifact)
  try {
    const { passage } = artifact.manifest.instructions
    return texts.map((text) => embedder.embed(embedder.tokens(passage + text)))
  } finally {
    embedder.close()
  }
}
