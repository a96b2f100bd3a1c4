import type { AnalysableDocument, DocumentAnalysis } from '../../ports/document-analyst.ts'

export type AnalystRequest = { readonly id: number; readonly document: AnalysableDocument }

export type AnalystAnswer =
  | { readonly kind: 'analysed'; readonly id: number; readonly analysis: DocumentAnalysis }
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string }
