import { LearnPathError, type Endpoint, type ErrorCode } from '@learnpath/contracts'
import type { Call, Edge, Handler } from './edge.ts'

/** Mounts one address of a part that may be switched off. */
export type MountOptional<Part> = <E extends Endpoint>(
  endpoint: E,
  handler: (part: Part, call: Call<E>) => ReturnType<Handler<E>>,
) => void

/** @param part null: it is switched off, and its addresses answer with the code */
export function mountOptional<Part>(edge: Edge, part: Part | null, code: ErrorCode): MountOptional<Part> {
  return (endpoint, handler) => {
    edge.handle(endpoint, (call) => {
      if (part === null) throw new LearnPathError(code)
      return handler(part, call)
    })
  }
}
