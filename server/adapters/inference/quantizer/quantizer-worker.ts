import { constants, setPriority } from 'node:os'
import { LearnPathError } from '@learnpath/contracts'
import { measureFidelityHere, quantizeModel } from './quantize-model.ts'
import type { QuantizerAnswer, QuantizerQuestion } from './quantizer-messages.ts'
import { measureSpeedHere } from './speed.ts'

/** The quantizer process: answers one question and ends; it ends with its parent, too. */
const PROGRESS_INTERVAL_MS = 100

/** Progress in steps that a person can follow; the last one always. */
function reporter(): (done: number, total: number, detail: string) => void {
  let last = -Infinity
  return (done, total, detail) => {
    if (performance.now() - last < PROGRESS_INTERVAL_MS && done < total) return
    last = performance.now()
    process.send?.({ kind: 'progress', done, total, detail } satisfies QuantizerAnswer)
  }
}

function failure(error: unknown): QuantizerAnswer {
  if (error instanceof LearnPathError) return { kind: 'failed', code: error.code, detail: error.context.detail ?? null }
  const code = (error as { code?: unknown } | null)?.code
  const message = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'failed', code: 'LP_STORE_FULL', detail: null }
  if (code === 'EACCES' || code === 'EROFS') return { kind: 'failed', code: 'LP_HOME_UNUSABLE', detail: message }
  if (error instanceof RangeError) return { kind: 'failed', code: 'LP_MODEL_UNUSABLE', detail: message }
  return { kind: 'failed', code: 'LP_INTERNAL', detail: message }
}

async function answer(question: QuantizerQuestion): Promise<QuantizerAnswer> {
  try {
    switch (question.kind) {
      case 'quantize':
        return { kind: 'done', result: await quantizeModel(question.task, question.createdAt, reporter()) }
      case 'fidelity':
        return {
          kind: 'done',
          result: await measureFidelityHere(question.artifact, question.texts, question.threads),
        }
      case 'speed':
        return { kind: 'done', result: await measureSpeedHere(question.artifact) }
    }
  } catch (error) {
    return failure(error)
  }
}

process.on('disconnect', () => process.exit(0))
process.once('message', (question: QuantizerQuestion) => {
  // Minutes of work on all cores: whoever searches meanwhile goes first.
  if (question.kind !== 'speed') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  void answer(question).then((result) => process.send?.(result, () => process.disconnect()))
})
