import { LearnPathError, type ModelFile, type ModelManifest } from '@learnpath/contracts'
import { readFolderFacts, type FolderFacts, type JsonObject } from './folder-facts.ts'
import { checkManifest } from './parse-manifest.ts'
import type { ForeignFolder } from '../../ports/model-store.ts'

/** A description made from the files themselves, and what had to be assumed for it. */
export interface InferredManifest {
  readonly manifest: ModelManifest
  readonly assumed: readonly string[]
}

/** The reference implementation of Model2Vec reads so many tokens unless told otherwise. */
const STATIC_MAXIMUM_TOKENS = 512
const USUAL_MAXIMUM_TOKENS = 512
const MOST_TOKENS = 65_536
/** A vocabulary as large as this is that of a model for a hundred languages (XLM-RoBERTa's has 250,002 tokens). */
const MULTILINGUAL_VOCABULARY = 100_000

/**
 * Recognises Model2Vec, sentence-transformers and cross-encoder folders by config.json, modules.json, 1_Pooling/config.json and
 * the files that are there. @throws LP_MODEL_FILES_WRONG telling what is missing
 */
export async function inferManifest(
  folder: ForeignFolder,
  { id, revision }: { readonly id: string; readonly revision: string },
): Promise<InferredManifest> {
  const facts = await readFolderFacts(folder)
  const assumed: string[] = []
  const shared = {
    id,
    title: id,
    repository: null,
    revision,
    license: licenseOf(facts, assumed),
    languages: languagesOf(facts, assumed),
    parameters: null,
  }
  const special = facts.isStatic ? staticFields(facts) : onnxFields(facts, assumed, id)
  const told = assumed.length === 0 ? '' : ` Assumed: ${assumed.join('; ')}.`
  const recommendedUse = `Imported from a folder.${told}`.slice(0, 500)
  return { manifest: checkManifest({ ...shared, ...special, recommendedUse }, `the folder of ${id}`), assumed }
}

type SpecialFields = Pick<
  ModelManifest,
  'task' | 'runtime' | 'dimensions' | 'pooling' | 'normalize' | 'instructions' | 'maximumTokens' | 'files'
>

function staticFields({ config, files, embeddingDimensions }: FolderFacts): SpecialFields {
  const dimensions = embeddingDimensions ?? wholeNumber(config['hidden_dim'])
  if (dimensions === null) throw missing('model.safetensors has no table "embeddings"')
  return {
    task: 'embed',
    runtime: 'static',
    dimensions,
    pooling: 'mean',
    normalize: config['normalize'] !== false,
    instructions: { query: '', passage: '' },
    maximumTokens: Math.min(wholeNumber(config['seq_length']) ?? STATIC_MAXIMUM_TOKENS, STATIC_MAXIMUM_TOKENS),
    files: [fileOf('model.safetensors', 'weights'), ...supportFiles(files)],
  }
}

function onnxFields(facts: FolderFacts, assumed: string[], id: string): SpecialFields {
  const { config, files } = facts
  const graph = graphIn(files, assumed)
  const isReranker = textList(config['architectures']).some((name) => name.includes('ForSequenceClassification'))
  if (isReranker && labelCount(config) > 1) throw missing('a classifier of several classes is no reranker')
  const dimensions = wholeNumber(config['hidden_size']) ?? wholeNumber(config['dim'])
  if (!isReranker && dimensions === null) throw missing('config.json has no "hidden_size"')
  const external = files.filter((path) => path.startsWith(`${graph}_data`) || path.startsWith(`${graph}.data`))
  return {
    task: isReranker ? 'rerank' : 'embed',
    runtime: 'onnx',
    dimensions: isReranker ? null : dimensions,
    pooling: isReranker ? 'none' : poolingOf(facts, assumed),
    normalize: !isReranker,
    instructions: isReranker ? { query: '', passage: '' } : instructionsOf(facts, assumed, id),
    maximumTokens: maximumTokensOf(facts, assumed),
    files: [fileOf(graph, 'weights'), ...external.map((path) => fileOf(path, 'weights-data')), ...supportFiles(files)],
  }
}

const fileOf = (path: string, role: ModelFile['role']): ModelFile => ({ path, role, sizeBytes: null, sha256: null })

const missing = (detail: string): LearnPathError => new LearnPathError('LP_MODEL_FILES_WRONG', { detail })

function supportFiles(files: readonly string[]): ModelFile[] {
  if (!files.includes('tokenizer.json')) throw missing('the folder has no tokenizer.json')
  const configs = ['config.json', 'tokenizer_config.json'].filter((path) => files.includes(path))
  return [fileOf('tokenizer.json', 'tokenizer'), ...configs.map((path) => fileOf(path, 'config'))]
}

/** The graph as it was exported goes before forms that somebody made smaller: ours are made from it. */
function graphIn(files: readonly string[], assumed: string[]): string {
  const graphs = files.filter((path) => path.endsWith('.onnx'))
  const best = ['onnx/model.onnx', 'model.onnx'].find((path) => graphs.includes(path)) ?? graphs[0]
  if (best === undefined) {
    throw missing('the folder has neither an ONNX graph nor the model.safetensors of a static embedder')
  }
  if (graphs.length > 1) assumed.push(`of ${graphs.length} graphs ${best} is meant`)
  return best
}

function poolingOf({ pooling }: FolderFacts, assumed: string[]): 'mean' | 'cls' {
  if (pooling?.['pooling_mode_cls_token'] === true) return 'cls'
  if (pooling?.['pooling_mode_mean_tokens'] === true) return 'mean'
  if (pooling !== null) throw missing('1_Pooling/config.json asks for a pooling other than mean and cls')
  assumed.push('mean pooling (there is no 1_Pooling/config.json)')
  return 'mean'
}

function instructionsOf({ prompts }: FolderFacts, assumed: string[], id: string): ModelManifest['instructions'] {
  const query = textOf(prompts?.['query'])
  const passage = textOf(prompts?.['passage']) ?? textOf(prompts?.['document'])
  if (query !== null || passage !== null) return { query: query ?? '', passage: passage ?? '' }
  if (/(^|[-_])e5([-_]|$)/u.test(id)) {
    assumed.push('the instructions "query: " and "passage: " of E5 models')
    return { query: 'query: ', passage: 'passage: ' }
  }
  assumed.push('no instructions before texts')
  return { query: '', passage: '' }
}

function maximumTokensOf({ sentence, tokenizerConfig, config }: FolderFacts, assumed: string[]): number {
  const told =
    wholeNumber(sentence?.['max_seq_length']) ??
    wholeNumber(tokenizerConfig?.['model_max_length']) ??
    wholeNumber(config['max_position_embeddings'])
  if (told !== null && told >= 8 && told <= MOST_TOKENS) return told
  assumed.push(`${USUAL_MAXIMUM_TOKENS} tokens at most`)
  return USUAL_MAXIMUM_TOKENS
}

/** Names of licences as model cards have them. */
const LICENSES: ReadonlyMap<string, string> = new Map([
  ['mit', 'MIT'],
  ['apache-2.0', 'Apache-2.0'],
  ['cc-by-4.0', 'CC-BY-4.0'],
  ['cc-by-sa-4.0', 'CC-BY-SA-4.0'],
  ['cc-by-nc-4.0', 'CC-BY-NC-4.0'],
  ['bsd-3-clause', 'BSD-3-Clause'],
])

function licenseOf({ cardLicense }: FolderFacts, assumed: string[]): string {
  if (cardLicense !== null) return LICENSES.get(cardLicense) ?? `LicenseRef-${cardLicense}`
  assumed.push('nothing about the licence')
  return 'LicenseRef-unknown'
}

function languagesOf({ cardLanguages, vocabularySize }: FolderFacts, assumed: string[]): string[] {
  if (cardLanguages.length > 0) return cardLanguages.length > 20 ? ['multi'] : [...cardLanguages]
  const many = vocabularySize >= MULTILINGUAL_VOCABULARY
  assumed.push(`${many ? 'about a hundred languages' : 'English'}, by the size of its vocabulary`)
  return [many ? 'multi' : 'en']
}

function labelCount(config: JsonObject): number {
  const labels = config['id2label']
  const listed = typeof labels === 'object' && labels !== null ? Object.keys(labels).length : null
  return wholeNumber(config['num_labels']) ?? listed ?? 1
}

const wholeNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const textList = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
