import { DrawingPinFilledIcon, DrawingPinIcon } from '@radix-ui/react-icons'
import type { ConceptDetail } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { IfMay } from '../../api/if-may.tsx'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { PassageLink } from '../../components/passage.tsx'
import { conceptAddress } from './concept-address.ts'
import { useConceptEdits } from './use-concept-edits.ts'

interface PrerequisiteItemProps {
  readonly concept: ConceptDetail
  readonly prerequisite: ConceptDetail['prerequisites'][number]
}

/** One thing to know first: how sure that is, the sentences that show it, and the way to say otherwise. */
export function PrerequisiteItem({ concept, prerequisite }: PrerequisiteItemProps): JSX.Element {
  const t = useTranslations('concepts')
  const format = useFormatter()
  const { decide } = useConceptEdits()
  const { prerequisiteId, prerequisiteName, confidence, origin, evidence } = prerequisite
  const isPinned = origin === 'pinned'
  const pair = { concept, prerequisite: { id: prerequisiteId, name: prerequisiteName }, before: origin }
  const sure = format.number(confidence, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <li className="py-3 first:pt-0">
      <div className="flex flex-wrap items-center gap-2">
        <Link href={conceptAddress(prerequisiteId)} className="font-medium">
          {prerequisiteName}
        </Link>
        {isPinned ? <Badge kind="accent">{t('pinned')}</Badge> : <Badge>{t('sure', { sure })}</Badge>}
        <span className="flex-1" />
        <IfMay use="setPrerequisite">
          <Button
            size="small"
            variant="quiet"
            icon={isPinned ? <DrawingPinFilledIcon /> : <DrawingPinIcon />}
            aria-label={t(isPinned ? 'unpinNamed' : 'pinNamed', { name: prerequisiteName })}
            onClick={() => decide(pair, isPinned ? 'derived' : 'pinned')}
          >
            {t(isPinned ? 'unpin' : 'pin')}
          </Button>
          <Button
            size="small"
            variant="quiet"
            aria-label={t('forbidNamed', { name: prerequisiteName })}
            onClick={() => decide(pair, 'forbidden')}
          >
            {t('forbid')}
          </Button>
        </IfMay>
      </div>
      {evidence.length > 0 && (
        <details className="mt-1 text-sm">
          <summary className="w-fit text-soft">{t('evidence', { count: evidence.length })}</summary>
          <ul className="mt-2 flex flex-col gap-2 border-l-2 border-line pl-3">
            {evidence.map((passage) => (
              <li key={`${passage.documentId}-${passage.start}`}>
                <p className="font-reading text-base">{passage.text}</p>
                <PassageLink place={passage} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
