import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../../http/edge.ts'
import type { SuitesApi } from './suites.ts'

/** The address of suites. */
export function mountSuiteRoutes(edge: Edge, suites: SuitesApi): void {
  edge.handle(ENDPOINTS.runSuite, async ({ body }) => await suites.run(body))
}
