import type { FidelityTarget } from './fidelity.ts'
import type { Operation } from './find-operations.ts'
import { fitsInt4Table, int4Matrix, int4Table } from './int4-replacement.ts'
import type { Int4Options } from './int4-replacement.ts'
import { int8Replacement } from './int8-replacement.ts'
import type { OperationForms } from './sensitivity.ts'

/** Raised whenever the same model would give other files. */
export const QUANTIZER_VERSION = '2'

/** What each precision promises; measured reasons are in docs/decisions/0007-quantization.md. */
export const FIDELITY_TARGET = {
  fp16: { cosineMean: 0.9999, cosineWorst: 0.999 },
  int8: { cosineMean: 0.999, cosineWorst: 0.99 },
  int4: { cosineMean: 0.98, cosineWorst: 0.96 },
} as const satisfies Readonly<Record<string, FidelityTarget>>

const INT4: Int4Options = { matrixBlock: 32, tableBlock: 32, accuracyLevel: 4 }

/** The forms of every operation: int8 spares by leaving an operation as it is, int4 by taking eight bits for it. */
export function formsOf(
  operations: readonly Operation[],
  precision: 'int8' | 'int4',
): ReadonlyMap<Operation, OperationForms> {
  const forms = (operation: Operation): OperationForms => {
    const int8 = int8Replacement(operation)
    if (precision === 'int8') return { wanted: int8, gentler: null }
    if (operation.kind !== 'Gather') return { wanted: int4Matrix(operation, INT4), gentler: int8 }
    return fitsInt4Table(operation, INT4)
      ? { wanted: int4Table(operation, INT4), gentler: int8 }
      : { wanted: int8, gentler: null }
  }
  return new Map(operations.map((operation) => [operation, forms(operation)]))
}
