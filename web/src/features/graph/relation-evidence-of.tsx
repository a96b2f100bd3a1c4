import type { Relation } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { EvidenceList } from './evidence-list.tsx'

/** The sentences behind a relation, opened by the person; those that did not come with it are asked for then. */
export function RelationEvidenceOf({ relation }: { readonly relation: Relation }): JSX.Element {
  const t = useTranslations('graph')
  const [isOpen, setIsOpen] = useState(false)
  const hasAll = relation.evidence.length >= relation.evidenceCount
  const { data } = useAnswer('getRelation', { params: { id: relation.id } }, { enabled: isOpen && !hasAll })
  return (
    <details className="mt-1 text-sm" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className="w-fit text-soft">{t('showSentences', { count: relation.evidenceCount })}</summary>
      {isOpen && (
        <div className="mt-2">
          <EvidenceList evidence={data?.evidence ?? relation.evidence} />
        </div>
      )}
    </details>
  )
}
