import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { LearnPathError } from '@learnpath/contracts'
import type { SilenceLimits } from '../../kernel/streams/silence-watch.ts'
import type { Clock } from '../../ports/clock.ts'
import type { LanguageModel, LanguageModelSource } from '../../ports/language-model.ts'
import { findEngine } from './find-engine.ts'
import { ggufFile, listGgufFiles } from './gguf-files.ts'
import { readGgufHeader } from './gguf-header.ts'
import { createLlamaCppLanguageModel } from './llama-cpp-language-model.ts'
import { ModelResidence } from './model-residence.ts'

export interface LlamaCppLanguageModelSourceOptions {
  /** Where GGUF files lie. It need not exist. */
  readonly folder: string
  /** Where node-llama-cpp is when it is not beside the program: the folder of its node_modules. */
  readonly enginesFolder: string
  /** Prompt and answer of a model that reads more. */
  readonly contextTokens: number
  /** Processors to compute with; one is always left to the rest of the program. */
  readonly threads: number
  /** Unused for so long, a model is taken out of memory. */
  readonly idleMs: number
  /** Of a generation: loading and waiting for others count until the first token. */
  readonly silence: SilenceLimits
  /** A process that goes on for so long after it was told to stop is ended. Default 10 s. */
  readonly cancelMs?: number
  readonly clock: Clock
}

export interface LlamaCppLanguageModelSource extends LanguageModelSource {
  /** The processes with a model in memory, and how much each works on; what is done for somebody who left is among it. */
  processes(): readonly { readonly name: string; readonly processId: number | null; readonly working: number }[]
}

/** What takes longer hangs in native code. */
const CANCEL_MS = 10_000

/**
 * GGUF files of this machine, run by node-llama-cpp, which is no part of the program. Each model has a process of its own: native code
 * that crashes or hangs takes no more down than that. A name is a path within the folder, or an absolute one.
 */
export function createLlamaCppLanguageModelSource(
  options: LlamaCppLanguageModelSourceOptions,
): LlamaCppLanguageModelSource {
  const { folder, enginesFolder, contextTokens, clock, idleMs, silence, cancelMs = CANCEL_MS } = options
  // llama.cpp's threads wait for each other by spinning: with as many of them as processors, any other work makes each wait a
  // slice of the scheduler, hundreds of times per token.
  const threads = Math.max(1, Math.min(options.threads, cpus().length - 1))
  const known = new Map<string, { readonly model: LanguageModel; readonly residence: ModelResidence }>()

  function open(name: string) {
    const file = ggufFile(folder, name)
    const contextOfFile = readGgufHeader(file)?.contextTokens ?? contextTokens
    const description = {
      id: `gguf:${name}`,
      engine: 'gguf',
      name,
      contextTokens: Math.min(contextTokens, contextOfFile),
    } as const
    const residence = new ModelResidence({
      clock,
      idleMs,
      cancelMs,
      launch() {
        if (!existsSync(file)) throw new LearnPathError('LP_LANGUAGE_MODEL_MISSING', { detail: `there is no ${file}` })
        return { engineUrl: findEngine(enginesFolder), file, contextTokens: description.contextTokens, threads }
      },
    })
    return { model: createLlamaCppLanguageModel({ description, residence, silence, clock }), residence }
  }

  return {
    engine: 'gguf',
    place: folder,
    models: async () => await listGgufFiles(folder),
    model(name) {
      const opened = known.get(name) ?? open(name)
      // Anybody can ask for any name.
      if (existsSync(ggufFile(folder, name))) known.set(name, opened)
      return opened.model
    },
    processes: () =>
      [...known].flatMap(
        ([
          name,
          {
            residence: { loaded },
          },
        ]) => (loaded === null ? [] : [{ name, processId: loaded.processId, working: loaded.working }]),
      ),
    async close() {
      for (const { residence } of known.values()) residence.end()
      return await Promise.resolve()
    },
  }
}
