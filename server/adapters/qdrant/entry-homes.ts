import type { EntryHome, SearchBounds, SearchReach } from '../../ports/search-reach.ts'
import { FIELD, holdsAny } from './collection.ts'

/** What a point tells of where it belongs. */
export const homePayload = ({
  documentId,
  workspaceId,
  collectionId,
}: EntryHome & { readonly documentId: string }): Readonly<Record<string, string>> => ({
  [FIELD.workspace]: workspaceId,
  [FIELD.collection]: collectionId,
  [FIELD.document]: documentId,
})

type Values = readonly [field: string, values: ReadonlySet<string>]

function boundValues({ workspaceId, collectionIds, documentIds }: SearchBounds, keepsHomes: boolean): Values[] {
  if (!keepsHomes) return documentIds === null ? [] : [[FIELD.document, documentIds]]
  const collections: Values = [FIELD.collection, collectionIds]
  return workspaceId === null ? [collections] : [[FIELD.workspace, new Set([workspaceId])], collections]
}

/** Conditions that points within reach meet; null when there can be none. */
export function reachConditions({ bounds, documentIds }: SearchReach, keepsHomes: boolean): unknown[] | null {
  const wanted = bounds === undefined ? [] : boundValues(bounds, keepsHomes)
  if (documentIds !== undefined) wanted.push([FIELD.document, documentIds])
  if (wanted.some(([, values]) => values.size === 0)) return null
  return wanted.map(([field, values]) => holdsAny(field, values))
}
