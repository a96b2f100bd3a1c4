import { mkdtemp, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { DoctorCheck, DoctorReport } from '@learnpath/contracts'
import type { Clock } from '../ports/clock.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import type { SharedByRedis } from './open-redis.ts'
import type { StatusSources } from './status.ts'

export interface DoctorSources extends StatusSources {
  readonly store: RelationalStore
  readonly clock: Clock
  readonly home: string
  /** Null where none is named. */
  readonly redis: Pick<SharedByRedis, 'state'> | null
  /** Null when the store is a database of its own. */
  readonly databaseFile: string | null
}

const MEGABYTE = 1_000_000
const DISK_LOW_BYTES = 1000 * MEGABYTE
const DISK_FULL_BYTES = 50 * MEGABYTE
/** Of a library of gigabytes the check takes longer than anybody waits for an answer. */
const INTEGRITY_WITHIN_MS = 5000
const NODE_OLDEST = [20, 19] as const
/** A file may be stamped by another machine whose clock is a little ahead. */
const CLOCK_TOLERANCE_MS = 60_000

const fine = (name: string, detail: string): DoctorCheck => ({ name, ok: true, severity: 'info', detail, advice: null })
const bad = (name: string, severity: 'warning' | 'error', detail: string, advice: string): DoctorCheck => ({
  name,
  ok: false,
  severity,
  detail,
  advice,
})

/** Looks at everything that can be wrong around the program. `ok` unless a check is an error. */
export async function examine(sources: DoctorSources): Promise<DoctorReport> {
  const looked = await Promise.all([
    integrity(sources.store),
    writable(sources.home),
    diskSpace(sources.home),
    indexMatchesStore(sources),
    clockSane(sources),
    ocr(sources),
    failures(sources),
    models(sources),
    languageModels(sources),
    watches(sources),
  ])
  const checks = [nodeVersion(), ...looked, ...redis(sources)]
  return { ok: checks.every(({ severity }) => severity !== 'error'), checks }
}

function nodeVersion(): DoctorCheck {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor, oldestMinor] = NODE_OLDEST
  const enough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
  const detail = `Node ${process.versions.node}`
  return enough ? fine('node', detail) : bad('node', 'error', detail, `Install Node ${NODE_OLDEST.join('.')} or newer.`)
}

async function writable(home: string): Promise<DoctorCheck> {
  try {
    const folder = await mkdtemp(join(home, 'doctor-'))
    await writeFile(join(folder, 'probe'), 'probe')
    await rm(folder, { recursive: true })
    return fine('data folder', `${home} can be written`)
  } catch (failure) {
    return bad(
      'data folder',
      'error',
      `${home} cannot be written: ${reasonOf(failure)}`,
      'Check its permissions and the disk.',
    )
  }
}

async function diskSpace(home: string): Promise<DoctorCheck> {
  const { bavail, bsize } = await statfs(home)
  const freeBytes = bavail * bsize
  const detail = `${Math.floor(freeBytes / MEGABYTE)} MB free`
  const advice = 'Free some space, or move the data folder with LEARNPATH_HOME.'
  if (freeBytes < DISK_FULL_BYTES) return bad('disk space', 'error', detail, advice)
  return freeBytes < DISK_LOW_BYTES ? bad('disk space', 'warning', detail, advice) : fine('disk space', detail)
}

async function integrity(store: RelationalStore): Promise<DoctorCheck> {
  const told = await Promise.race([store.integrity(), setTimeout(INTEGRITY_WITHIN_MS, null, { ref: false })])
  if (told === null) return fine('database', 'its check takes long; ask again later')
  const { ok, checked, detail } = told
  const advice = 'Stop the program and restore a backup; the damaged file is left as it is.'
  return ok ? fine('database', `${detail} (${checked} check)`) : bad('database', 'error', detail, advice)
}

async function indexMatchesStore({ library, retrieval }: DoctorSources): Promise<DoctorCheck> {
  const [{ chunks }, index] = await Promise.all([library.statistics(), retrieval.indexState()])
  if (index.lag > 0) {
    return bad('search index', 'warning', `${index.lag} changes behind`, 'Wait a moment and look again.')
  }
  const detail = `${index.chunks} passages in the index, ${chunks} in the database`
  return index.chunks === chunks
    ? fine('search index', detail)
    : bad('search index', 'error', detail, 'Run "learnpath rebuild".')
}

function redis({ redis: shared }: DoctorSources): readonly DoctorCheck[] {
  if (shared === null) return []
  const state = shared.state()
  if (state.isThere) return [fine('Redis', 'it answers')]
  const detail = `it has been away since ${state.since}: ${state.reason}`
  const advice =
    'Check that it runs and that LEARNPATH_REDIS_URL names it. Until then each process caches and counts for itself.'
  return [bad('Redis', 'warning', detail, advice)]
}

async function clockSane({ clock, databaseFile }: DoctorSources): Promise<DoctorCheck> {
  const now = clock.now()
  const text = new Date(now).toISOString()
  if (databaseFile === null) return fine('clock', text)
  const { mtimeMs } = await stat(databaseFile)
  if (mtimeMs <= now + CLOCK_TOLERANCE_MS) return fine('clock', text)
  const detail = `it is ${text}, but the database was last written at ${new Date(mtimeMs).toISOString()}`
  return bad('clock', 'warning', detail, 'Set the clock of this machine; dates of documents may be wrong.')
}

async function ocr({ parser }: DoctorSources): Promise<DoctorCheck> {
  const engine = await parser.ocrEngine()
  if (engine !== null) return fine('OCR', engine)
  const advice = 'Install tesseract and pdftoppm (poppler-utils) to read scanned pages.'
  return bad('OCR', 'warning', 'not installed: documents without a text layer cannot be read', advice)
}

async function failures({ library }: DoctorSources): Promise<DoctorCheck> {
  const { total, byState } = await library.statistics()
  if (byState.failed === 0) return fine('documents', `${total} documents, none failed`)
  const advice = 'See "learnpath documents --state failed" for the reasons.'
  return bad('documents', 'warning', `${byState.failed} of ${total} documents failed`, advice)
}

/** The vectors that should serve do; if not, why, and whether they are behind. */
async function models({ generations }: DoctorSources): Promise<DoctorCheck> {
  const all = await generations.list()
  const failed = all.find(({ state }) => state === 'failed')
  if (failed !== undefined) {
    const detail = `${failed.model}: ${failed.failure?.message ?? 'its vectors could not be made'}`
    return bad('models', 'warning', detail, 'See "learnpath generations"; search goes on with what served before.')
  }
  const serving = all.find(({ state }) => state === 'serving')
  if (serving === undefined) return fine('models', 'none serves: search goes by keywords')
  const reason = generations.notServingReason()
  if (reason !== null) return bad('models', 'warning', reason, 'Run "learnpath models verify" for the model.')
  return fine('models', `${serving.model} ${serving.precision}, ${serving.lag} changes behind`)
}

/** Who answers questions; and an engine that is needed for it but cannot be asked. */
async function languageModels(sources: DoctorSources): Promise<DoctorCheck> {
  const name = 'language models'
  const { chain, models: offered, sources: engines } = await sources.languageModels.list()
  const chosen = chain.filter((id) => id !== 'extractive')
  if (chosen.length === 0) return fine(name, 'none is chosen: answers are sentences of the documents')
  const failed = engines.find(({ engine, failure }) => failure !== null && chosen.some((id) => id.startsWith(engine)))
  if (failed?.failure) return bad(name, 'warning', failed.failure.message, failed.failure.advice)
  const missing = chosen.find((id) => !offered.some((model) => model.id === id))
  if (missing === undefined) return fine(name, chosen.join(', then '))
  return bad(name, 'warning', `${missing} is not there`, 'See "learnpath language-models" for those that are.')
}

async function watches({ ingestion }: DoctorSources): Promise<DoctorCheck> {
  const all = await ingestion.listWatches()
  const gone = all.filter(({ state }) => state === 'unreachable').map(({ folder }) => folder)
  if (gone.length === 0) return fine('watched folders', `${all.length}`)
  return bad(
    'watched folders',
    'warning',
    `cannot be reached: ${gone.join(', ')}`,
    'Mount the folder, or remove the watch.',
  )
}

const reasonOf = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure))
