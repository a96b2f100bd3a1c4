import type { JSX } from 'react'
import { IfMay } from '../../api/if-may.tsx'
import { ContinueReading } from './continue-reading.tsx'
import { NextSession } from './next-session.tsx'
import { RecentDocuments } from './recent-documents.tsx'
import { ReviewsDue } from './reviews-due.tsx'
import { StartLearning } from './start-learning.tsx'

/** What there is to do and to go on with. Each card is there only when it has something to show. */
export function Today(): JSX.Element {
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      <IfMay use="reviewQueue">
        <ReviewsDue />
      </IfMay>
      <IfMay use="listPlans">
        <NextSession />
      </IfMay>
      <ContinueReading />
      <RecentDocuments />
      <IfMay use="createPlan">
        <StartLearning />
      </IfMay>
    </div>
  )
}
