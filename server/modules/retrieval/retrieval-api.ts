import type { DocumentText, SearchRequestInput, SearchResponse } from '@learnpath/contracts'

/** A term of a question as the library's languages see it. */
export interface QueryTerm {
  readonly word: string
  readonly term: string
  readonly language: string
  /** BM25 inverse document frequency in the library; 0 for a word the library does not have. */
  readonly inverseDocumentFrequency: number
}

/** Query to ranked passages. */
export interface RetrievalApi {
  search(request: SearchRequestInput): Promise<SearchResponse>
  /** What a question's words are worth in this library; used to score sentences. Stop words are left out. */
  queryTerms(question: string): Promise<readonly QueryTerm[]>
  /** Where the pages of a document's text lie, with the version they belong to. @throws LP_DOCUMENT_NOT_FOUND, LP_DOCUMENT_NOT_READY */
  pages(documentId: string): Promise<Pick<DocumentText, 'versionHash' | 'pages'>>
  /**
   * Resolves once the index holds all that the library held when it started: for programs that ask once and go. Until then
   * searches answer from what is there and say so in `indexLag`. Rejects with what prevented it.
   */
  ready(): Promise<void>
  /** Applies what the change log has and the index has not. Concurrent calls share one run. */
  catchUp(): Promise<void>
  /** Rebuilds the index from the relational store; the old one serves until the new one is complete. */
  rebuild(onProgress?: (done: number, total: number) => void): Promise<{ documents: number; chunks: number }>
  /** `trouble` is what keeps the index from answering; then its figures are as of the last answer. */
  indexState(): Promise<{
    kind: string
    sequence: number
    lag: number
    chunks: number
    sizeBytes: number
    trouble: { readonly code: string; readonly message: string } | null
  }>
  start(): Promise<void>
  stop(): Promise<void>
}
