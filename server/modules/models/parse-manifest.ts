import { LearnPathError, ModelManifest } from '@learnpath/contracts'

/** A model cannot have a name that the models folder needs for something else. */
const RESERVED_IDS: ReadonlySet<string> = new Set(['catalogue'])

/** @throws LP_MODEL_MANIFEST_INVALID naming the file and every field that is wrong */
export function parseManifest(text: string, source: string): ModelManifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new LearnPathError('LP_MODEL_MANIFEST_INVALID', { detail: `${source} is not JSON: ${String(cause)}`, cause })
  }
  return checkManifest(value, source)
}

/** @throws LP_MODEL_MANIFEST_INVALID */
export function checkManifest(value: unknown, source: string): ModelManifest {
  const parsed = ModelManifest.safeParse(value)
  const issues = parsed.success
    ? contradictionsIn(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ field: fieldName(path), message }))
  if (parsed.success && issues.length === 0) return parsed.data
  const named = issues.map(({ field, message }) => `${field}: ${message}`).join('; ')
  throw new LearnPathError('LP_MODEL_MANIFEST_INVALID', { detail: `${source}: ${named}`, issues })
}

const fieldName = (path: readonly PropertyKey[]): string => (path.length === 0 ? '(whole file)' : path.join('.'))

/** What the form of the fields alone does not tell. */
function contradictionsIn(manifest: ModelManifest): { field: string; message: string }[] {
  const issues: { field: string; message: string }[] = []
  const filesOf = (role: string) => manifest.files.filter((file) => file.role === role).length
  if (RESERVED_IDS.has(manifest.id)) issues.push({ field: 'id', message: `"${manifest.id}" is taken; choose another` })
  if (manifest.task === 'embed' && manifest.dimensions === null) {
    issues.push({ field: 'dimensions', message: 'an embedder needs the number of its dimensions' })
  }
  if (manifest.task === 'rerank' && manifest.runtime === 'static') {
    issues.push({ field: 'runtime', message: 'a reranker cannot be static' })
  }
  if (manifest.runtime === 'remote') {
    issues.push({ field: 'runtime', message: 'models of another service are connected by settings, not by a file' })
  }
  if (filesOf('weights') !== 1) {
    issues.push({ field: 'files', message: 'exactly one file must have the role "weights"' })
  }
  if (filesOf('tokenizer') !== 1) {
    issues.push({ field: 'files', message: 'exactly one file must have the role "tokenizer" (tokenizer.json)' })
  }
  if (new Set(manifest.files.map(({ path }) => path)).size < manifest.files.length) {
    issues.push({ field: 'files', message: 'a path stands there twice' })
  }
  return issues
}
