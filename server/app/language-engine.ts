import { join } from 'node:path'
import type { EngineInstallation } from '../adapters/llama-cpp/engine-installation.ts'
import type { Settings } from './settings.ts'

export interface LanguageModelFolders {
  /** Where GGUF files lie. */
  readonly files: string
  /** Where the program that runs them is installed to. */
  readonly engines: string
}

export interface EngineState {
  readonly installation: EngineInstallation
  readonly folders: LanguageModelFolders
  isThere(): boolean
}

type Homes = Pick<Settings, 'home' | 'modelsFolder'>

export const languageModelFolders = ({ home, modelsFolder }: Homes): LanguageModelFolders => ({
  files: join(modelsFolder, 'gguf'),
  engines: join(home, 'engines'),
})

/** How the engine of GGUF files is installed, and whether it is. */
export async function findEngineInstallation(settings: Homes): Promise<EngineState> {
  const [{ engineInstallation }, { hasEngine }] = await Promise.all([
    import('../adapters/llama-cpp/engine-installation.ts'),
    import('../adapters/llama-cpp/find-engine.ts'),
  ])
  const folders = languageModelFolders(settings)
  return { installation: engineInstallation(folders.engines), folders, isThere: () => hasEngine(folders.engines) }
}
