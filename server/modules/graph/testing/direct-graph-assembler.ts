import type { GraphAssembler } from '../assembly/assembler.ts'
import { GraphAssemblyWork } from '../assembly/assembly-work.ts'

/** Does in the test's own thread what the product does in one beside; keeps nothing between assemblies. */
export function createDirectGraphAssembler(): GraphAssembler {
  return {
    async assemble(order, sources, take) {
      const work = new GraphAssemblyWork()
      for (const document of order.documents) {
        const { documentId, versionId, path } = document
        for await (const chunks of sources.chunks(document)) work.take(versionId, { documentId, path, chunks })
      }
      const names = work.names(order, sources.concepts)
      if (sources.vectors !== null && names.length > 0) work.takeVectors(await sources.vectors(names))
      for (const change of work.changes()) await take(change)
    },
    close: async () => await Promise.resolve(),
  }
}
