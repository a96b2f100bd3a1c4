import { LearnPathError } from '@learnpath/contracts'
import type { ForeignFolder } from '../../ports/model-store.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** What the files of a model's folder tell about it. */
export interface FolderFacts {
  readonly files: readonly string[]
  readonly config: JsonObject
  /** 1_Pooling/config.json */
  readonly pooling: JsonObject | null
  /** sentence_bert_config.json */
  readonly sentence: JsonObject | null
  readonly tokenizerConfig: JsonObject | null
  /** Of config_sentence_transformers.json. */
  readonly prompts: JsonObject | null
  /** A Model2Vec folder: a table of vectors and no graph. */
  readonly isStatic: boolean
  /** Columns of the table "embeddings" in model.safetensors. */
  readonly embeddingDimensions: number | null
  /** 0 when not told. */
  readonly vocabularySize: number
  /** In lower case, from the head of README.md. */
  readonly cardLicense: string | null
  readonly cardLanguages: readonly string[]
}

const MOST_CONFIG_BYTES = 1_000_000
const MOST_HEADER_BYTES = 1_000_000

export async function readFolderFacts(folder: ForeignFolder): Promise<FolderFacts> {
  const files = folder.files.map(({ path }) => path)
  const json = async (path: string) => (files.includes(path) ? await readJson(folder, path) : null)
  const text = async (path: string) => (files.includes(path) ? await textOf(folder, path) : '')
  const config = await json('config.json')
  if (config === null) throw new LearnPathError('LP_MODEL_FILES_WRONG', { detail: 'the folder has no config.json' })
  const tensors = files.includes('model.safetensors') ? await safetensorsHeader(folder) : null
  const prompts = (await json('config_sentence_transformers.json'))?.['prompts']
  const card = cardHead(await text('README.md'))
  const modules = await text('modules.json')
  const [rows, columns] = shapeOf(tensors, 'embeddings')
  // With a quantized vocabulary several tokens share a row, and "mapping" tells which.
  const [mapped] = shapeOf(tensors, 'mapping')
  return {
    files,
    config,
    pooling: await json('1_Pooling/config.json'),
    sentence: await json('sentence_bert_config.json'),
    tokenizerConfig: await json('tokenizer_config.json'),
    prompts: isObject(prompts) ? prompts : null,
    isStatic: tensors !== null && (config['model_type'] === 'model2vec' || modules.includes('StaticEmbedding')),
    embeddingDimensions: columns ?? null,
    vocabularySize: mapped ?? rows ?? Number(config['vocab_size'] ?? 0),
    cardLicense: /^license:\s*["']?([\w.+-]+)/mu.exec(card)?.[1]?.toLowerCase() ?? null,
    cardLanguages: languagesIn(card),
  }
}

function shapeOf(tensors: JsonObject | null, name: string): readonly number[] {
  const tensor = tensors?.[name] as { readonly shape?: readonly number[] } | undefined
  return tensor?.shape ?? []
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

async function textOf(folder: ForeignFolder, path: string): Promise<string> {
  return new TextDecoder().decode(await folder.head(path, MOST_CONFIG_BYTES))
}

async function readJson(folder: ForeignFolder, path: string): Promise<JsonObject> {
  try {
    const value: unknown = JSON.parse(await textOf(folder, path))
    if (isObject(value)) return value
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
  }
  throw new LearnPathError('LP_MODEL_FILES_WRONG', { detail: `${path} is not a JSON object` })
}

/** Eight bytes of length, then JSON (https://huggingface.co/docs/safetensors). */
async function safetensorsHeader(folder: ForeignFolder): Promise<JsonObject> {
  const head = await folder.head('model.safetensors', MOST_HEADER_BYTES)
  const wrong = new LearnPathError('LP_MODEL_FILES_WRONG', { detail: 'model.safetensors is not a safetensors file' })
  if (head.byteLength < 8) throw wrong
  const length = Number(new DataView(head.buffer, head.byteOffset).getBigUint64(0, true))
  if (length > head.byteLength - 8) throw wrong
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(head.subarray(8, 8 + length)))
    if (isObject(value)) return value
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
  }
  throw wrong
}

/** The part of a model card between the first two lines of dashes. */
function cardHead(readme: string): string {
  return /^---\r?\n([\s\S]*?)\r?\n---/u.exec(readme)?.[1] ?? ''
}

/** `language: en`, `language: [en, de]`, or one language a line. */
function languagesIn(card: string): string[] {
  const found = /^language:[ \t]*(.*(?:\r?\n[ \t]*-[^\r\n]*)*)/mu.exec(card)?.[1] ?? ''
  const codes: readonly string[] = found.match(/\b[a-z]{2,3}\b|multilingual/gu) ?? []
  return codes.includes('multilingual') ? ['multi'] : [...new Set(codes.filter((code) => code.length === 2))]
}
