import type { WeightFitter } from '../../ports/memory-model.ts'

export function createFsrsWeightFitter(): WeightFitter {
  return { fit: async (_histories, start) => await Promise.resolve([...start]) }
}
