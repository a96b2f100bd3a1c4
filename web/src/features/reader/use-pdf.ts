import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useState } from 'react'
import { addressOf } from '../../api/request.ts'
import { openPdf } from './pdf-engine.ts'

export type PdfState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly pdf: PDFDocumentProxy }
  | { readonly kind: 'locked'; readonly wasWrong: boolean; readonly unlock: (password: string) => void }
  | { readonly kind: 'failed'; readonly error: unknown }

const LOADING: PdfState = { kind: 'loading' }
/** The engine's word for a password that did not fit; it calls a first one NEED_PASSWORD. */
const INCORRECT_PASSWORD = 2

export const pdfAddress = (documentId: string): string => addressOf('documentContent', { params: { id: documentId } })

/** The PDF of a document as it was added. `version` is the hash of its bytes: other bytes are another PDF. */
export function usePdf(documentId: string, version: string): PdfState {
  const [known, setKnown] = useState({ version, state: LOADING })
  useEffect(() => {
    let isCurrent = true
    let end = (): void => undefined
    const tell = (next: PdfState): void => {
      if (isCurrent) setKnown({ version, state: next })
    }
    const open = async (): Promise<void> => {
      try {
        const { task, onPassword } = await openPdf(pdfAddress(documentId))
        end = () => void task.destroy()
        if (!isCurrent) return end()
        onPassword((unlock, reason) => tell({ kind: 'locked', wasWrong: reason === INCORRECT_PASSWORD, unlock }))
        tell({ kind: 'ready', pdf: await task.promise })
      } catch (error) {
        tell({ kind: 'failed', error })
      }
    }
    void open()
    return () => {
      isCurrent = false
      end()
    }
  }, [documentId, version])
  return known.version === version ? known.state : LOADING
}
