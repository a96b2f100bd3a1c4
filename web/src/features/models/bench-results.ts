import type { ModelBench } from '@learnpath/contracts'
import { useSyncExternalStore } from 'react'

export type BenchRun = ModelBench['runs'][number]

/** A measurement of one model, kept in this browser. */
export interface BenchResult {
  readonly model: string
  readonly machine: string
  /** ISO 8601. */
  readonly measuredAt: string
  readonly runs: readonly BenchRun[]
}

const KEY = 'learnpath.model-benches'
const MOST_KEPT = 40
const listeners = new Set<() => void>()
let results: readonly BenchResult[] = read()

function read(): readonly BenchResult[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(stored) ? (stored as readonly BenchResult[]) : []
  } catch {
    // Written by something else: measured anew.
    return []
  }
}

/** A newer measurement takes the place of an older one of the same model on the same machine. */
export function keepBenchResult(result: BenchResult): void {
  const others = results.filter(({ model, machine }) => model !== result.model || machine !== result.machine)
  results = [result, ...others].slice(0, MOST_KEPT)
  localStorage.setItem(KEY, JSON.stringify(results))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What was measured so far, the latest first. */
export const useBenchResults = (): readonly BenchResult[] => useSyncExternalStore(subscribe, () => results)
