import type { Leadership } from '../../ports/leadership.ts'

/** Of the only process: it leads in everything, at no cost. */
export function createSoleLeadership(processId: string): Leadership {
  return {
    processId,
    isShared: false,
    living: async () => await Promise.resolve(new Set([processId])),
    async lead(work) {
      await work.start()
      return async () => await work.stop()
    },
    exclusively: async (_name, action) => await action(),
    close: async () => await Promise.resolve(),
  }
}
