import { LearnPathError, type CreatePlanRequest, type PlanPreview } from '@learnpath/contracts'
import { scopeKey } from '../../../kernel/access/scope-key.ts'
import { createBoundedCache } from '../../../kernel/bounded-cache.ts'
import { createMutex } from '../../../kernel/mutex.ts'
import { readMastered } from '../adapting/read-facts.ts'
import { relay } from '../adapting/relay.ts'
import { takeMastery } from '../adapting/take-mastery.ts'
import { layingNow } from '../calendar/laying-now.ts'
import { blankPlan } from '../making/blank-plan.ts'
import { findMaterial } from '../making/find-material.ts'
import { makeContent } from '../making/make-content.ts'
import { requestedCollection } from '../making/requested-collection.ts'
import { keptModules } from '../making/without-modules.ts'
import type { PlanState } from '../plan-state.ts'
import type { PlansDependencies } from '../plans-dependencies.ts'
import { loadSources } from '../showing/load-sources.ts'
import type { PlanSources } from '../showing/plan-sources.ts'
import { showPreview } from '../showing/show-outlook.ts'

/** Scopes whose modules are kept at hand. */
const DRAFTS = 6
/** So long: what search finds may change without a change of the library, as when vectors come in. */
const DRAFT_AGE_MS = 120_000

/** What depends on goal, scope and level alone: all but the calendar. It holds headings and no text. */
interface Draft {
  readonly state: PlanState
  readonly sources: PlanSources
  readonly madeAtMs: number
}

/** Tells what a request would make. @throws what making it would, and LP_REQUEST_CANCELLED when the caller left before its turn */
export type PreviewPlan = (request: CreatePlanRequest, signal?: AbortSignal) => Promise<PlanPreview>

/** Modules are found once per scope; hours, days, deadline, pace and dropped modules then only lay the calendar anew. */
export function createPlanPreviews(dependencies: PlansDependencies): PreviewPlan {
  const { library, concepts, clock } = dependencies
  const drafts = createBoundedCache<Draft>(DRAFTS)
  const oneAtATime = createMutex()

  async function makeDraft(request: CreatePlanRequest): Promise<Draft> {
    const sequence = await library.latestSequence()
    const found = await findMaterial(dependencies, request)
    const content = await makeContent(found, request)
    const at = clock.now()
    const blank = { ...blankPlan(request, found.map, { sequence, at }), ...content }
    const state = takeMastery(blank, await readMastered(dependencies, blank), at)
    const read = new Map(found.documents.map((document) => [document.documentId, withoutText(document)]))
    const headings = {
      studyDocument: async (id: string) => read.get(id) ?? withoutText(await concepts.studyDocument(id)),
    }
    const sources = await loadSources({ ...dependencies, concepts: headings }, state, found.map)
    return { state, sources, madeAtMs: clock.monotonicMs() }
  }

  async function draftFor(request: CreatePlanRequest, signal: AbortSignal | undefined): Promise<Draft> {
    const key = await draftKey(dependencies, request)
    const fresh = (): Draft | null => {
      const draft = drafts.get(key)
      return draft !== undefined && clock.monotonicMs() - draft.madeAtMs < DRAFT_AGE_MS ? draft : null
    }
    return (
      fresh() ??
      (await oneAtATime(async () => {
        // Whoever types asks again before the answer is there: what nobody waits for any more is not begun.
        if (signal?.aborted === true) throw new LearnPathError('LP_REQUEST_CANCELLED')
        const draft = fresh() ?? (await makeDraft(request))
        drafts.set(key, draft, 1)
        return draft
      }))
    )
  }

  return async (request, signal) => {
    const { state, sources } = await draftFor(request, signal)
    const laying = await layingNow(dependencies)
    const wanted = { ...state, request, ...keptModules(state, request) }
    return await showPreview(relay('preview', wanted, laying), sources, laying.from)
  }
}

/** Equal for requests of one learner with the same modules, as long as nothing in the library changes. */
async function draftKey(
  { library, concepts }: Pick<PlansDependencies, 'library' | 'concepts'>,
  { collection, goal, documentIds, conceptIds, level }: CreatePlanRequest,
): Promise<string> {
  const { id } = await requestedCollection(library, { collection, documentIds })
  const { revision } = await concepts.map(id)
  return JSON.stringify([
    scopeKey(),
    id,
    revision,
    await library.latestSequence(),
    goal,
    documentIds,
    conceptIds,
    level,
  ])
}

function withoutText<Document extends { readonly text: string }>(
  document: Document,
): Document & { text: ''; sentences: []; mentions: [] } {
  return { ...document, text: '', sentences: [], mentions: [] }
}
