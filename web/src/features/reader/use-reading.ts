import type { Document } from '@learnpath/contracts'
import { useEffect, useEffectEvent, useMemo } from 'react'
import { ServerProblem } from '../../api/server-problem.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { readingText, type ReadingText } from './reading-text.ts'

export interface Reading {
  /** Null until it has arrived, and when it could not be had. */
  readonly document: Document | null
  /** Null until it has arrived, and while the document has none. */
  readonly text: ReadingText | null
  /** Why nothing can be shown. */
  readonly error: unknown
  readonly isGone: boolean
  readonly retry: () => void
}

/** A document and its text; both are asked for at once, and the text again when the document was read anew. */
export function useReading(documentId: string): Reading {
  const request = { params: { id: documentId } }
  const about = useAnswer('getDocument', request)
  // A version's text never changes, and a book's is large.
  const answer = useAnswer('documentText', request, { staleMs: Number.POSITIVE_INFINITY })
  const version = about.data?.versionHash ?? null
  const textVersion = answer.data?.versionHash ?? null
  const { refetch } = answer
  const readAnew = useEffectEvent((wanted: string | null) => {
    if (wanted !== null && wanted !== textVersion && !answer.isFetching) void refetch()
  })
  useEffect(() => readAnew(version), [version])
  const text = useMemo(() => (answer.data === undefined ? null : readingText(answer.data)), [answer.data])
  const textError = isCode(answer.error, 'LP_DOCUMENT_NOT_READY') ? null : answer.error
  return {
    document: about.data ?? null,
    text,
    error: about.error ?? textError,
    isGone: isCode(about.error, 'LP_DOCUMENT_NOT_FOUND'),
    retry: () => {
      void about.refetch()
      void refetch()
    },
  }
}

const isCode = (error: unknown, code: ServerProblem['code']): boolean =>
  error instanceof ServerProblem && error.code === code
