import type { SearchHit } from '@learnpath/contracts'

/** The hits of one document, best first. */
export interface HitGroup {
  readonly documentId: string
  readonly best: SearchHit
  readonly hits: readonly SearchHit[]
}

/** Hits by document, each document at the place of its best hit. */
export function groupHits(hits: readonly SearchHit[]): HitGroup[] {
  const groups = new Map<string, SearchHit[]>()
  for (const hit of hits) {
    const group = groups.get(hit.documentId)
    if (group === undefined) groups.set(hit.documentId, [hit])
    else group.push(hit)
  }
  return [...groups].flatMap(([documentId, own]) => {
    const [best] = own
    return best === undefined ? [] : [{ documentId, best, hits: own }]
  })
}
