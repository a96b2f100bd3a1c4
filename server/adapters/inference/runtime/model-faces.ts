import { LearnPathError } from '@learnpath/contracts'
import type { Embedder } from '../../../ports/embedder.ts'
import type { ModelArtifact } from '../../../ports/inference-engine.ts'
import type { Reranker } from '../../../ports/reranker.ts'
import type { ModelLanes } from './model-lanes.ts'
import type { ModelSlot } from './model-slot.ts'
import { artifactKey } from './model-spec.ts'
import type { TextGate } from './text-gate.ts'
import { throwIfAborted } from './worker-host.ts'
import type { RunRequest } from './worker-messages.ts'

/** What every model of an engine goes through. */
export interface ModelWays {
  readonly lanes: Pick<ModelLanes, 'run' | 'count'>
  readonly gate: TextGate
  /** Counts what runs, so that close() can wait, and refuses what comes after. */
  tracked<T>(action: () => Promise<T>): Promise<T>
}

async function run(
  slot: ModelSlot,
  { lanes, gate }: ModelWays,
  request: Pick<RunRequest, 'texts' | 'query' | 'priority'>,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  if (request.texts.length === 0) return new Float32Array(0)
  throwIfAborted(signal)
  const leave = gate.enter(request.priority, request.texts.length)
  try {
    return await slot.use(async () => await lanes.run({ key: slot.spec.key, ...request }, signal))
  } finally {
    leave()
  }
}

/** @throws LP_MODEL_TASK_WRONG */
export function createLocalEmbedder(artifact: ModelArtifact, slot: ModelSlot, ways: ModelWays): Embedder {
  const { manifest } = artifact
  const { dimensions, instructions } = manifest
  if (manifest.task !== 'embed' || dimensions === null) {
    throw new LearnPathError('LP_MODEL_TASK_WRONG', { detail: `${manifest.id} is no embedder` })
  }
  const prefix = { query: instructions.query, passage: instructions.passage, none: '' }
  return {
    description: {
      modelId: manifest.id,
      key: artifactKey(artifact),
      dimensions,
      maximumTokens: manifest.maximumTokens,
      isStatic: manifest.runtime === 'static',
      languages: manifest.languages,
    },
    embed: ({ texts, instruction, priority = 'query', signal }) =>
      ways.tracked(async () => {
        const prefixed = texts.map((text) => prefix[instruction] + text)
        const values = await run(slot, ways, { texts: prefixed, query: null, priority }, signal)
        // Copies: who keeps one vector must not keep those of all texts.
        return texts.map((_, index) => values.slice(index * dimensions, (index + 1) * dimensions))
      }),
    countTokens: (texts, instruction) =>
      ways.tracked(() =>
        slot.use(async () => {
          const prefixed = texts.map((text) => prefix[instruction] + text)
          return await ways.lanes.count(slot.spec.key, prefixed)
        }),
      ),
  }
}

/** @throws LP_MODEL_TASK_WRONG */
export function createLocalReranker(artifact: ModelArtifact, slot: ModelSlot, ways: ModelWays): Reranker {
  const { id: modelId, maximumTokens, instructions, task } = artifact.manifest
  if (task !== 'rerank') throw new LearnPathError('LP_MODEL_TASK_WRONG', { detail: `${modelId} is no reranker` })
  return {
    description: { modelId, key: artifactKey(artifact), maximumTokens },
    score: ({ query, texts, priority = 'query', signal }) =>
      ways.tracked(() => {
        const prefixed = texts.map((text) => instructions.passage + text)
        return run(slot, ways, { texts: prefixed, query: instructions.query + query, priority }, signal)
      }),
  }
}
