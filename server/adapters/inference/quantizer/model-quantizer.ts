import { mkdir, rename, rm } from 'node:fs/promises'
import { LearnPathError } from '@learnpath/contracts'
import type { ModelCard } from '@learnpath/contracts'
import type { Clock } from '../../../ports/clock.ts'
import type { ModelQuantizer, QuantizeRequest } from '../../../ports/model-quantizer.ts'
import { askQuantizer, defaultQuantizerEntry } from './quantizer-process.ts'
import type { QuantizerEntry } from './quantizer-process.ts'

export interface ModelQuantizerOptions {
  readonly clock: Clock
  /** Of the sessions that models are compared with. */
  readonly threads: number
  /** Default: the bundled program, in a checkout the source. */
  readonly entry?: QuantizerEntry
}

/** Quantizes and measures in a process of its own per task: what serves neither waits nor grows. */
export function createModelQuantizer({
  clock,
  threads,
  entry = defaultQuantizerEntry(),
}: ModelQuantizerOptions): ModelQuantizer {
  return {
    async quantize(request) {
      const { manifest, sourceFolder, precision, targetFolder, texts, signal, onProgress } = request
      return await intoFolder(targetFolder, async (outputFolder) => {
        const task = { manifest, sourceFolder, precision, outputFolder, texts, threads }
        const createdAt = new Date(clock.now()).toISOString()
        return await askQuantizer({ kind: 'quantize', task, createdAt }, { entry, signal, onProgress })
      })
    },
    measureFidelity: (artifact, texts, signal) =>
      askQuantizer({ kind: 'fidelity', artifact, texts, threads }, { entry, signal }),
    measureSpeed: (artifact, signal) => askQuantizer({ kind: 'speed', artifact }, { entry, signal }),
  }
}

/**
 * Works in a folder beside the target that takes its name when all is done, so that the target is whole or not there. What a killed
 * process left of an earlier attempt is removed first.
 */
async function intoFolder(
  target: QuantizeRequest['targetFolder'],
  work: (folder: string) => Promise<ModelCard>,
): Promise<ModelCard> {
  const temporary = `${target}.partial`
  try {
    await rm(temporary, { recursive: true, force: true })
    await mkdir(temporary, { recursive: true })
    const card = await work(temporary)
    await rm(target, { recursive: true, force: true })
    await rename(temporary, target)
    return card
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw diskError(error)
  }
}

function diskError(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT') return new LearnPathError('LP_STORE_FULL', { cause: error })
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new LearnPathError('LP_HOME_UNUSABLE', { detail: String(error), cause: error })
  }
  return error
}
