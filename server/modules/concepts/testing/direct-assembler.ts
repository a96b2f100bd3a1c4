import type { ConceptAssembler, PlacesOrder, ReadAnalysis } from '../assembly/assembler.ts'
import { createAssemblyWork } from '../assembly/assembly-work.ts'

/** Does in the test's own thread what the product does in one beside. */
export function createDirectAssembler(): ConceptAssembler {
  const work = createAssemblyWork()
  async function give(documents: PlacesOrder['documents'], read: ReadAnalysis): Promise<void> {
    for (const { analysisId } of documents) {
      const packed = await read(analysisId)
      if (packed !== null) work.take(analysisId, packed)
    }
  }
  return {
    async assemble(order, read) {
      await give(order.documents, read)
      return await work.assemble(order)
    },
    async places(order, read, take) {
      await give(order.documents, read)
      for (const places of work.places(order)) take(places)
    },
    close: async () => await Promise.resolve(),
  }
}
