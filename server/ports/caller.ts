import type { Principal } from './principal.ts'

/** Who sent a request, as far as that is known. */
export interface Caller {
  /** Null: nobody who is known, or the operator. */
  readonly principal: Principal | null
  /** Whether it is a command of whoever may read the data folder, or the program itself on nobody's behalf. */
  readonly isOperator?: true
  /** Null inside the process. */
  readonly address: string | null
}
