import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** A model of 260,000 parameters that writes stories for children: real tokens in no time. */
export const STORIES = join(
  resolve(process.env['LEARNPATH_TEST_MODELS'] ?? '../shared/models'),
  'stories260K/stories260K-F32.gguf',
)
/** The folder of a node_modules with node-llama-cpp; an extra of 85 MB, so that it is not always there. */
export const ENGINES = process.env['LEARNPATH_TEST_ENGINES'] ?? ''
export const canRunStories = existsSync(STORIES) && ENGINES !== ''

const CONTEXT_KEY = 'llama.context_length'
/** Length of the type that stands between a key and its value. */
const TYPE_BYTES = 4

/**
 * Writes the model with another length of context. It was trained on 512 tokens, of two characters each, into which no question with its
 * sources goes; beyond them it writes nonsense, but writes.
 */
export function writeStoriesModel(file: string, contextTokens: number): void {
  const bytes = readFileSync(STORIES)
  const at = bytes.indexOf(CONTEXT_KEY) + CONTEXT_KEY.length + TYPE_BYTES
  bytes.writeUInt32LE(contextTokens, at)
  writeFileSync(file, bytes)
}
