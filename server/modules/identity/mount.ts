import type { Endpoint } from '@learnpath/contracts'
import type { Call, Handler } from '../../http/edge.ts'
import type { IdentityApi } from './identity.ts'

/** Mounts one address; without identity it says that there is none. */
export type Mount = <E extends Endpoint>(
  endpoint: E,
  handler: (identity: IdentityApi, call: Call<E>) => ReturnType<Handler<E>>,
) => void
