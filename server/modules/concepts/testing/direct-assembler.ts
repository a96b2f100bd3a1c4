import type { ConceptAssembler } from '../assembly/assembler.ts'
import { createAssemblyWork } from '../assembly/assembly-work.ts'

/** Does in the test's own thread what the product does in one beside. */
export function createDirectAssembler(): ConceptAssembler {
  const work = createAssemblyWork()
  return {
    async assemble(order, read) {
      for (const { analysisId } of order.documents) {
        const packed = await read(analysisId)
        if (packed !== null) work.take(analysisId, packed)
      }
      return await work.assemble(order)
    },
    close: async () => await Promise.resolve(),
  }
}
