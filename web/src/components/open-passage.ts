/** A stretch of a document that is shown beside a list or an answer, as an address keeps it. */
export interface OpenPassage {
  readonly documentId: string
  readonly start: number
  readonly end: number
  readonly page: number | null
}

const OPEN = /^(.+):(\d+)-(\d+)(?::(\d+))?$/

export function readOpenPassage(value: string | null): OpenPassage | null {
  const [, documentId, start, end, page] = OPEN.exec(value ?? '') ?? []
  if (documentId === undefined) return null
  return { documentId, start: Number(start), end: Number(end), page: page === undefined ? null : Number(page) }
}

export const writeOpenPassage = ({ documentId, start, end, page }: OpenPassage): string =>
  `${documentId}:${start}-${end}${page === null ? '' : `:${page}`}`

export const isSamePassage = (one: OpenPassage | null, other: OpenPassage): boolean =>
  one?.documentId === other.documentId && one.start === other.start && one.end === other.end
