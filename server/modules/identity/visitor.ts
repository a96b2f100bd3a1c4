import type { Caller } from '../../ports/caller.ts'

/** Who asks, and with which browser. */
export interface Visitor extends Caller {
  readonly userAgent: string | null
}
