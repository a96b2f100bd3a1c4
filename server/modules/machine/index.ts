export { createMachine } from './machine.ts'
export type { MachineApi } from './machine-api.ts'
