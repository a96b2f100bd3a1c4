import type { ProgressEvent } from '@learnpath/contracts'
import { useState } from 'react'
import { useServerEvents } from '../../api/use-live-updates.tsx'

type ModelEvent = Extract<ProgressEvent, { type: 'model-progress' }>

export interface ModelStep extends Pick<ModelEvent, 'stage' | 'detail' | 'done' | 'total'> {
  /** Of what `done` counts; null until two events have told. */
  readonly perSecond: number | null
  readonly atMs: number
}

/** What a new figure weighs against those before: the rate follows the network without jumping about. */
const WEIGHT = 0.2

function stepAfter(before: ModelStep | undefined, { stage, detail, done, total }: ModelEvent): ModelStep {
  const atMs = performance.now()
  const step = { stage, detail, done, total, atMs }
  if (before === undefined || done <= before.done || before.total !== total) {
    return { ...step, perSecond: before?.total === total ? before.perSecond : null }
  }
  const rate = ((done - before.done) / Math.max(1, atMs - before.atMs)) * 1000
  return { ...step, perSecond: before.perSecond === null ? rate : before.perSecond * (1 - WEIGHT) + rate * WEIGHT }
}

/** How the work on a model ended: it came, or a smaller form of it was made. */
export type EndOfWork = 'downloaded' | 'quantized'

/** How far the work on each model is, as the server tells it. */
export function useModelProgress(onDone: (model: string, end: EndOfWork) => void): ReadonlyMap<string, ModelStep> {
  const [steps, setSteps] = useState<ReadonlyMap<string, ModelStep>>(new Map())
  useServerEvents((event) => {
    if (event.type !== 'model-progress') return
    const { model, stage, jobId } = event
    const before = steps.get(model)
    const ended = stage === 'ready' || stage === 'failed'
    setSteps((all) => {
      const after = new Map(all)
      if (ended) after.delete(model)
      else after.set(model, stepAfter(all.get(model), event))
      return after
    })
    // Without a job somebody waits for the answer itself.
    if (stage === 'ready' && jobId !== null) onDone(model, before?.stage === 'quantize' ? 'quantized' : 'downloaded')
  })
  return steps
}
