import { Cross2Icon, EnterFullScreenIcon } from '@radix-ui/react-icons'
import { useMemo, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { IconButton } from '../../components/button.tsx'
import { readerAddress } from '../../components/passage.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { readingText } from './reading-text.ts'
import type { Highlight } from './text-pieces.ts'
import { TextView } from './text-view.tsx'

export interface DocumentPaneProps {
  readonly documentId: string
  readonly start: number
  readonly end: number
  /** First page of the passage; null in a document without pages. */
  readonly page: number | null
  readonly onClose?: () => void
}

/** A document with a passage highlighted and scrolled to, for use beside an answer or a quiz. As high as what it stands in. */
export function DocumentPane({ documentId, start, end, page, onClose }: DocumentPaneProps): JSX.Element {
  const t = useTranslations('reader')
  const app = useTranslations('app')
  const answer = useAnswer('documentText', { params: { id: documentId } }, { staleMs: Number.POSITIVE_INFINITY })
  const highlights = useMemo((): Highlight[] => [{ kind: 'passage', start, end }], [start, end])
  const target = useMemo(() => ({ start, end, above: 0.2 }), [start, end])
  const address = readerAddress({ documentId, start, end, page })
  return (
    <section
      aria-label={answer.data?.title ?? t('document')}
      className="flex h-full min-h-0 flex-col overflow-hidden rounded-lg border border-line bg-surface"
    >
      <header className="flex items-center gap-1 border-b border-line py-1 pr-1 pl-4">
        <Link href={address} className="min-w-0 flex-1 truncate font-medium">
          {answer.data?.title ?? t('document')}
        </Link>
        {page !== null && <span className="text-sm whitespace-nowrap text-soft">{app('page', { page })}</span>}
        <Link href={address} aria-label={t('openWhole')} className="inline-flex size-9 items-center justify-center">
          <EnterFullScreenIcon />
        </Link>
        {onClose !== undefined && <IconButton label={app('close')} icon={<Cross2Icon />} onClick={onClose} />}
      </header>
      <div className="min-h-0 flex-1">
        {answer.data !== undefined && (
          <TextView reading={readingText(answer.data)} highlights={highlights} target={target} />
        )}
        {answer.isPending && <Skeleton className="p-6" lines={8} />}
        {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      </div>
    </section>
  )
}
