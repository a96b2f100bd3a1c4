import type { ModelFile } from '@learnpath/contracts'

/** What is known of a file: size in bytes and SHA-256, each null where it is not. */
type Pin = readonly [sizeBytes: number | null, sha256: string | null]

const UNKNOWN: Pin = [null, null]

const fileOf = (path: string, role: ModelFile['role'], [sizeBytes, sha256]: Pin): ModelFile => ({
  path,
  role,
  sizeBytes,
  sha256,
})

export const weights = (path: string, pin: Pin = UNKNOWN): ModelFile => fileOf(path, 'weights', pin)
export const weightsData = (path: string, pin: Pin = UNKNOWN): ModelFile => fileOf(path, 'weights-data', pin)
export const tokenizer = (pin: Pin = UNKNOWN): ModelFile => fileOf('tokenizer.json', 'tokenizer', pin)
export const config = (pin: Pin = UNKNOWN): ModelFile => fileOf('config.json', 'config', pin)

/** The WordPiece tokenizer of uncased English BERT, the same bytes in several repositories. */
export const UNCASED_TOKENIZER: Pin = [711_396, 'd241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66']

export const NO_INSTRUCTIONS = { query: '', passage: '' }
/** As the model cards of the E5 family ask for. */
export const E5_INSTRUCTIONS = { query: 'query: ', passage: 'passage: ' }
