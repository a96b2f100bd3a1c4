import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { LearnPathError } from '@learnpath/contracts'
import { engineInstallation } from './engine-installation.ts'

const ENTRY = join('node_modules', 'node-llama-cpp', 'dist', 'index.js')

/**
 * URL of node-llama-cpp: beside the program or above it, where Node finds packages, or in a folder of extras.
 * @throws LP_LANGUAGE_MODEL_ENGINE_MISSING with the command that installs it
 */
export function findEngine(enginesFolder: string): string {
  const found = fileOfEngine(enginesFolder)
  if (found === undefined) throw engineMissing(enginesFolder)
  return pathToFileURL(found).href
}

export const hasEngine = (enginesFolder: string): boolean => fileOfEngine(enginesFolder) !== undefined

const fileOfEngine = (enginesFolder: string): string | undefined =>
  [enginesFolder, ...foldersAbove(fileURLToPath(import.meta.url))]
    .map((folder) => join(folder, ENTRY))
    .find((file) => existsSync(file))

function engineMissing(enginesFolder: string): LearnPathError {
  const { command } = engineInstallation(enginesFolder)
  const detail = `install it with "learnpath language-models install-engine", or by hand: ${command}`
  return new LearnPathError('LP_LANGUAGE_MODEL_ENGINE_MISSING', { detail })
}

function foldersAbove(file: string): readonly string[] {
  const folders: string[] = []
  for (let folder = dirname(file); dirname(folder) !== folder; folder = dirname(folder)) folders.push(folder)
  return folders
}
