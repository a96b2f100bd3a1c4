import { join } from 'node:path'
import type { Settings } from './settings.ts'

/** Where GGUF files lie, and where the program that runs them is installed to. */
export const languageModelFolders = ({ home, modelsFolder }: Pick<Settings, 'home' | 'modelsFolder'>) => ({
  files: join(modelsFolder, 'gguf'),
  engines: join(home, 'engines'),
})

/** How the engine of GGUF files is installed, and whether it is. */
export async function findEngineInstallation(settings: Pick<Settings, 'home' | 'modelsFolder'>) {
  const [{ engineInstallation }, { hasEngine }] = await Promise.all([
    import('../adapters/llama-cpp/engine-installation.ts'),
    import('../adapters/llama-cpp/find-engine.ts'),
  ])
  const { files, engines } = languageModelFolders(settings)
  return {
    installation: engineInstallation(engines),
    folder: engines,
    filesFolder: files,
    isThere: (): boolean => hasEngine(engines),
  }
}
