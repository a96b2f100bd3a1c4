import type { GraphStatus } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { IfMay } from '../../api/if-may.tsx'

/** Address of the review queue. */
const REVIEWS = '/concepts/reviews'

/** What is still on its way, what failed, and what waits for the person. */
export function GraphState({ status }: { readonly status: GraphStatus }): JSX.Element {
  const t = useTranslations('graph')
  const { pendingDocuments, current, failedDocuments, reviews } = status
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
      <div role="status" className="empty:-mr-5">
        {(pendingDocuments > 0 || !current) && (
          <p className="rounded-md bg-accent-soft px-3 py-1 text-accent-strong">
            {pendingDocuments > 0 ? t('pending', { count: pendingDocuments }) : t('assembling')}
          </p>
        )}
      </div>
      {failedDocuments > 0 && (
        <p className="rounded-md bg-warn-soft px-3 py-1 text-warn">{t('failed', { count: failedDocuments })}</p>
      )}
      {reviews > 0 && (
        <IfMay use="listMergeReviews">
          <p>
            <Link href={REVIEWS} className="font-medium">
              {t('reviewsWait', { count: reviews })}
            </Link>
          </p>
        </IfMay>
      )}
    </div>
  )
}
