import type { Document } from '@learnpath/contracts'
import { useCallback, useMemo, useState } from 'react'

export interface Selection {
  readonly documents: ReadonlyMap<string, Document>
  readonly toggle: (document: Document) => void
  readonly select: (documents: readonly Document[]) => void
  readonly clear: () => void
}

/** Documents that were ticked, to do something with all of them. */
export function useSelection(): Selection {
  const [documents, setDocuments] = useState<ReadonlyMap<string, Document>>(new Map())
  const toggle = useCallback((document: Document) => {
    setDocuments((before) => {
      const next = new Map(before)
      if (!next.delete(document.id)) next.set(document.id, document)
      return next
    })
  }, [])
  const select = useCallback(
    (chosen: readonly Document[]) =>
      setDocuments((before) => new Map([...before, ...chosen.map((one) => [one.id, one] as const)])),
    [],
  )
  const clear = useCallback(() => setDocuments(new Map()), [])
  return useMemo(() => ({ documents, toggle, select, clear }), [documents, toggle, select, clear])
}
