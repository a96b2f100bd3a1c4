import type { PlanOutlook, PlanPreview, PreviewModule, PreviewSkipped } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import { paceOf } from '../adapting/tell-event.ts'
import type { PlanState, StoredModule } from '../plan-state.ts'
import { commonStart, type PlanSources } from './plan-sources.ts'
import { planTitle, showEdges, showFeasibility, showModule, showSession, showSkipped, titleOf } from './show-plan.ts'

/** What lies ahead: modules with their days, coming sessions, and whether all fits. */
export async function showOutlook(state: PlanState, sources: PlanSources, today: string): Promise<PlanOutlook> {
  const days = daysOfModules(state)
  const modules: PreviewModule[] = []
  for (const [index, module] of state.modules.entries()) {
    modules.push(previewModule(state, sources, { module, position: index + 1, days: days.get(module.id) ?? null }))
    if (index % MODULES_PER_BREATH === 0) await breathe()
  }
  const coming = state.sessions.filter((session) => session.state === 'planned')
  return {
    modules,
    sessions: coming.map(showSession),
    feasibility: showFeasibility(state, (id) => titleOf(state, sources, id), today),
  }
}

/** A plan that is not kept. */
export async function showPreview(state: PlanState, sources: PlanSources, today: string): Promise<PlanPreview> {
  return {
    ...(await showOutlook(state, sources, today)),
    title: planTitle(state, sources),
    collection: state.collection,
    edges: showEdges(state, sources),
    skipped: state.skipped.flatMap((skipped) => previewSkipped(state, sources, skipped)),
  }
}

const MODULES_PER_BREATH = 16

interface Days {
  readonly begins: string
  readonly ends: string
}

/** First and last day on which something of a module is to be done. */
function daysOfModules({ sessions }: PlanState): Map<string, Days> {
  const days = new Map<string, Days>()
  for (const { date, parts, state } of sessions) {
    if (state !== 'planned') continue
    for (const { moduleId } of parts) {
      if (moduleId !== null) days.set(moduleId, { begins: days.get(moduleId)?.begins ?? date, ends: date })
    }
  }
  return days
}

interface PlacedModule {
  readonly module: StoredModule
  readonly position: number
  readonly days: Days | null
}

function previewModule(
  state: PlanState,
  sources: PlanSources,
  { module, position, days }: PlacedModule,
): PreviewModule {
  const shown = showModule({ state, sources, pace: paceOf(state) }, module, position)
  const { id, title, concepts, minutes, role, why, needs, state: progress, reading } = shown
  return {
    id,
    position,
    title,
    concepts,
    minutes,
    role,
    why,
    needs,
    state: progress,
    passages: reading.length,
    begins: days?.begins ?? null,
    ends: days?.ends ?? null,
  }
}

/** Neighbouring passages that are left out for the same reason are one line. */
function previewSkipped(
  state: PlanState,
  sources: PlanSources,
  skipped: PlanState['skipped'][number],
): PreviewSkipped[] {
  const merged: PreviewSkipped[] = []
  for (const { passage, minutes, code, reason } of showSkipped(skipped, sources, paceOf(state))) {
    const { text: _text, versionHash: _hash, ...place } = passage
    const last = merged.at(-1)
    if (last?.place.documentId === place.documentId && last.place.end === place.start) {
      const pageEnd = place.pageEnd ?? last.place.pageEnd
      const headingPath = commonStart([last.place.headingPath, place.headingPath]) ?? []
      merged[merged.length - 1] = {
        ...last,
        place: { ...last.place, headingPath: [...headingPath], end: place.end, pageEnd },
        minutes: last.minutes + minutes,
      }
    } else merged.push({ place, minutes, code, reason })
  }
  return merged
}
