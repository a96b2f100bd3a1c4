import { useEffect } from 'react'

/** Long enough for what is being looked at now to be drawn first. */
const LATER_MS = 400

/** Fetches the reader and starts what shows PDFs: who sees passages of PDFs is about to open one. */
export function useReaderAhead(hasPages: boolean): void {
  useEffect(() => {
    if (!hasPages) return undefined
    const fetchAhead = async (): Promise<void> => {
      const [{ startPdfEngine }] = await Promise.all([
        import('./pdf-engine.ts'),
        import('./reader-page.tsx'),
        import('./pdf-view.tsx'),
      ])
      await startPdfEngine()
    }
    // A failure is told where a document is opened.
    const timer = window.setTimeout(() => void fetchAhead().catch(() => undefined), LATER_MS)
    return () => window.clearTimeout(timer)
  }, [hasPages])
}
