import type { ConceptsToAssemble, DocumentToAssemble } from './assembly-input.ts'
import type { GraphOrder } from './assembler.ts'
import type { NameToEmbed, VectorsOfNames } from './names-to-embed.ts'
import type { GraphChange } from './graph-change.ts'

/** To the thread. `chunks` and `vectors` are not answered; each of the others is, with a piece. */
export type AssemblyMessage =
  | { readonly kind: 'chunks'; readonly versionId: string; readonly document: DocumentToAssemble }
  | { readonly kind: 'names'; readonly order: GraphOrder; readonly concepts: ConceptsToAssemble }
  | { readonly kind: 'vectors'; readonly vectors: VectorsOfNames }
  | { readonly kind: 'changes' }
  | { readonly kind: 'more' }

/** Pieces are small, so that taking one in holds nobody up. */
export type AssemblyAnswer =
  | { readonly kind: 'names'; readonly names: readonly NameToEmbed[]; readonly last: boolean }
  | { readonly kind: 'change'; readonly change: GraphChange | null; readonly last: boolean }
  | { readonly kind: 'failed'; readonly detail: string }
