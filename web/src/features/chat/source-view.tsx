import { lazy, Suspense, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Dialog } from '../../components/dialog.tsx'
import type { OpenPassage } from '../../components/open-passage.ts'
import { Skeleton } from '../../components/states.tsx'

const DocumentPane = lazy(async () => ({ default: (await import('../reader/document-pane.tsx')).DocumentPane }))

interface SourceViewProps {
  readonly open: OpenPassage
  readonly onClose: () => void
  /** Beside the answer, or over it where there is no room. */
  readonly beside: boolean
}

/** The document that an answer cites, at the passage. */
export function SourceView({ open, onClose, beside }: SourceViewProps): JSX.Element {
  const t = useTranslations('chat')
  const waiting = <Skeleton lines={8} />
  if (beside) {
    return (
      <div className="sticky top-4 h-[calc(100dvh-7.5rem)] min-w-0">
        <Suspense fallback={waiting}>
          <DocumentPane {...open} onClose={onClose} />
        </Suspense>
      </div>
    )
  }
  return (
    <Dialog open place="side" title={t('source')} onOpenChange={onClose}>
      <div className="h-full pb-3">
        <Suspense fallback={waiting}>
          <DocumentPane {...open} />
        </Suspense>
      </div>
    </Dialog>
  )
}
