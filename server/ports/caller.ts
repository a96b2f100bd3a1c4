import type { Principal } from './principal.ts'

/** Who sent a request, as far as that is known. */
export interface Caller {
  /** Null: nobody who is known, or the operator, whose programs run in this process. */
  readonly principal: Principal | null
  /** Null inside the process. */
  readonly address: string | null
}
