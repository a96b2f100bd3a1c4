import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import type { MachineApi } from './machine-api.ts'

/** The address of the machine's figures. */
export function mountMachineRoutes(edge: Edge, { machine }: { readonly machine: Pick<MachineApi, 'read'> }): void {
  edge.handle(ENDPOINTS.machine, async () => await machine.read())
}
